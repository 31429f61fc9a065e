package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/corpus/durable"
)

// homes are the servers whose moderators tend the corpus: those that the
// operator names, or the only one that the bot is in. Commands for them are
// registered there alone, and taken away where it is home no more.
type homes struct {
	named []string // by the operator
	path  string   // the file of told; "" for none

	mu     sync.Mutex
	in     map[string]bool // servers that the bot is in
	told   map[string]bool // servers whose commands are registered
	warned bool            // that no server is home
	allow  map[string]allowance
}

func newHomes(c Config) *homes {
	h := &homes{named: c.Home, in: map[string]bool{}, told: map[string]bool{}, allow: map[string]allowance{}}
	if c.Dir != "" {
		h.path = filepath.Join(c.Dir, "home.json")
		var list []string
		if b, err := os.ReadFile(h.path); err == nil && json.Unmarshal(b, &list) == nil {
			for _, id := range list {
				h.told[id] = true
			}
		}
	}
	return h
}

// is reports whether a server is home.
func (h *homes) is(server string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.isLocked(server)
}

func (h *homes) isLocked(server string) bool {
	if server == "" || !h.in[server] {
		return false
	}
	if len(h.named) > 0 {
		return slices.Contains(h.named, server)
	}
	return len(h.in) == 1
}

// Homeless reports whether the bot is in servers, none of which is home.
func (b *Bot) Homeless() bool {
	b.homes.mu.Lock()
	defer b.homes.mu.Unlock()
	for id := range b.homes.in {
		if b.homes.isLocked(id) {
			return false
		}
	}
	return len(b.homes.in) > 0
}

// began notes the servers that the bot is in, as Discord lists them at first.
// missing are those that the operator names and the bot is not in.
func (h *homes) began(servers []guild) (missing []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	clear(h.in)
	for _, g := range servers {
		h.in[g.ID] = true
	}
	for _, id := range h.named {
		if id != "" && !h.in[id] {
			missing = append(missing, id)
		}
	}
	return missing
}

// moved notes that the bot is in a server, or no more.
func (h *homes) moved(server string, in bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if in {
		h.in[server] = true
	} else {
		delete(h.in, server)
		delete(h.told, server)
	}
}

// due are the servers where commands have to be registered, and those where
// they have to go. none says that it should be told that no server is home.
func (h *homes) due() (come, leave []string, none bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	home := 0
	for id := range h.in {
		switch is := h.isLocked(id); {
		case is:
			home++
			if !h.told[id] {
				come = append(come, id)
			}
		case h.told[id]:
			leave = append(leave, id)
		}
	}
	none = home == 0 && len(h.in) > 0 && !h.warned
	h.warned = home == 0 && len(h.in) > 0
	return come, leave, none
}

// settle notes what was registered.
func (h *homes) settle(server string, told bool) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if told {
		h.told[server] = true
	} else {
		delete(h.told, server)
	}
	if h.path == "" {
		return nil
	}
	list := []string{}
	for id := range h.told {
		list = append(list, id)
	}
	slices.Sort(list)
	b, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return durable.Replace(h.path, b)
}

// homeCommands splits the commands into those of everywhere and those of home.
func homeCommands(all []bot.Command) (everywhere, home []bot.Command) {
	for _, c := range all {
		if c.Home {
			home = append(home, c)
		} else {
			everywhere = append(everywhere, c)
		}
	}
	return everywhere, home
}

// joined notes that the bot is in a server, or has left it, and registers the
// commands of home where that changes them.
func (b *Bot) joined(server string, in bool) {
	b.homes.moved(server, in)
	b.start("registering commands", func(ctx context.Context) { b.registerHome(ctx) })
}

// registerHome registers the commands of home where they are due. It does
// nothing before Discord has said who the bot is.
func (b *Bot) registerHome(ctx context.Context) {
	b.register.Lock()
	defer b.register.Unlock()
	_, home := homeCommands(b.config.Commands)
	if b.application == "" || len(home) == 0 {
		return
	}
	come, leave, none := b.homes.due()
	if none {
		b.log.Warn("no server may tend the corpus: the bot is in several, or in none of those named; name the servers of your moderators in VERBATIM_HOME_GUILDS (of several corpora under guilds in their list), and switch Public Bot off in the Developer Portal")
	}
	for _, id := range come {
		b.registerIn(ctx, id, home)
	}
	for _, id := range leave {
		b.registerIn(ctx, id, nil)
	}
}

func (b *Bot) registerIn(ctx context.Context, server string, commands []bot.Command) {
	path := "applications/" + b.application + "/guilds/" + server + "/commands"
	if err := b.rest.do(ctx, call{method: http.MethodPut, path: path, body: definitions(commands)}, nil); err != nil {
		b.log.Error("the commands of the home server could not be registered there", "server", server, "error", err)
		return
	}
	if err := b.homes.settle(server, len(commands) > 0); err != nil {
		b.log.Warn("it will not be known after a restart where commands are registered", "error", err)
	}
	b.log.Info("the commands of the home server are registered", "server", server, "commands", len(commands))
}

// allowance is what a server's own settings say of the bot's commands.
type allowance struct {
	any bool // they admit somebody whom Discord would not admit by itself
	at  time.Time
}

// allowanceLife is how long an allowance is remembered.
const allowanceLife = time.Minute

// admitted reports whether who used a command may. Discord keeps out who may
// not, but an old message's buttons outlive a right, and a server that is home
// no more may still show the commands.
func (b *Bot) admitted(ctx context.Context, i interaction, c bot.Command) bool {
	if !c.Home && !c.Managers {
		return true
	}
	if i.GuildID == "" || c.Home && !b.homes.is(i.GuildID) {
		return false
	}
	return i.permitted(discordgo.PermissionManageGuild) || b.allows(ctx, i)
}

// allows reports whether the server has settings of its own for the bot's
// commands: then it is Discord that has let the member through.
func (b *Bot) allows(ctx context.Context, i interaction) bool {
	b.homes.mu.Lock()
	known, ok := b.homes.allow[i.GuildID]
	b.homes.mu.Unlock()
	if ok && time.Since(known.at) < allowanceLife {
		return known.any
	}
	var all []struct {
		Permissions []struct {
			Allowed bool `json:"permission"`
		} `json:"permissions"`
	}
	path := "applications/" + i.Application + "/guilds/" + i.GuildID + "/commands/permissions"
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: path}, &all); err != nil {
		b.log.Warn("a member without Manage Server was refused: whether the server admits them could not be asked", "error", err)
		return false
	}
	known = allowance{at: time.Now()}
	for _, command := range all {
		for _, p := range command.Permissions {
			known.any = known.any || p.Allowed
		}
	}
	b.homes.mu.Lock()
	b.homes.allow[i.GuildID] = known
	b.homes.mu.Unlock()
	return known.any
}
