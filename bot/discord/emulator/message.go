package emulator

import (
	"maps"
	"slices"
	"time"
)

// Flags of messages.
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagComponentsV2   = 1 << 15
)

// Kinds of messages.
const (
	kindPlain   = 0
	kindReply   = 19
	kindCommand = 20
	kindMenu    = 23
)

// message is one message, as the server keeps it.
type message struct {
	id          string
	kind        int
	channel     *Channel
	author      *User
	content     string
	embeds      []any
	components  []any
	attachments []Attachment
	flags       int
	created     time.Time
	edited      time.Time
	deleted     bool
	reference   *message // that it replies to
	mentions    []*User
	everyone    bool
	nonce       any
	interaction *Interaction // that it answers, nil if none
	viewer      *User        // who alone sees it, nil: everybody in the channel
}

// newMessage makes a message that is not in its channel yet.
func (w *world) newMessage(c *Channel, author *User) *message {
	return &message{id: w.newID(), channel: c, author: author, created: time.Now(),
		embeds: []any{}, components: []any{}}
}

// post puts a message into its channel and tells the gateway. The caller holds s.mu.
func (s *Server) post(m *message) {
	m.channel.messages = append(m.channel.messages, m)
	s.world.messages[m.id] = m
	s.announce("MESSAGE_CREATE", m)
	s.notify()
}

// changedMessage tells the gateway that m was edited. The caller holds s.mu.
func (s *Server) changedMessage(m *message) {
	s.announce("MESSAGE_UPDATE", m)
	s.notify()
}

// remove deletes m. The caller holds s.mu.
func (s *Server) remove(m *message) {
	m.deleted = true
	m.channel.messages = slices.DeleteFunc(m.channel.messages, func(o *message) bool { return o == m })
	if m.viewer == nil {
		event := object{"id": m.id, "channel_id": m.channel.ID}
		if g := m.channel.guildID(); g != "" {
			event["guild_id"] = g
		}
		s.dispatch("MESSAGE_DELETE", m.channel.messageIntent(), event)
	}
	s.notify()
}

// announce dispatches a message as each session may see it. What one person
// alone sees reaches no gateway.
func (s *Server) announce(event string, m *message) {
	if m.viewer != nil {
		return
	}
	s.dispatchEach(event, m.channel.messageIntent(), func(intents Intent) object {
		o := m.json(intents&IntentMessageContent != 0)
		if g := m.channel.guild; g != nil {
			o["guild_id"] = g.ID
			if author := g.members[m.author.ID]; author != nil {
				o["member"] = author.json()
				delete(o["member"].(object), "user")
			}
		}
		return o
	})
}

func (c *Channel) messageIntent() Intent {
	if c.guild == nil {
		return IntentDirectMessages
	}
	return IntentGuildMessages
}

// json is the message as the bot gets it. Without the Message Content intent
// what was said to others is left out.
func (m *message) json(contentIntent bool) object {
	o := m.basicJSON(contentIntent)
	if m.reference != nil {
		o["message_reference"] = m.referenceJSON()
		o["referenced_message"] = nil
		if !m.reference.deleted {
			inner := m.reference.basicJSON(contentIntent)
			if m.reference.reference != nil { // Discord goes no deeper than this
				inner["message_reference"] = m.reference.referenceJSON()
			}
			o["referenced_message"] = inner
		}
	}
	return o
}

func (m *message) basicJSON(contentIntent bool) object {
	mentions := []any{}
	for _, u := range m.mentions {
		mentions = append(mentions, u.json())
	}
	o := object{
		"id": m.id, "type": m.kind, "channel_id": m.channel.ID, "author": m.author.json(),
		"content": m.content, "embeds": m.embeds, "components": m.components, "attachments": m.attachmentsJSON(),
		"flags": m.flags, "timestamp": stamp(m.created), "edited_timestamp": nil,
		"mentions": mentions, "mention_roles": []any{}, "mention_everyone": m.everyone, "pinned": false, "tts": false,
	}
	if !m.edited.IsZero() {
		o["edited_timestamp"] = stamp(m.edited)
	}
	if m.nonce != nil {
		o["nonce"] = m.nonce
	}
	if m.interaction != nil {
		maps.Copy(o, m.interactionJSON())
	}
	if !contentIntent && !m.isForBot() {
		o["content"], o["embeds"], o["components"], o["attachments"] = "", []any{}, []any{}, []any{}
	}
	return o
}

