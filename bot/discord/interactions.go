package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/locale"
)

// interaction is a command, the use of a button or a menu, or a form.
type interaction struct {
	ID          string  `json:"id"`
	Application string  `json:"application_id"`
	Type        int     `json:"type"`
	Token       string  `json:"token"`
	GuildID     string  `json:"guild_id"`
	ChannelID   string  `json:"channel_id"`
	Channel     channel `json:"channel"`
	Permissions string  `json:"app_permissions"` // of the bot in the channel
	Locale      string  `json:"locale"`
	GuildLocale string  `json:"guild_locale"`
	User        person  `json:"user"`   // in a direct message
	Member      member  `json:"member"` // in a server
	Data        struct {
		Name       string      `json:"name"`
		CustomID   string      `json:"custom_id"`
		Options    []option    `json:"options"`
		Values     []string    `json:"values"`     // picked in a menu
		Components []component `json:"components"` // of a form
		TargetID   string      `json:"target_id"`  // of the message whose menu was opened
		Resolved   struct {
			Messages    map[string]posted `json:"messages"`
			Attachments map[string]upload `json:"attachments"`
			Roles       map[string]titled `json:"roles"`
			Channels    map[string]titled `json:"channels"`
		} `json:"resolved"`
	} `json:"data"`
	Message *pressed `json:"message"` // that the button stands under

	arrived time.Time
}

// option is an option of a command, or a subcommand with its own.
type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"` // being typed
	Options []option        `json:"options"`
}

// text is the value as text.
func (o option) text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(o.Value) // a number, true or false
}

// titled is a role or a channel.
type titled struct {
	Name string `json:"name"`
}

// names are those of the roles and channels that were chosen, by ID.
func (i *interaction) names() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]titled{i.Data.Resolved.Roles, i.Data.Resolved.Channels} {
		for id, n := range some {
			all[id] = n.Name
		}
	}
	return all
}

// upload is a file that came with a command.
type upload struct {
	Filename string `json:"filename"`
	Kind     string `json:"content_type"`
	Size     int    `json:"size"`
	URL      string `json:"url"`
}

// component is a button, a menu, an input of a form, or what holds some.
type component struct {
	CustomID   string      `json:"custom_id"`
	Value      string      `json:"value"`
	Components []component `json:"components"`
	Component  *component  `json:"component"` // of a label
}

// visit calls f for every component, those inside others too.
func visit(all []component, f func(component)) {
	for _, c := range all {
		f(c)
		visit(c.Components, f)
		if c.Component != nil {
			visit([]component{*c.Component}, f)
		}
	}
}

// pressed is a message of the bot, as far as an interaction with it tells.
type pressed struct {
	ID          string                    `json:"id"`
	Content     string                    `json:"content"`
	Embeds      []*discordgo.MessageEmbed `json:"embeds"`
	Flags       discordgo.MessageFlags    `json:"flags"`
	Components  []component               `json:"components"`
	Reference   reference                 `json:"message_reference"`
	Interaction struct {
		ID   string `json:"id"`
		User person `json:"user"`
	} `json:"interaction_metadata"` // that the message answers
}

// state is that of the reply, from its pieces.
func (m *pressed) state() string {
	var b strings.Builder
	visit(m.Components, func(c component) {
		_, _, piece := parseID(c.CustomID)
		b.WriteString(piece)
	})
	return b.String()
}

// askedBy reports whether a message is the answer to somebody.
func (m *pressed) askedBy(user string) bool {
	return m.Flags&discordgo.MessageFlagsEphemeral != 0 || m.Interaction.User.ID == user
}

// Types of interactions.
const (
	typeCommand = 2
	typeButton  = 3 // or a menu
	typeTyping  = 4
	typeForm    = 5
)

func (i *interaction) asker() string {
	if i.Member.User.ID != "" {
		return i.Member.User.ID
	}
	return i.User.ID
}

func (i *interaction) request() bot.Request {
	return bot.Request{
		ID: i.ID, Server: i.GuildID, Channel: i.ChannelID, Parent: i.Channel.of(), User: i.asker(), UserName: cmp.Or(i.Member.User.Name, i.User.Name),
		Locale: i.Locale, ServerLocale: i.GuildLocale, Roles: i.Member.Roles,
		Manager: i.permitted(discordgo.PermissionManageGuild),
	}
}

// used is the name of the command, those of its subcommands after it, and what
// was typed for it.
func (i *interaction) used() (name string, typed []option) {
	name, typed = i.Data.Name, i.Data.Options
	for len(typed) == 1 && (typed[0].Type == int(discordgo.ApplicationCommandOptionSubCommand) || typed[0].Type == int(discordgo.ApplicationCommandOptionSubCommandGroup)) {
		name, typed = name+" "+typed[0].Name, typed[0].Options
	}
	return name, typed
}

// interactionCreated answers a command, a button or a form, and suggests values
// while a command is typed.
func (b *Bot) interactionCreated(i interaction) {
	i.arrived = time.Now()
	if i.Type == typeTyping {
		b.start("suggesting values", func(ctx context.Context) { b.suggest(ctx, i) })
		return
	}
	if i.Type != typeCommand && i.Type != typeButton && i.Type != typeForm || !b.seen.add(i.ID) {
		return
	}
	do := b.press
	switch {
	case i.Type == typeCommand:
		do = b.command
	case strings.HasPrefix(i.Data.CustomID, removePrefix):
		do = b.remove
	case strings.HasPrefix(i.Data.CustomID, sharePrefix):
		do = b.share
	}
	b.start("answering an interaction", func(ctx context.Context) { do(ctx, i) })
}

