package emulator

import (
	"fmt"
	"strings"
)

// checkEmbeds holds embeds against limits that Discord applies to text without
// the white space around it, all of them together too.
func (c *call) checkEmbeds(v any, where string) {
	total := 0
	addresses := map[string]bool{}
	count := func(s any) { total += units(strings.TrimSpace(text(s))) }
	for i, e := range objects(v) {
		at := fmt.Sprintf("%s.%d", where, i)
		author, _ := e["author"].(object)
		footer, _ := e["footer"].(object)
		count(e["title"])
		count(e["description"])
		count(author["name"])
		count(footer["text"])
		c.checkText(e["title"], at+".title", 256)
		c.checkText(e["description"], at+".description", 4096)
		c.checkText(author["name"], at+".author.name", 256)
		c.checkText(footer["text"], at+".footer.text", 2048)
		c.checkEmbedURLs(e, at)
		if address := text(e["url"]); address != "" {
			if addresses[address] {
				// discord/discord-api-docs#1418, #4129.
				c.broken = append(c.broken, c.violation(0, at+".url", "clients show only the first embed with an address"))
			}
			addresses[address] = true
		}
		for n, f := range objects(e["fields"]) {
			count(f["name"])
			count(f["value"])
			c.checkField(f, fmt.Sprintf("%s.fields.%d", at, n))
		}
		if isEmptyEmbed(e) {
			c.breach(at, "an embed that shows nothing")
		}
	}
	if total > 6000 {
		c.breach(where, "%d characters in all embeds, at most 6000", total)
	}
}

func (c *call) checkField(f object, where string) {
	for key, most := range map[string]int{"name": 256, "value": 1024} {
		if strings.TrimSpace(text(f[key])) == "" {
			c.breach(where+"."+key, "this field is required")
		}
		c.checkText(f[key], where+"."+key, most)
	}
}

func (c *call) checkEmbedURLs(e object, where string) {
	c.checkURL(e["url"], where+".url", "http", "https")
	for part, key := range map[string]string{
		"author": "icon_url", "footer": "icon_url", "image": "url", "thumbnail": "url",
	} {
		o, _ := e[part].(object)
		c.checkURL(o[key], where+"."+part+"."+key, "http", "https", "attachment")
	}
	author, _ := e["author"].(object)
	c.checkURL(author["url"], where+".author.url", "http", "https")
	if text(author["url"])+text(author["icon_url"]) != "" && strings.TrimSpace(text(author["name"])) == "" {
		c.breach(where+".author.name", "this field is required")
	}
}

// isEmptyEmbed tells whether nothing of the embed would show; an address or a colour alone does not.
func isEmptyEmbed(e object) bool {
	shown := trimmed(e)
	for _, key := range []string{"title", "description", "author", "footer", "image", "thumbnail", "timestamp"} {
		if !isZero(shown[key]) {
			return false
		}
	}
	return isZero(shown["fields"])
}
