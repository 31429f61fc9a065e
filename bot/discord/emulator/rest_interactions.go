package emulator

import (
	"maps"
	"slices"
	"time"
)

// Kinds of interactions.
const (
	kindCommandUsed    = 2
	kindComponentUsed  = 3
	kindSuggest        = 4
	kindModalSubmitted = 5
)

// fitting tells which answers each kind of interaction takes.
var fitting = map[int][]int{
	kindCommandUsed:    {answerMessage, answerDeferred, answerModal},
	kindComponentUsed:  {answerMessage, answerDeferred, answerUpdateLater, answerUpdate, answerModal},
	kindSuggest:        {answerSuggestions},
	kindModalSubmitted: {answerMessage, answerDeferred, answerUpdateLater, answerUpdate},
}

// respond takes the first answer to an interaction.
func respond(c *call) (answer, *apiError) {
	i := c.world.interactions[c.r.PathValue("interaction_id")]
	kind := integer(c.body["type"])
	switch {
	case i == nil || i.token != c.r.PathValue("interaction_token"):
		return answer{}, errUnknownInteraction
	case i.ack != nil:
		return answer{}, errAcknowledged
	case time.Since(i.created) > c.config.FirstResponse:
		return answer{}, errUnknownInteraction
	case !slices.Contains(fitting[i.kind], kind) || i.source == nil && (kind == answerUpdate || kind == answerUpdateLater):
		c.record.violations = append(c.record.violations, c.violation(codeInvalidForm, "type", "%d answers no interaction of type %d", kind, i.kind))
		return answer{}, &apiError{400, codeInvalidForm, "Invalid Form Body (type: invalid interaction callback type)"}
	}
	data, _ := c.body["data"].(object)
	if err := c.acknowledge(i, kind, data); err != nil {
		return answer{}, err
	}
	i.ack = &Acknowledgement{
		Deferred: kind == answerDeferred || kind == answerUpdateLater,
		Update:   kind == answerUpdate || kind == answerUpdateLater,
		Private:  i.original != nil && i.original.viewer != nil,
		After:    time.Since(i.created),
	}
	c.notify()
	if c.r.URL.Query().Get("with_response") == "true" {
		return ok(i.callbackJSON(kind))
	}
	return noContent()
}

// acknowledge does what the first answer says.
func (c *call) acknowledge(i *Interaction, kind int, data object) *apiError {
	switch kind {
	case answerMessage, answerDeferred:
		m := i.newMessage(integer(data["flags"])&flagEphemeral != 0)
		m.kind = kindCommand
		if i.kind != kindCommandUsed {
			m.kind = kindPlain
		} else if i.menu {
			m.kind = kindMenu
		}
		if kind == answerDeferred {
			m.flags |= flagLoading
		} else {
			c.fill(m, data)
		}
		i.original = m
		c.post(m)
	case answerUpdate:
		if err := c.change(i.source, data); err != nil {
			return err
		}
		i.original = i.source
		c.changedMessage(i.source)
	case answerUpdateLater:
		i.original = i.source
	case answerSuggestions:
		for _, choice := range objects(data["choices"]) {
			i.choices = append(i.choices, Choice{Name: text(choice["name"]), Value: choice["value"]})
		}
	case answerModal:
		i.modal = &Modal{CustomID: text(data["custom_id"]), Title: text(data["title"])}
		visitComponents(data["components"], func(o object) {
			if integer(o["type"]) == componentTextInput {
				i.modal.Inputs = append(i.modal.Inputs, viewComponents([]any{o})...)
			}
		})
	}
	return nil
}

// newMessage makes a message of the bot that answers the interaction.
func (i *Interaction) newMessage(private bool) *message {
	m := i.server.world.newMessage(i.channel, i.server.world.bot)
	m.interaction = i
	if private {
		m.viewer = i.user
		m.flags |= flagEphemeral
	}
	return m
}

func (i *Interaction) callbackJSON(kind int) object {
	o := object{"id": i.ID, "type": i.kind, "channel_id": i.channel.ID}
	if g := i.channel.guildID(); g != "" {
		o["guild_id"] = g
	}
	out := object{"interaction": o}
	if m := i.original; m != nil {
		o["response_message_id"] = m.id
		o["response_message_loading"] = m.flags&flagLoading != 0
		o["response_message_ephemeral"] = m.viewer != nil
		out["resource"] = object{"type": kind, "message": m.json(true)}
		if kind == answerDeferred || kind == answerUpdateLater {
			out["resource"] = object{"type": kind}
		}
	}
	return out
}

// byToken finds the interaction whose token the path holds, while it lives.
func (c *call) byToken() (*Interaction, *apiError) {
	if c.r.PathValue("webhook_id") != c.world.bot.ID {
		return nil, errUnknownWebhook
	}
	for _, i := range c.world.interactions {
		if i.token != c.r.PathValue("webhook_token") {
			continue
		}
		switch {
		case time.Since(i.created) > c.config.InteractionLife:
			return nil, errInvalidWebhookToken
		case i.ack == nil || i.kind == kindSuggest:
			return nil, errUnknownWebhook
		}
		return i, nil
	}
	return nil, errUnknownWebhook
}

// followUp adds a message to an answer. The first one after a deferral takes
// the place of what "thinks", and whether it is private was decided there.
func followUp(c *call) (answer, *apiError) {
	i, err := c.byToken()
	if err != nil {
		return answer{}, err
	}
	if m := i.original; m != nil && m.flags&flagLoading != 0 {
		m.flags &^= flagLoading
		c.fill(m, withoutFlags(c.body, flagEphemeral))
		c.changedMessage(m)
		return ok(m.json(true))
	}
	m := i.newMessage(integer(c.body["flags"])&flagEphemeral != 0)
	if i.original != nil && i.original.viewer == nil {
		m.reference, m.kind = i.original, kindReply
	}
	c.fill(m, c.body)
	i.followUps = append(i.followUps, m)
	c.post(m)
	return ok(m.json(true))
}

func withoutFlags(body object, flags int) object {
	out := maps.Clone(body)
	out["flags"] = integer(body["flags"]) &^ flags
	return out
}

// response is the message of an answer that the path names: "@original" or an id.
func (c *call) response() (*Interaction, *message, *apiError) {
	i, err := c.byToken()
	if err != nil {
		return nil, nil, err
	}
	m := i.original
	if id := c.r.PathValue("message_id"); id != "" {
		m = c.world.messages[id]
		if m != nil && m != i.original && !slices.Contains(i.followUps, m) {
			m = nil
		}
	}
	if m == nil || m.deleted {
		return nil, nil, errUnknownMessage
	}
	return i, m, nil
}

func getResponse(c *call) (answer, *apiError) {
	_, m, err := c.response()
	if err != nil {
		return answer{}, err
	}
	return ok(m.json(true))
}

func editResponse(c *call) (answer, *apiError) {
	i, m, err := c.response()
	if err != nil {
		return answer{}, err
	}
	wasLoading := m.flags&flagLoading != 0
	if err := c.change(m, c.body); err != nil {
		return answer{}, err
	}
	m.flags &^= flagLoading
	if wasLoading {
		m.edited = time.Time{} // what "thinks" is completed, not edited
	}
	if m == i.source {
		i.updated = true
	}
	c.changedMessage(m)
	return ok(m.json(true))
}

func deleteResponse(c *call) (answer, *apiError) {
	_, m, err := c.response()
	if err != nil {
		return answer{}, err
	}
	c.remove(m)
	return noContent()
}
