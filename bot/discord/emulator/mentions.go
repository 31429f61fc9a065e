package emulator

import (
	"regexp"
	"slices"
)

// Ping is somebody whom a message of the bot would have notified.
type Ping struct {
	MessageID string
	Target    string // the id of a user or of a role, "everyone" or "here"
}

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
	massMention = regexp.MustCompile(`@(everyone|here)`)
)

// mentioned finds the users whom a text mentions, in order, each once.
func (w *world) mentioned(content string) []*User {
	var users []*User
	for _, match := range userMention.FindAllStringSubmatch(content, -1) {
		if u := w.users[match[1]]; u != nil && !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users
}

// allowedMentions is the part of a request that says who may be notified.
type allowedMentions struct {
	stated       bool
	parse        []string
	users, roles []string
	repliedUser  bool
}

func readAllowedMentions(body object) allowedMentions {
	o, ok := body["allowed_mentions"].(object)
	if !ok {
		return allowedMentions{repliedUser: true, parse: []string{"users", "roles", "everyone"}}
	}
	return allowedMentions{
		stated: true, parse: texts(o["parse"]), users: texts(o["users"]), roles: texts(o["roles"]),
		repliedUser: truth(o["replied_user"]),
	}
}

func texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		out = append(out, text(e))
	}
	return out
}

// ping sets whom m mentions and records whom it notifies, as if the bot were
// permitted to notify everyone. Only content notifies; embeds never do.
func (s *Server) ping(m *message, allowed allowedMentions) {
	m.mentions, m.everyone = nil, false
	notify := func(target string) {
		s.record.pings = append(s.record.pings, Ping{MessageID: m.id, Target: target})
	}
	for _, u := range s.world.mentioned(m.content) {
		if slices.Contains(allowed.parse, "users") || slices.Contains(allowed.users, u.ID) {
			m.mentions = append(m.mentions, u)
			notify(u.ID)
		}
	}
	for _, match := range roleMention.FindAllStringSubmatch(m.content, -1) {
		if slices.Contains(allowed.parse, "roles") || slices.Contains(allowed.roles, match[1]) {
			notify(match[1])
		}
	}
	for _, match := range massMention.FindAllStringSubmatch(m.content, -1) {
		if slices.Contains(allowed.parse, "everyone") {
			m.everyone = m.channel.permissions(m.author).has(MentionEveryone)
			notify(match[1])
		}
	}
	if m.reference != nil && allowed.repliedUser && !slices.Contains(m.mentions, m.reference.author) {
		m.mentions = append(m.mentions, m.reference.author)
		notify(m.reference.author.ID)
	}
}

// Pings are all those that left the bot, oldest first.
func (s *Server) Pings() []Ping {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.record.pings)
}
