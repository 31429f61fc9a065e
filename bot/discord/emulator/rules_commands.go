package emulator

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Kinds of commands and of their options.
const (
	commandSlash       = 1
	commandUserMenu    = 2
	commandMessageMenu = 3

	optionSubcommand = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionBoolean    = 5
	optionUser       = 6
	optionChannel    = 7
	optionRole       = 8
	optionNumber     = 10
	optionFile       = 11
)

// commandName is the pattern of the documentation; Go has no scripts by extension, so
// the marks that Devanagari and Thai need are named.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are those that Discord takes for names and descriptions.
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")

// checkCommands checks one command or a whole list of them.
func (c *call) checkCommands() {
	commands := objects(c.list)
	if c.body != nil {
		commands = []object{c.body}
	}
	kinds := map[int]int{}
	names := map[string]bool{}
	for i, cmd := range commands {
		kind := max(commandSlash, integer(cmd["type"]))
		kinds[kind]++
		key := fmt.Sprint(kind, text(cmd["name"]))
		where := fmt.Sprint(i)
		if c.body != nil {
			where = ""
		}
		if names[key] {
			c.breach(where, "two commands are named %q", text(cmd["name"]))
		}
		names[key] = true
		c.checkCommand(cmd, kind, where)
	}
	for kind, most := range map[int]int{commandSlash: 100, commandUserMenu: 15, commandMessageMenu: 15} {
		if kinds[kind] > most {
			c.breach("", "%d commands of type %d, at most %d", kinds[kind], kind, most)
		}
	}
}

func (c *call) checkCommand(cmd object, kind int, where string) {
	c.checkLocales(cmd, where)
	if kind != commandSlash {
		if text(cmd["description"]) != "" || !isZero(cmd["options"]) {
			c.breach(where, "a menu entry has no description and no options")
		}
		return
	}
	c.checkName(cmd, where)
	c.checkOptions(cmd["options"], where+".options", 0)
	if n := commandSize(cmd); n > 8000 {
		c.breach(where, "%d characters in all, at most 8000", n)
	}
}

// checkName checks the name and the description of a slash command or an option, in every language.
func (c *call) checkName(o object, where string) {
	names := localized(o, "name")
	for _, key := range slices.Sorted(maps.Keys(names)) {
		if name := names[key]; !commandName.MatchString(name) || name != strings.ToLower(name) {
			c.breach(where+"."+key, "the name %q has characters that no command name has", name)
		}
	}
	descriptions := localized(o, "description")
	for _, key := range slices.Sorted(maps.Keys(descriptions)) {
		d := descriptions[key]
		if strings.TrimSpace(d) == "" {
			c.breach(where+"."+key, "this field is required")
		}
		c.checkText(d, where+"."+key, 100)
	}
}

// localized is a text with its translations, by key.
func localized(o object, key string) map[string]string {
	out := map[string]string{key: text(o[key])}
	translations, _ := o[key+"_localizations"].(object)
	for locale, v := range translations {
		out[key+"_localizations."+locale] = text(v)
	}
	return out
}

func (c *call) checkLocales(o object, where string) {
	for _, key := range []string{"name_localizations", "description_localizations"} {
		translations, _ := o[key].(object)
		for _, locale := range slices.Sorted(maps.Keys(translations)) {
			if !slices.Contains(locales, locale) {
				c.breach(where+"."+key, "unknown locale %q", locale)
			}
		}
	}
}

func (c *call) checkOptions(v any, where string, depth int) {
	options := objects(v)
	names := map[string]bool{}
	optional, nested := false, 0
	if len(options) > 25 {
		c.breach(where, "%d options, at most 25", len(options))
	}
	for i, o := range options {
		at := fmt.Sprintf("%s.%d", where, i)
		c.checkLocales(o, at)
		c.checkName(o, at)
		if names[text(o["name"])] {
			c.breach(at, "two options are named %q", text(o["name"]))
		}
		names[text(o["name"])] = true
		if kind := integer(o["type"]); kind == optionSubcommand || kind == optionGroup {
			nested++
			c.checkNesting(o, at, depth)
			continue
		}
		if truth(o["required"]) && optional {
			c.breach(at, "required options must be placed before non-required options")
		}
		optional = optional || !truth(o["required"])
		c.checkOption(o, at)
	}
	if nested > 0 && nested < len(options) {
		c.breach(where, "sub-commands and plain options cannot stand side by side")
	}
}

func (c *call) checkNesting(o object, where string, depth int) {
	group := integer(o["type"]) == optionGroup
	if depth > 1 || group && depth > 0 {
		c.breach(where, "nested too deep")
		return
	}
	for _, inner := range objects(o["options"]) {
		if (integer(inner["type"]) == optionSubcommand) != group {
			c.breach(where, "a group holds sub-commands, a sub-command holds plain options")
			return
		}
	}
	c.checkOptions(o["options"], where+".options", depth+1)
}

func (c *call) checkOption(o object, where string) {
	kind := integer(o["type"])
	hasChoices, autocomplete := !isZero(o["choices"]), truth(o["autocomplete"])
	takesChoices := kind == optionString || kind == optionInteger || kind == optionNumber
	switch {
	case hasChoices && autocomplete:
		c.breach(where, "choices and autocomplete exclude one another")
	case (hasChoices || autocomplete) && !takesChoices:
		c.breach(where, "only texts and numbers have choices or autocomplete")
	}
	if least, most := o["min_length"], o["max_length"]; most != nil && integer(least) > integer(most) {
		c.breach(where, "min_length %d is over max_length %d", integer(least), integer(most))
	}
	c.checkChoices(o["choices"], where+".choices")
}

func (c *call) checkChoices(v any, where string) {
	choices := objects(v)
	if len(choices) > 25 {
		c.breach(where, "%d choices, at most 25", len(choices))
	}
	for i, choice := range choices {
		at := fmt.Sprintf("%s.%d", where, i)
		if strings.TrimSpace(text(choice["name"])) == "" {
			c.breach(at+".name", "this field is required")
		}
		c.checkText(choice["name"], at+".name", 100)
		c.checkText(choice["value"], at+".value", 100)
		c.checkLocales(choice, at)
	}
}

// commandSize counts the characters of names, descriptions and values, each in its longest translation.
func commandSize(o object) int {
	n := 0
	for _, key := range []string{"name", "description"} {
		longest := 0
		for _, t := range localized(o, key) {
			longest = max(longest, units(t))
		}
		n += longest
	}
	n += units(text(o["value"]))
	for _, key := range []string{"options", "choices"} {
		for _, inner := range objects(o[key]) {
			n += commandSize(inner)
		}
	}
	return n
}
