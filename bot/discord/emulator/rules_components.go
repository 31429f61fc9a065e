package emulator

import "fmt"

// visitComponents calls f for every component, those inside others too.
func visitComponents(v any, f func(object)) {
	for _, c := range objects(v) {
		f(c)
		visitComponents(c["components"], f)
		if inner, ok := c["component"].(object); ok {
			visitComponents([]any{inner}, f)
		}
		if accessory, ok := c["accessory"].(object); ok {
			visitComponents([]any{accessory}, f)
		}
	}
}

// checkComponents applies what the description does not say of rows, buttons and selects.
func (c *call) checkComponents(v any, where string) {
	rows, total := 0, 0
	ids, numbers := map[string]bool{}, map[int]bool{}
	visitComponents(v, func(o object) {
		total++
		if id := text(o["custom_id"]); id != "" {
			if ids[id] {
				c.breach(where, "custom_id %q stands twice", id)
			}
			ids[id] = true
		}
		if n := integer(o["id"]); n != 0 {
			if numbers[n] {
				c.breach(where, "component id %d stands twice", n)
			}
			numbers[n] = true
		}
		c.checkComponent(o, where)
	})
	for i, row := range objects(v) {
		if integer(row["type"]) != componentRow {
			continue
		}
		rows++
		c.checkRow(row, fmt.Sprintf("%s.%d.components", where, i))
	}
	if rows > 5 {
		c.breach(where, "%d rows, at most 5", rows)
	}
	if total > 40 {
		c.breach(where, "%d components, at most 40", total)
	}
}

func (c *call) checkRow(row object, where string) {
	inside := objects(row["components"])
	buttons := 0
	for _, o := range inside {
		if integer(o["type"]) == componentButton {
			buttons++
		}
	}
	switch {
	case len(inside) == 0:
		c.breach(where, "a row holds at least one component")
	case buttons != len(inside) && len(inside) > 1:
		c.breach(where, "a select or an input fills its row")
	case buttons > 5:
		c.breach(where, "%d buttons in a row, at most 5", buttons)
	}
}

func (c *call) checkComponent(o object, where string) {
	switch integer(o["type"]) {
	case componentButton:
		c.checkButton(o, where)
	case componentSelect:
		c.checkSelect(o, where)
	}
}

func (c *call) checkButton(o object, where string) {
	style, id, address := integer(o["style"]), text(o["custom_id"]), text(o["url"])
	switch {
	case style == styleLink && address == "":
		c.breach(where, "a link button without a URL")
	case style == styleLink && id != "":
		c.breach(where, "a custom_id and a URL cannot both be specified")
	case style != styleLink && address != "":
		c.breach(where, "only a link button has a URL")
	case style != styleLink && style != stylePremium && id == "":
		c.breach(where, "a button without a custom_id")
	}
	if style != stylePremium && text(o["label"]) == "" && isZero(o["emoji"]) {
		c.breach(where, "a button has a label or an emoji")
	}
	c.checkText(o["label"], where, 80)
	c.checkURL(o["url"], where, "http", "https", "discord")
}

func (c *call) checkSelect(o object, where string) {
	options := objects(o["options"])
	values := map[string]bool{}
	defaults := 0
	for _, option := range options {
		if values[text(option["value"])] {
			c.breach(where, "option value %q stands twice", text(option["value"]))
		}
		values[text(option["value"])] = true
		if truth(option["default"]) {
			defaults++
		}
		c.checkText(option["label"], where, 100)
		c.checkText(option["description"], where, 100)
	}
	least, most := 1, 1
	if o["min_values"] != nil {
		least = integer(o["min_values"])
	}
	if o["max_values"] != nil {
		most = integer(o["max_values"])
	}
	switch {
	case most > len(options):
		c.breach(where, "max_values %d of %d options", most, len(options))
	case least > most:
		c.breach(where, "min_values %d is over max_values %d", least, most)
	case defaults > most:
		c.breach(where, "%d defaults, max_values is %d", defaults, most)
	}
}
