package emulator

import (
	"slices"
	"strconv"
	"time"
)

// object is a JSON object as it goes over the wire.
type object = map[string]any

// world is what Discord remembers. It is guarded by Server.mu.
type world struct {
	server       *Server
	lastID       uint64
	bot          *User
	owner        *User
	users        map[string]*User
	guilds       []*Guild
	channels     map[string]*Channel
	messages     map[string]*message
	commands     map[string][]object // by guild; "" holds the global ones
	interactions map[string]*Interaction
	typed        map[string]int         // typing indicators by channel
	uploads      map[string]*Attachment // that came with commands, by id
}

func newWorld(s *Server) world {
	w := world{
		server:       s,
		users:        map[string]*User{},
		channels:     map[string]*Channel{},
		messages:     map[string]*message{},
		commands:     map[string][]object{},
		interactions: map[string]*Interaction{},
		typed:        map[string]int{},
		uploads:      map[string]*Attachment{},
	}
	w.owner = w.addUser("owner", "en-US", false)
	w.bot = w.addUser("verbatim", "en-US", true)
	return w
}

// epoch is the first second of 2015, from which Discord counts.
const epoch = 1420070400000

// newID returns a snowflake: greater than every earlier one, with the time in it.
func (w *world) newID() string {
	id := uint64(time.Now().UnixMilli()-epoch) << 22
	w.lastID = max(id, w.lastID+1)
	return strconv.FormatUint(w.lastID, 10)
}

// User is a person, or the bot, with what that person can do.
type User struct {
	ID, Name string
	Locale   string // of the client, such as "fr" or "en-US"

	server   *Server
	bot      bool
	dm       *Channel
	blocksDM bool
}

// AddUser adds a person, who is in no guild yet.
func (s *Server) AddUser(name, locale string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world.addUser(name, locale, false)
}

func (w *world) addUser(name, locale string, bot bool) *User {
	u := &User{ID: w.newID(), Name: name, Locale: locale, server: w.server, bot: bot}
	w.users[u.ID] = u
	return u
}

func (u *User) json() object {
	discriminator := "0"
	if u.bot {
		discriminator = "4242" // only bots still have one
	}
	o := object{
		"id": u.ID, "username": u.Name, "global_name": nil, "discriminator": discriminator,
		"avatar": nil, "public_flags": 0, "flags": 0, "primary_guild": nil,
	}
	if u.bot {
		o["bot"] = true
	}
	return o
}

// Guild is a server in Discord's everyday sense.
type Guild struct {
	ID, Name string
	Locale   string // its preferred one

	server   *Server
	channels []*Channel
	threads  []*Channel
	members  map[string]*member
	named    []*Role            // beside @everyone
	permits  map[string][]*User // by command: whom an administrator lets use it
}

type member struct {
	user        *User
	permissions Permission // beside those of everybody
	joined      time.Time
	roles       []string
}

// AddGuild adds a guild with the bot as a member and no channel yet.
func (s *Server) AddGuild(name, locale string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.world.newID(), Name: name, Locale: locale, server: s, members: map[string]*member{}}
	s.world.guilds = append(s.world.guilds, g)
	g.join(s.world.owner, Administrator)
	g.join(s.world.bot, 0)
	s.dispatch("GUILD_CREATE", IntentGuilds, g.createEvent())
	return g
}

// AddChannel adds a text channel that every member sees.
func (g *Guild) AddChannel(name string) *Channel {
	s := g.server
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Channel{ID: s.world.newID(), Name: name, server: s, guild: g}
	g.channels = append(g.channels, c)
	s.world.channels[c.ID] = c
	s.dispatch("CHANNEL_CREATE", IntentGuilds, c.json())
	return c
}

// AddThread adds a public thread, of which the bot is told as long as it runs.
func (c *Channel) AddThread(name string) *Channel {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	t := c.thread(name)
	c.guild.threads = append(c.guild.threads, t)
	created := t.json()
	created["newly_created"] = true
	s.dispatch("THREAD_CREATE", IntentGuilds, created)
	return t
}

// AddOldThread adds a public thread that was archived before the bot came, of
// which it is told nothing.
func (c *Channel) AddOldThread(name string) *Channel {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.thread(name)
}

func (c *Channel) thread(name string) *Channel {
	t := &Channel{ID: c.server.world.newID(), Name: name, server: c.server, guild: c.guild, parent: c}
	c.server.world.channels[t.ID] = t
	return t
}

// Join makes u a member who may do what everybody may and extra beside it.
// A second call changes what a member may do.
func (g *Guild) Join(u *User, extra Permission) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	g.join(u, extra)
}

func (g *Guild) join(u *User, extra Permission) {
	g.members[u.ID] = &member{user: u, permissions: extra, joined: time.Now()}
}

// Channel is a text channel of a guild, or the direct messages of one person and the bot.
type Channel struct {
	ID, Name string

	server    *Server
	guild     *Guild   // nil: direct messages
	parent    *Channel // of a thread
	recipient *User    // of direct messages
	denied    Permission
	messages  []*message
}

// DenyBot takes permissions from the bot in the channel, and gives the earlier denied ones back.
func (c *Channel) DenyBot(p Permission) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.denied = p
}

// DMChannel is where u and the bot talk in private.
func (u *User) DMChannel() *Channel {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.dmChannel()
}

func (u *User) dmChannel() *Channel {
	if u.dm == nil {
		u.dm = &Channel{ID: u.server.world.newID(), server: u.server, recipient: u}
		u.server.world.channels[u.dm.ID] = u.dm
	}
	return u.dm
}

// BlockDMs makes Discord refuse direct messages of the bot to u.
func (u *User) BlockDMs() {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	u.blocksDM = true
}

func (c *Channel) guildID() string {
	if c.guild == nil {
		return ""
	}
	return c.guild.ID
}

// holds tells whether u can be in the channel at all.
func (c *Channel) holds(u *User) bool {
	if c.guild == nil {
		return u == c.recipient || u.bot
	}
	return c.guild.members[u.ID] != nil
}

func (c *Channel) json() object {
	o := object{"id": c.ID, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].id
	}
	if c.guild == nil {
		o["type"] = 1
		o["recipients"] = []any{c.recipient.json()}
		return o
	}
	o["type"], o["guild_id"], o["name"] = 0, c.guild.ID, c.Name
	if c.parent != nil {
		const publicThread = 11
		o["type"], o["parent_id"], o["owner_id"] = publicThread, c.parent.ID, c.server.world.owner.ID
		o["message_count"], o["member_count"], o["total_message_sent"], o["rate_limit_per_user"] = len(c.messages), 1, len(c.messages), 0
		o["thread_metadata"] = object{"archived": false, "auto_archive_duration": 4320, "locked": false}
		return o
	}
	o["position"], o["topic"], o["nsfw"], o["parent_id"] = slices.Index(c.guild.channels, c), nil, false, nil
	o["permission_overwrites"] = []any{}
	return o
}

func (m *member) json() object {
	roles := []any{}
	for _, id := range m.roles {
		roles = append(roles, id)
	}
	return object{
		"avatar": nil, "banner": nil, "communication_disabled_until": nil, "flags": 0,
		"joined_at": stamp(m.joined), "nick": nil, "pending": false, "premium_since": nil,
		"roles": roles, "mute": false, "deaf": false, "user": m.user.json(),
	}
}

// stamp writes a time as Discord does: in UTC, to the microsecond.
func stamp(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000000+00:00")
}
