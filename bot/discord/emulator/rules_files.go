package emulator

import (
	"fmt"
	"strconv"
)

// maxFiles is how many files a message has at most.
const maxFiles = 10

// checkFiles holds the files of a message against what the message says of
// them: each description is of a file that comes along under its number, or of
// one that the message has already.
func (c *call) checkFiles(m object, where string, created bool) {
	if len(c.files) > maxFiles {
		c.breach(where, "%d files, at most %d", len(c.files), maxFiles)
	}
	sent := map[int]bool{}
	for _, f := range c.files {
		if sent[f.number] {
			c.breach(where, "two files have the number %d", f.number)
		}
		if f.Filename == "" {
			c.breach(where, "file %d has no name", f.number)
		}
		sent[f.number] = true
	}
	described := map[string]bool{}
	for i, a := range objects(m["attachments"]) {
		at := fmt.Sprintf("%s.%d", where, i)
		id := text(a["id"])
		if described[id] {
			c.breach(at, "the id %q stands twice", id)
		}
		described[id] = true
		n, err := strconv.Atoi(id)
		fresh := err == nil && sent[n]
		if !fresh && (created || len(id) < minSnowflake) {
			c.breach(at, "no file with the id %q", id)
		}
		c.checkText(a["description"], at+".description", 1024)
	}
	for n := range sent {
		// Discord keeps a file that an edit does not list only by kindness to old clients (v10: "must contain all attachments").
		if _, listed := m["attachments"]; !created && listed && !described[strconv.Itoa(n)] {
			c.breach(where, "file %d is not among the attachments that the edit lists", n)
		}
	}
	c.checkFileAddresses(m, where)
}

// minSnowflake is how many digits the id of a stored file has at least.
const minSnowflake = 15

// checkFileAddresses refuses embeds that show a file that is not there.
func (c *call) checkFileAddresses(m object, where string) {
	names := map[string]bool{}
	for _, f := range c.files {
		names["attachment://"+f.Filename] = true
	}
	for i, e := range objects(m["embeds"]) {
		for _, key := range []string{"image", "thumbnail"} {
			part, _ := e[key].(object)
			address := text(part["url"])
			if len(address) > 13 && address[:13] == "attachment://" && !names[address] && len(objects(m["attachments"])) == 0 {
				c.breach(where, "embed %d shows %s, which no file is called", i, address)
			}
		}
	}
}

// checkModal applies what the description does not say of forms: five inputs,
// each named, and none with a value that it does not take.
func (c *call) checkModal(data object) {
	inputs, ids := 0, map[string]bool{}
	visitComponents(data["components"], func(o object) {
		if integer(o["type"]) != componentTextInput {
			return
		}
		inputs++
		at := fmt.Sprintf("data.components.%d", inputs-1)
		if id := text(o["custom_id"]); ids[id] {
			c.breach(at, "two inputs have the custom_id %q", id)
		} else {
			ids[id] = true
		}
		c.checkInput(o, at)
	})
	if n := len(objects(data["components"])); n > 5 {
		c.breach("data.components", "%d rows in a form, at most 5", n)
	}
	for i, row := range objects(data["components"]) {
		if len(objects(row["components"])) > 1 {
			c.breach(fmt.Sprintf("data.components.%d", i), "an input fills its row")
		}
		if integer(row["type"]) == componentRow && text(objects(row["components"])[0]["label"]) == "" {
			c.breach(fmt.Sprintf("data.components.%d", i), "an input without a label")
		}
	}
}

func (c *call) checkInput(o object, where string) {
	most := 4000
	if o["max_length"] != nil {
		most = integer(o["max_length"])
	}
	least := integer(o["min_length"])
	n := units(text(o["value"]))
	switch {
	case least > most:
		c.breach(where, "min_length %d is over max_length %d", least, most)
	case n > most:
		c.breach(where, "a value of %d characters, at most %d", n, most)
	case n > 0 && n < least:
		c.breach(where, "a value of %d characters, at least %d", n, least)
	}
}
