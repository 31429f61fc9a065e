package emulator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Message is a message as a person sees it at one moment. It does not change
// afterwards: ask the server again.
type Message struct {
	ID, ChannelID, GuildID, AuthorID string

	Author      string // name of who wrote it
	Bot         bool   // an application wrote it
	Content     string
	Embeds      []Embed
	Rows        [][]Component // buttons and selects, by row
	Attachments []Attachment
	RepliesTo   string // the id of the message that it refers to, "" if none
	Private     bool   // only the person who asked sees it
	Deferred    bool   // "… is thinking"
	Edited      bool
	Sent        time.Time
	JSON        json.RawMessage // as Discord's API shows it
}

// Embed is a classic embed.
type Embed struct {
	Title, Description, URL, Footer, Author, AuthorURL, Timestamp, Image, Thumbnail string

	Color  int
	Fields []Field
}

// Field is a named part of an embed.
type Field struct {
	Name, Value string
	Inline      bool
}

// Component is a button, a select or the input of a modal.
type Component struct {
	Type, Style                       int
	CustomID, Label, URL, Placeholder string
	Disabled, Required                bool     // Required: of an input
	Value                             string   // typed already, of an input
	MinLength, MaxLength              int      // of an input
	Options                           []Choice // of a select; Value is a string
}

// Attachment is a file that was sent along.
type Attachment struct {
	ID, Filename, URL, ContentType string
	Description                    string // for who does not see a picture
	Content                        []byte
}

// Choice is one suggestion, or one option of a select.
type Choice struct {
	Name  string
	Value any // string, json.Number
}

// CustomID finds the button or select of that label (or placeholder); "" if there is none.
func (m Message) CustomID(label string) string {
	for _, row := range m.Rows {
		for _, c := range row {
			if c.Label == label || c.Label == "" && c.Placeholder == label {
				return c.CustomID
			}
		}
	}
	return ""
}

// Text is everything that the message shows, line by line: content, embeds, labels, names of files.
func (m Message) Text() string {
	lines := []string{m.Content}
	for _, e := range m.Embeds {
		lines = append(lines, e.Author, e.Title, e.Description)
		for _, f := range e.Fields {
			lines = append(lines, f.Name, f.Value)
		}
		lines = append(lines, e.Footer)
	}
	for _, row := range m.Rows {
		for _, c := range row {
			lines = append(lines, c.Label+c.Placeholder)
		}
	}
	for _, a := range m.Attachments {
		lines = append(lines, a.Filename)
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n")
}

// view takes a snapshot. The caller holds Server.mu.
func (m *message) view() Message {
	v := Message{
		ID: m.id, ChannelID: m.channel.ID, GuildID: m.channel.guildID(), AuthorID: m.author.ID, Author: m.author.Name, Bot: m.author.bot,
		Content: m.content, Attachments: slices.Clone(m.attachments),
		Private: m.viewer != nil, Deferred: m.flags&flagLoading != 0, Edited: !m.edited.IsZero(), Sent: m.created,
	}
	if m.reference != nil {
		v.RepliesTo = m.reference.id
	}
	if m.flags&flagSuppressEmbeds == 0 {
		for _, e := range objects(m.embeds) {
			v.Embeds = append(v.Embeds, viewEmbed(e))
		}
	}
	for _, row := range objects(m.components) {
		if integer(row["type"]) == componentRow {
			v.Rows = append(v.Rows, viewComponents(row["components"]))
		}
	}
	data, err := json.Marshal(m.json(true))
	if err != nil {
		panic(fmt.Sprintf("emulator: writing message %s: %v", m.id, err)) // it came as JSON
	}
	v.JSON = data
	return v
}

func viewEmbed(e object) Embed {
	part := func(key, inner string) string {
		o, _ := e[key].(object)
		return text(o[inner])
	}
	v := Embed{
		Title: text(e["title"]), Description: text(e["description"]), URL: text(e["url"]),
		Footer: part("footer", "text"), Author: part("author", "name"), AuthorURL: part("author", "url"),
		Timestamp: text(e["timestamp"]), Image: part("image", "url"), Thumbnail: part("thumbnail", "url"),
		Color: integer(e["color"]),
	}
	for _, f := range objects(e["fields"]) {
		v.Fields = append(v.Fields, Field{Name: text(f["name"]), Value: text(f["value"]), Inline: truth(f["inline"])})
	}
	return v
}

func viewComponents(list any) []Component {
	var out []Component
	for _, c := range objects(list) {
		v := Component{
			Type: integer(c["type"]), Style: integer(c["style"]), CustomID: text(c["custom_id"]),
			Label: text(c["label"]), URL: text(c["url"]), Placeholder: text(c["placeholder"]), Disabled: truth(c["disabled"]),
			Value: text(c["value"]), MinLength: integer(c["min_length"]), MaxLength: 4000, Required: true,
		}
		if c["required"] != nil {
			v.Required = truth(c["required"])
		}
		if c["max_length"] != nil {
			v.MaxLength = integer(c["max_length"])
		}
		for _, o := range objects(c["options"]) {
			v.Options = append(v.Options, Choice{Name: text(o["label"]), Value: o["value"]})
		}
		out = append(out, v)
	}
	return out
}

// Messages are those of the channel that everybody in it sees, oldest first.
func (s *Server) Messages(c *Channel) []Message { return c.seenBy(nil) }

// Sees are the messages of the channel with those that u alone sees, oldest first.
func (u *User) Sees(c *Channel) []Message { return c.seenBy(u) }

func (c *Channel) seenBy(u *User) []Message {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	var out []Message
	for _, m := range c.messages {
		if m.viewer == nil || m.viewer == u {
			out = append(out, m.view())
		}
	}
	return out
}