// isForBot tells whether the bot may read the message without the Message Content intent.
func (m *message) isForBot() bool {
	return m.author.bot || m.channel.guild == nil ||
		slices.ContainsFunc(m.mentions, func(u *User) bool { return u.bot })
}

func (m *message) referenceJSON() object {
	o := object{"type": 0, "channel_id": m.channel.ID, "message_id": m.reference.id}
	if g := m.channel.guildID(); g != "" {
		o["guild_id"] = g
	}
	return o
}

// interactionJSON is what a message says of the interaction that it answers.
func (m *message) interactionJSON() object {
	i := m.interaction
	meta := object{
		"id": i.ID, "type": i.kind, "user": i.user.json(),
		"authorizing_integration_owners": i.owners(),
	}
	if i.original != nil && i.original != m {
		meta["original_response_message_id"] = i.original.id
	}
	o := object{"application_id": m.author.ID, "webhook_id": m.author.ID, "interaction_metadata": meta}
	switch i.kind {
	case kindCommandUsed:
		o["interaction"] = object{"id": i.ID, "type": i.kind, "name": i.name, "user": i.user.json()}
	case kindComponentUsed:
		meta["interacted_message_id"] = i.source.id
	case kindModalSubmitted:
		meta["triggering_interaction_metadata"] = object{
			"id": i.opener.ID, "type": i.opener.kind, "user": i.user.json(),
			"authorizing_integration_owners": i.owners(),
		}
		if i.opener.source != nil {
			meta["triggering_interaction_metadata"].(object)["interacted_message_id"] = i.opener.source.id
		}
	}
	return o
}

func (m *message) attachmentsJSON() []any {
	list := []any{}
	for _, a := range m.attachments {
		o := object{
			"id": a.ID, "filename": a.Filename, "size": len(a.Content), "url": a.URL, "proxy_url": a.URL,
			"content_type": a.ContentType,
		}
		if a.Description != "" {
			o["description"] = a.Description
		}
		if m.viewer != nil {
			o["ephemeral"] = true
		}
		list = append(list, o)
	}
	return list
}

// numberComponents gives every component the id that Discord gives it, counted
// from 1, and leaves what the client library sent empty out.
func numberComponents(components []any) []any {
	next := 0
	used := map[int]bool{}
	visitComponents(components, func(c object) {
		if id := integer(c["id"]); id > 0 {
			used[id] = true
		}
	})
	return numbered(components, func() int {
		for next++; used[next]; next++ {
		}
		return next
	})
}

func numbered(components []any, newID func() int) []any {
	list := []any{}
	for _, c := range components {
		from, ok := c.(object)
		if !ok {
			continue
		}
		to := object{}
		for k, v := range from {
			if v != nil {
				to[k] = v
			}
		}
		if integer(to["id"]) == 0 {
			to["id"] = newID()
		}
		if inner, ok := to["components"].([]any); ok {
			to["components"] = numbered(inner, newID)
		}
		if integer(to["type"]) == componentSelect {
			setDefault(to, "min_values", 1)
			setDefault(to, "max_values", 1)
		}
		list = append(list, to)
	}
	return list
}

func setDefault(o object, key string, value any) {
	if o[key] == nil {
		o[key] = value
	}
}

// shownEmbeds is what Discord makes of the embeds that it is sent: typed, trimmed, without empty parts.
func shownEmbeds(embeds []any) []any {
	list := []any{}
	for _, e := range embeds {
		from, ok := e.(object)
		if !ok {
			continue
		}
		to := trimmed(from)
		to["type"] = "rich"
		for _, f := range objects(to["fields"]) {
			setDefault(f, "inline", false)
		}
		list = append(list, to)
	}
	return list
}
