package emulator

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// defaultPage and largestPage are how many messages a listing holds.
const (
	defaultPage = 50
	largestPage = 100
)

func listMessages(c *call) (answer, *apiError) {
	ch, err := c.channel()
	if err != nil {
		return answer{}, err
	}
	if !ch.permissions(c.world.bot).has(ReadMessageHistory) {
		return ok([]any{})
	}
	query := c.r.URL.Query()
	limit, convErr := strconv.Atoi(query.Get("limit"))
	if convErr != nil || limit < 1 || limit > largestPage {
		limit = defaultPage
	}
	list := []any{}
	for _, m := range slices.Backward(ch.messages) {
		if len(list) < limit && m.viewer == nil && inRange(m.id, query.Get("before"), query.Get("after")) {
			list = append(list, m.json(c.config.MessageContent))
		}
	}
	return ok(list)
}

// inRange compares snowflakes; an empty bound is none.
func inRange(id, before, after string) bool {
	number := func(s string) uint64 { n, _ := strconv.ParseUint(s, 10, 64); return n }
	return (before == "" || number(id) < number(before)) && number(id) > number(after)
}

// message is the one that the path names. What one person alone sees is not found in a channel.
func (c *call) message() (*message, *apiError) {
	ch, err := c.channel()
	if err != nil {
		return nil, err
	}
	m := c.world.messages[c.r.PathValue("message_id")]
	if m == nil || m.deleted || m.channel != ch || m.viewer != nil {
		return nil, errUnknownMessage
	}
	return m, nil
}

func getMessage(c *call) (answer, *apiError) {
	m, err := c.message()
	switch {
	case err != nil:
		return answer{}, err
	case !m.channel.permissions(c.world.bot).has(ReadMessageHistory):
		return answer{}, errMissingPermissions
	}
	return ok(m.json(c.config.MessageContent))
}

func createMessage(c *call) (answer, *apiError) {
	ch, err := c.channel()
	if err != nil {
		return answer{}, err
	}
	if err := c.mayPost(ch); err != nil {
		return answer{}, err
	}
	if twin := c.sameNonce(ch); twin != nil {
		return ok(twin.json(true))
	}
	m := c.world.newMessage(ch, c.world.bot)
	if err := c.refer(m); err != nil {
		return answer{}, err
	}
	c.fill(m, c.body)
	m.nonce = c.body["nonce"]
	c.post(m)
	return ok(m.json(true))
}

// mayPost tells why the bot may not post this in the channel.
func (c *call) mayPost(ch *Channel) *apiError {
	may := ch.permissions(c.world.bot)
	switch {
	case ch.guild == nil && ch.recipient.blocksDM:
		return errCannotDM
	case !may.has(SendMessages),
		!isZero(c.body["embeds"]) && !may.has(EmbedLinks),
		len(c.files) > 0 && !may.has(AttachFiles):
		return errMissingPermissions
	case !isZero(c.body["message_reference"]) && !may.has(ReadMessageHistory):
		return errReplyWithoutHistory
	}
	return nil
}

// sameNonce finds the message that an earlier try of the same request made.
func (c *call) sameNonce(ch *Channel) *message {
	if !truth(c.body["enforce_nonce"]) || isZero(c.body["nonce"]) {
		return nil
	}
	for _, m := range slices.Backward(ch.messages) {
		if m.author == c.world.bot && m.nonce == c.body["nonce"] && time.Since(m.created) < 5*time.Minute {
			return m
		}
	}
	return nil
}

// refer makes m a reply to the message that the body names.
func (c *call) refer(m *message) *apiError {
	ref, isReply := c.body["message_reference"].(object)
	if !isReply {
		return nil
	}
	to := c.world.messages[text(ref["message_id"])]
	if to != nil && !to.deleted && to.channel == m.channel && to.viewer == nil {
		m.kind, m.reference = kindReply, to
		return nil
	}
	if strict := ref["fail_if_not_exists"]; strict != nil && !truth(strict) {
		return nil // posted as a plain message
	}
	return &apiError{400, codeInvalidForm, "Invalid Form Body (message_reference: Unknown message)"}
}

// fill sets what a body says of a new message.
func (c *call) fill(m *message, body object) {
	m.content = strings.TrimSpace(text(body["content"]))
	embeds, _ := body["embeds"].([]any)
	components, _ := body["components"].([]any)
	m.embeds, m.components = shownEmbeds(embeds), numberComponents(components)
	m.attachments = c.attach(m.channel, body)
	m.flags |= integer(body["flags"])
	c.ping(m, readAllowedMentions(body))
}

// change sets the parts of m that the body of an edit names, and leaves the others.
func (c *call) change(m *message, body object) *apiError {
	content, embeds, components := m.content, m.embeds, m.components
	if v, named := body["content"]; named {
		content = strings.TrimSpace(text(v))
	}
	if v, named := body["embeds"]; named {
		list, _ := v.([]any)
		embeds = shownEmbeds(list)
	}
	if v, named := body["components"]; named {
		list, _ := v.([]any)
		components = numberComponents(list)
	}
	attachments := keptAttachments(m.attachments, body)
	if content == "" && len(embeds)+len(components)+len(attachments)+len(c.files) == 0 {
		c.record.violations = append(c.record.violations, c.violation(codeEmpty, "", "an edit that leaves the message empty"))
		return errEmptyMessage
	}
	m.content, m.embeds, m.components = content, embeds, components
	m.attachments = append(attachments, c.attach(m.channel, body)...)
	if v, named := body["flags"]; named {
		m.flags = m.flags&^flagSuppressEmbeds | integer(v)&flagSuppressEmbeds
	}
	if _, named := body["content"]; named {
		c.ping(m, readAllowedMentions(body))
	}
	m.edited = time.Now()
	return nil
}

// keptAttachments are those that the body of an edit names, or all where it says nothing.
func keptAttachments(old []Attachment, body object) []Attachment {
	v, named := body["attachments"]
	if !named {
		return old
	}
	kept := map[string]bool{}
	for _, a := range objects(v) {
		kept[text(a["id"])] = true
	}
	return slices.DeleteFunc(slices.Clone(old), func(a Attachment) bool { return !kept[a.ID] })
}

func editMessage(c *call) (answer, *apiError) {
	m, err := c.message()
	switch {
	case err != nil:
		return answer{}, err
	case m.author != c.world.bot:
		return answer{}, errNotOwnMessage
	}
	if err := c.change(m, c.body); err != nil {
		return answer{}, err
	}
	c.changedMessage(m)
	return ok(m.json(true))
}

func deleteMessage(c *call) (answer, *apiError) {
	m, err := c.message()
	switch {
	case err != nil:
		return answer{}, err
	case m.author != c.world.bot && !m.channel.permissions(c.world.bot).has(ManageMessages):
		return answer{}, errMissingPermissions
	}
	c.remove(m)
	return noContent()
}