// command answers a command.
func (b *Bot) command(ctx context.Context, i interaction) {
	r := i.request()
	r.Via = bot.ByCommand
	var typed []option
	r.Command, typed = i.used()
	c, known := b.routes.commands[r.Command]
	if !known {
		b.old(ctx, i)
		return
	}
	if !b.admitted(ctx, i, c) {
		b.tell(ctx, i, i.words().NotAdmitted)
		return
	}
	if c.Long {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), longest)
		defer cancel()
	}
	r.Options = optionsOf(typed)
	r.Files = b.attachments(i, typed)
	r.Question = plainLines(i.Data.Resolved.Messages[i.Data.TargetID].Content)
	r.Names = i.names()
	r.Hidden = c.Private || r.Options["private"] == "true" || b.hides(i.GuildID, c, r.Options)
	r.Private = r.Hidden || i.GuildID == ""
	w := newResponder(b, i, r.Hidden)
	defer w.deferSoon(ctx)()
	b.answer(ctx, r, w)
}

// hides reports whether a server wants the answer of a command to be private,
// where the asker has not said.
func (b *Bot) hides(server string, c bot.Command, typed bot.Options) bool {
	_, said := typed["private"]
	choice := slices.ContainsFunc(c.Options, func(o bot.Option) bool { return o.Name == "private" })
	return choice && !said && b.config.Private != nil && b.config.Private(server)
}

func optionsOf(typed []option) bot.Options {
	all := bot.Options{}
	for _, o := range typed {
		all[o.Name] = plain(o.text())
	}
	return all
}

// attachments are the files that came with a command.
func (b *Bot) attachments(i interaction, typed []option) []bot.Attachment {
	var all []bot.Attachment
	for _, o := range typed {
		f, uploaded := i.Data.Resolved.Attachments[o.text()]
		if !uploaded || o.Type != int(discordgo.ApplicationCommandOptionAttachment) {
			continue
		}
		all = append(all, bot.Attachment{
			Option: o.Name, Name: f.Filename, Type: f.Kind, Size: f.Size,
			Open: func(ctx context.Context) (io.ReadCloser, error) { return b.download(ctx, f.URL) },
		})
	}
	return all
}

// fileHosts keep what people upload.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// download opens a file that Discord keeps, or the server of DISCORD_API_URL;
// an address elsewhere, or one that leads elsewhere, is refused.
func (b *Bot) download(ctx context.Context, address string) (io.ReadCloser, error) {
	u, err := url.Parse(address)
	api, apiErr := url.Parse(b.config.APIURL)
	ours := apiErr == nil && err == nil && api.Host != "" && u.Scheme == api.Scheme && u.Host == api.Host
	if err != nil || !ours && (u.Scheme != "https" || !slices.Contains(fileHosts, u.Host)) {
		return nil, errors.New("fetching an attachment: its address is not one of Discord's")
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("fetching an attachment: %w", err)
	}
	client := *b.rest.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetching an attachment: %w", withoutURL(err))
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("fetching an attachment: Discord answered %s", resp.Status)
	}
	return resp.Body, nil
}

// press answers a button, a menu or a form. Where it does not change the
// message that it stands under, who pressed it gets a reply of their own: what
// the others read stays.
func (b *Bot) press(ctx context.Context, i interaction) {
	r := i.request()
	r.Via = bot.ByButton
	r.Button, r.Arg, _ = parseID(i.Data.CustomID)
	button, known := b.routes.buttons[r.Button]
	if !known {
		b.old(ctx, i)
		return
	}
	if !b.admitted(ctx, i, button.of) {
		b.tell(ctx, i, i.words().NotAdmitted)
		return
	}
	if button.of.Long {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), longest)
		defer cancel()
	}
	r.Hidden = !button.Public
	r.Private = r.Hidden || i.GuildID == ""
	w := newResponder(b, i, r.Hidden)
	if m := i.Message; m != nil {
		r.Earlier = b.earlier(i.ChannelID, m.ID, m.Content, m.Components, m.Reference)
		r.State, r.Under, r.UnderHidden = m.state(), m.ID, m.Flags&discordgo.MessageFlagsEphemeral != 0
		if button.Edits && m.askedBy(i.asker()) {
			w.edits = true
			r.Hidden = m.Flags&discordgo.MessageFlagsEphemeral != 0
			r.Private = r.Hidden || i.GuildID == ""
		}
	}
	if len(i.Data.Values) > 0 {
		r.Picked = i.Data.Values[0]
	}
	if i.Type == typeForm {
		r.Fields = map[string]string{}
		visit(i.Data.Components, func(c component) {
			if c.CustomID != "" {
				r.Fields[c.CustomID] = plain(c.Value)
			}
		})
	}
	defer w.deferSoon(ctx)()
	b.answer(ctx, r, w)
}

// old answers what an older version of the bot offered.
func (b *Bot) old(ctx context.Context, i interaction) { b.tell(ctx, i, i.words().OldButton) }

// tell answers an interaction by one sentence that the asker alone sees.
func (b *Bot) tell(ctx context.Context, i interaction, text locale.Text) {
	w := newResponder(b, i, true)
	b.undelivered(i.request(), w.Reply(ctx, bot.Reply{Text: string(text), Private: true}))
}

// words are those that the asker reads.
func (i *interaction) words() *locale.Words { return wordsOf(i.Locale) }

// mayAttach reports whether the bot may send files in the channel, as far as
// Discord says it.
func (i *interaction) mayAttach() bool {
	has, err := strconv.ParseInt(i.Permissions, 10, 64)
	return err != nil || has&(discordgo.PermissionAttachFiles|discordgo.PermissionAdministrator) != 0
}

// permitted reports whether the asker has a permission in the channel.
func (i *interaction) permitted(permission int64) bool {
	has, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	return err == nil && has&(permission|discordgo.PermissionAdministrator) != 0
}
