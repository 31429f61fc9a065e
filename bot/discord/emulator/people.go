package emulator

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Say posts a message.
func (u *User) Say(c *Channel, text string) Message { return u.say(c, text, nil) }

// DM posts a direct message to the bot.
func (u *User) DM(text string) Message { return u.say(u.DMChannel(), text, nil) }

// Reply answers a message and mentions its author, as clients do unless told otherwise.
func (u *User) Reply(to Message, text string) Message {
	u.server.mu.Lock()
	m := u.server.known(to)
	u.server.mu.Unlock()
	return u.say(m.channel, text, m)
}

// ReplySilently answers a message with the mention of its author switched off.
func (u *User) ReplySilently(to Message, text string) Message {
	u.server.mu.Lock()
	m := u.server.known(to)
	u.server.mu.Unlock()
	return u.sayTo(m.channel, text, m, false)
}

func (u *User) say(c *Channel, text string, to *message) Message {
	return u.sayTo(c, text, to, true)
}

func (u *User) sayTo(c *Channel, text string, to *message, ping bool) Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if !c.holds(u) {
		s.fail("%s is not in channel %s: call Guild.Join first", u.Name, c.ID)
	}
	m := s.world.newMessage(c, u)
	m.content = strings.TrimSpace(text)
	m.mentions = s.world.mentioned(m.content)
	m.everyone = massMention.MatchString(m.content) && c.permissions(u).has(MentionEveryone)
	if to != nil {
		m.kind, m.reference = kindReply, to
		if ping && !slices.Contains(m.mentions, to.author) {
			m.mentions = append(m.mentions, to.author)
		}
	}
	s.post(m)
	return m.view()
}

// known is the message that a snapshot was taken of.
func (s *Server) known(m Message) *message {
	found := s.world.messages[m.ID]
	if found == nil {
		s.fail("there was never a message with the id %q", m.ID)
	}
	return found
}

// Edit changes the text of u's own message.
func (u *User) Edit(m Message, text string) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	old := u.server.known(m)
	if old.deleted || old.author != u {
		u.server.fail("%s cannot edit message %s", u.Name, m.ID)
	}
	old.content = strings.TrimSpace(text)
	old.mentions = u.server.world.mentioned(old.content)
	old.edited = time.Now()
	u.server.changedMessage(old)
}

// Delete deletes u's own message or, with ManageMessages, anyone's.
func (u *User) Delete(m Message) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	old := u.server.known(m)
	if old.deleted || old.author != u && !old.channel.permissions(u).has(ManageMessages) {
		u.server.fail("%s cannot delete message %s", u.Name, m.ID)
	}
	u.server.remove(old)
}

// Options are the values given to a slash command, by the option's name: a
// string, a bool, an int, a float64, a *User, a *Channel, a *Role or a File.
type Options map[string]any

// Slash uses a slash command; sub-commands are written with spaces, as in "corpus list".
func (u *User) Slash(c *Channel, name string, o Options) *Interaction {
	return u.slash(c, name, o, "")
}

// File is a file that a person sends along with a command.
type File struct {
	Name, Type string
	Content    []byte
}

// upload puts the files among the options where the bot can fetch them.
func (s *Server) upload(c *Channel, o Options) Options {
	out := maps.Clone(o)
	for name, v := range o {
		if f, ok := v.(File); ok {
			a := &Attachment{ID: s.world.newID(), Filename: f.Name, ContentType: f.Type, Content: f.Content}
			a.URL = s.URL + "/attachments/" + c.ID + "/" + a.ID + "/" + url.PathEscape(f.Name)
			s.world.uploads[a.ID] = a
			out[name] = a
		}
	}
	return out
}

// Autocomplete asks for suggestions while the option named focused is being typed.
func (u *User) Autocomplete(c *Channel, name string, o Options, focused string) *Interaction {
	return u.slash(c, name, o, focused)
}

