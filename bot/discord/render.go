package discord

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/retrieval/verify"
)

// Discord's limits, in characters. Its documentation does not say what it
// counts; UTF-16 units are never fewer than code points.
const (
	maxContent     = 2000
	maxTitle       = 256
	maxDescription = 4096
	maxFooter      = 2048
	maxEmbeds      = 10
	maxEmbedsText  = 6000 // titles, descriptions and footers of all embeds of a message
	maxURL         = 2048
)

func size(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// message is what Discord is sent, as a message or as the answer to an
// interaction. Empty lists are sent as such: null would keep what an edited
// message has.
type message struct {
	Content         string                           `json:"content"`
	Embeds          []*discordgo.MessageEmbed        `json:"embeds"`
	Components      []discordgo.MessageComponent     `json:"components"`
	Attachments     []attachment                     `json:"attachments"`
	AllowedMentions discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags           `json:"flags,omitempty"`
	Reference       *discordgo.MessageReference      `json:"message_reference,omitempty"`
	Nonce           string                           `json:"nonce,omitempty"`
	EnforceNonce    bool                             `json:"enforce_nonce,omitempty"`

	files   []bot.File // that are sent beside it, in the order of Attachments
	noFiles string     // what it says where they may not be sent
	marks   []string   // of the articles that it quotes
	shares  bool       // has a button that shows it to all
	locale  string     // that its readers share; "" when it is not known
}

// attachment tells Discord of a file that is sent beside a message.
type attachment struct {
	ID          string `json:"id"` // n of files[n]
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// maxAlt is how many characters the description of a file may have.
const maxAlt = 1024

// attach sends files beside a message.
func (m *message) attach(files []bot.File) {
	m.files = files
	for i, f := range files {
		m.Attachments = append(m.Attachments, attachment{strconv.Itoa(i), f.Name, fitWith(f.Alt, maxAlt, raw)})
	}
}

// detach takes the files away and says so, and reports whether there were any.
func (m *message) detach() bool {
	if m == nil || len(m.files) == 0 {
		return false
	}
	m.files, m.Attachments = nil, []attachment{}
	if m.noFiles != "" {
		m.Content = fitWith(strings.TrimPrefix(m.Content+"\n"+m.noFiles, "\n"), maxContent, raw)
	}
	return true
}

// newMessage makes an empty message, which pings nobody.
func newMessage() *message {
	return &message{
		Embeds:          []*discordgo.MessageEmbed{},
		Components:      []discordgo.MessageComponent{},
		Attachments:     []attachment{},
		AllowedMentions: discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
}

// unlink takes the links away, and reports whether there were any.
func (m *message) unlink() bool {
	if m == nil {
		return false
	}
	linked := false
	for _, e := range m.Embeds {
		linked = linked || e.URL != ""
		e.URL = ""
	}
	return linked
}

// render writes a reply as messages within Discord's limits. It is one message
// unless the escaped quotes need more. The files stand in the first. The buttons
// stand under the last; that which removes a message stands under each.
func render(r bot.Reply, asker string) []*message {
	m := newMessage()
	m.Content = fit(r.Text, maxContent)
	m.attach(r.Files)
	m.noFiles = r.NoFiles
	all := []*message{m}
	room := maxEmbedsText
	if r.Panel != nil {
		e, n := panel(r.Panel, room)
		room -= n
		m.Embeds = append(m.Embeds, e)
	}
	for _, c := range r.Cards {
		e := embed(c)
		n := size(e.Title) + size(e.Description) + size(e.Footer.Text)
		if n > room || len(m.Embeds) == maxEmbeds {
			m.Components = components(bot.Reply{Actions: stateless(r.Actions)}, asker)
			m, room = newMessage(), maxEmbedsText
			all = append(all, m)
		}
		room -= n
		if slices.ContainsFunc(m.Embeds, func(o *discordgo.MessageEmbed) bool { return e.URL != "" && o.URL == e.URL }) {
			e.URL = apart(e.URL, c.Quote, m.Embeds)
		}
		m.Embeds = append(m.Embeds, e)
	}
	for _, text := range lists(r.Entries) {
		n := size(text)
		if n > room || len(m.Embeds) == maxEmbeds {
			m.Components = components(bot.Reply{Actions: stateless(r.Actions)}, asker)
			m, room = newMessage(), maxEmbedsText
			all = append(all, m)
		}
		room -= n
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Type: discordgo.EmbedTypeRich, Description: text})
	}
	m.Components = components(r, asker)
	m.shares = slices.ContainsFunc(r.Actions, func(a bot.Action) bool { return a.Kind == bot.ShareThis })
	quotes := marks(r)
	for _, m := range all {
		m.marks = quotes // a reply is withdrawn as a whole
	}
	if r.Private {
		for _, m := range all {
			m.Flags |= discordgo.MessageFlagsEphemeral
		}
	}
	return all
}

// fit escapes a text in at most n characters, and cuts it where it needs more.
// It is never given a quote.
func fit(text string, n int) string { return fitWith(text, n, escape) }

func fitWith(text string, n int, write func(string) string) string {
	if s := write(text); size(s) <= n {
		return s
	}
	runes := []rune(text)
	k := sort.Search(len(runes), func(k int) bool { return size(write(string(runes[:k])+"…")) > n })
	return write(string(runes[:k-1]) + "…")
}

// apart makes the address of an article another than that of its other quotes:
// of embeds with the same address Discord's clients show the first alone, for
// they take the others for its pictures (discord/discord-api-docs#1418). It
// points at the first words of the quote, which a browser then goes to; to a
// server and its page it is the same address. It is "" where that does not help.
func apart(address, quote string, others []*discordgo.MessageEmbed) string {
	line, _, _ := strings.Cut(strings.TrimSpace(quote), "\n")
	words := strings.Fields(line)
	if !strings.Contains(address, "#") {
		address += "#"
	}
	for n := min(len(words), 6); n > 0 && n <= len(words); n++ {
		text := url.QueryEscape(strings.Join(words[:n], " "))
		longer := address + ":~:text=" + strings.NewReplacer("+", "%20", "-", "%2D").Replace(text)
		if len(longer) > maxURL || strings.Contains(address, ":~:") {
			break
		}
		if !slices.ContainsFunc(others, func(o *discordgo.MessageEmbed) bool { return o.URL == longer }) {
			return longer
		}
	}
	return ""
}

// raw is for texts that Discord shows as they are, such as labels.
func raw(s string) string { return s }

// embed shows a card.
func embed(c bot.Card) *discordgo.MessageEmbed {
	return &discordgo.MessageEmbed{
		Type:        discordgo.EmbedTypeRich,
		Title:       fit(c.Title, maxTitle),
		URL:         c.URL,
		Description: description(c),
		Footer:      &discordgo.MessageEmbedFooter{Text: fitWith(c.Source, maxFooter, raw)},
	}
}

// description is the quote with what stands beside it. Where that is too much,
// what stands beside it goes; a quote is shown whole or not at all. (One of
// 1,000 characters, the longest passage, always fits: no character takes more
// than four.)
func description(c bot.Card) string {
	quote := blockQuote(c.Quote, c.Bold)
	var before, after []string
	if len(c.Compared) > 0 {
		before = append(before, compared(c.Compared))
	}
	if c.Section != "" {
		before = append(before, small(c.Section))
	}
	for _, s := range c.Before {
		before = append(before, small(s))
	}
	for _, s := range c.After {
		after = append(after, small(s))
	}
	if c.Link != nil {
		after = append(after, "-# "+anchor(*c.Link))
	}
	for _, parts := range [][]string{append(append(before, quote), after...), append(before[:len(before):len(before)], quote), {quote}} {
		if s := strings.Join(parts, "\n"); size(s) <= maxDescription {
			return s
		}
	}
	return fit(c.TooLong, maxDescription)
}

// anchor writes a link.
func anchor(l bot.Link) string { return "[" + escape(l.Label) + "](" + linkable.Replace(l.URL) + ")" }

// compared writes what somebody quoted against what is printed: words that are
// not printed struck out, printed ones that were not quoted in bold.
func compared(all []verify.Piece) string {
	around := map[verify.Mark]string{verify.Extra: "~~", verify.Miss: "**"}
	var parts []string
	for _, p := range all {
		mark := around[p.Mark]
		parts = append(parts, mark+escape(strings.Join(strings.Fields(p.Text), " "))+mark)
	}
	return strings.Join(parts, " ")
}

// small writes one line of small text. The spaces that French ties to a mark stay.
func small(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' })
	return "-# " + escape(strings.Join(words, " "))
}