func (u *User) slash(c *Channel, name string, o Options, focused string) *Interaction {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	i := u.interaction(c, kindCommandUsed)
	if focused != "" {
		i.kind = kindSuggest
	}
	words := strings.Fields(name)
	cmd := u.server.world.command(c, u, commandSlash, words[0])
	if cmd == nil {
		return i.refuse("no command /%s here", words[0])
	}
	i.name = words[0]
	o = u.server.upload(c, o)
	data := commandData(cmd)
	filled, err := fillOptions(cmd, words[1:], o, focused)
	if err != nil {
		return i.refuse("/%s: %v", name, err)
	}
	if len(filled) > 0 {
		data["options"] = filled
	}
	if resolved := u.server.resolve(c, o); len(resolved) > 0 {
		data["resolved"] = resolved
	}
	return i.send(data)
}

// MessageMenu uses an entry of the menu of a message.
func (u *User) MessageMenu(name string, m Message) *Interaction {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	target := s.known(m)
	i := u.interaction(target.channel, kindCommandUsed)
	cmd := s.world.command(target.channel, u, commandMessageMenu, name)
	if cmd == nil || target.deleted {
		return i.refuse("no entry %q in the menu of the message", name)
	}
	i.name, i.menu = name, true
	data := commandData(cmd)
	data["target_id"] = target.id
	data["resolved"] = object{"messages": object{target.id: target.json(true)}}
	return i.send(data)
}

// UserMenu uses an entry of the menu of a person.
func (u *User) UserMenu(c *Channel, name string, target *User) *Interaction {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	i := u.interaction(c, kindCommandUsed)
	cmd := s.world.command(c, u, commandUserMenu, name)
	if cmd == nil {
		return i.refuse("no entry %q in the menu of a person", name)
	}
	i.name, i.menu = name, true
	data := commandData(cmd)
	data["target_id"] = target.ID
	data["resolved"] = s.resolve(c, Options{"": target})
	return i.send(data)
}

// Click presses the button with that custom id.
func (u *User) Click(m Message, customID string) *Interaction {
	return u.useComponent(m, customID, componentButton, nil)
}

// Select picks values of the select with that custom id.
func (u *User) Select(m Message, customID string, values ...string) *Interaction {
	return u.useComponent(m, customID, componentSelect, values)
}

func (u *User) useComponent(m Message, customID string, kind int, values []string) *Interaction {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	source := s.known(m)
	i := u.interaction(source.channel, kindComponentUsed)
	i.source = source
	if source.deleted || source.viewer != nil && source.viewer != u || !source.channel.holds(u) {
		return i.refuse("%s does not see message %s", u.Name, m.ID)
	}
	var used object
	visitComponents(source.components, func(o object) {
		if text(o["custom_id"]) == customID && customID != "" && integer(o["type"]) == kind && !truth(o["disabled"]) {
			used = o
		}
	})
	if used == nil {
		return i.refuse("the message has nothing to use with the custom id %q", customID)
	}
	data := object{"custom_id": customID, "component_type": kind, "id": used["id"]}
	if kind == componentSelect {
		if err := selectable(used, values); err != nil {
			return i.refuse("%v", err)
		}
		data["values"] = values
	}
	return i.send(data)
}

// SubmitModal sends the form that an interaction opened, filled by custom id.
func (u *User) SubmitModal(opened *Interaction, values map[string]string) *Interaction {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	i := u.interaction(opened.channel, kindModalSubmitted)
	i.opener, i.source = opened, opened.source
	if opened.modal == nil || opened.user != u {
		return i.refuse("no modal is open")
	}
	rows := []any{}
	if err := opened.modal.takes(values); err != nil {
		return i.refuse("%v", err)
	}
	for _, input := range opened.modal.Inputs {
		rows = append(rows, object{"type": componentRow, "id": len(rows)*2 + 1, "components": []any{
			object{"type": componentTextInput, "id": len(rows)*2 + 2, "custom_id": input.CustomID, "value": values[input.CustomID]},
		}})
	}
	return i.send(object{"custom_id": opened.modal.CustomID, "components": rows})
}
