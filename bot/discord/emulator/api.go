package emulator

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

type Permission uint64

const (
	SendMessages   Permission = 1 << 11
	ManageMessages Permission = 1 << 13
)

// Config: the zero value is Discord's own.
type Config struct {
	Token             string        // of the bot, without "Bot "
	FirstResponse     time.Duration // 0: 3 s
	InteractionLife   time.Duration // 0: 15 min
	HeartbeatInterval time.Duration // 0: 41.25 s
	MessageContent    bool          // the privileged intent is switched on for the application
}

type Server struct {
	URL string // http://127.0.0.1:port, as DISCORD_API_URL
}
type Guild struct{ ID string }
type Channel struct{ ID string }
type User struct{ ID, Name, Locale string }
type Options map[string]any // string, bool, int, float64
type Interaction struct{ ID string }
type Message struct {
	ID, ChannelID, GuildID, AuthorID string
	Content                          string
	Embeds                           []Embed
	Rows                             [][]Component
	Attachments                      []Attachment
	RepliesTo                        string // id, "" if none
	Private                          bool   // ephemeral
	Deferred                         bool   // "thinking"
	Edited                           bool
	JSON                             json.RawMessage
}
type Embed struct {
	Title, Description, URL, Footer, Author, AuthorURL string
	Color                                              int
	Fields                                             []Field
}
type Field struct {
	Name, Value string
	Inline      bool
}
type Component struct {
	Type, Style          int
	CustomID, Label, URL string
	Disabled             bool
}
type Attachment struct {
	ID, Filename, URL, ContentType string
	Content                        []byte
}
type Acknowledgement struct {
	Deferred, Private, Update bool
	After                     time.Duration
}
type Choice struct {
	Name  string
	Value any
}
type Modal struct {
	CustomID, Title string
	Inputs          []Component
}
type Request struct {
	Method, Path string
	Body         json.RawMessage
	Status       int
	At           time.Time
}
type Violation struct{ Method, Path, Where, Rule string }
type Ping struct{ MessageID, Target string } // user id, role id, "everyone" or "here"
type Fault struct {
	Status     int // 0 with Cut: the connection is cut; 0 without: the request is served after Delay
	Cut        bool
	Delay      time.Duration
	RetryAfter time.Duration // 429
	Header     http.Header
	Times      int // 0: 1
}

func New(t TB, c Config) *Server                                      { panic("soon") }
func Start(c Config) (*Server, error)                                 { panic("soon") }
func (s *Server) Close() error                                        { panic("soon") }
func (s *Server) Client() *http.Client                                { panic("soon") }
func (s *Server) Token() string                                       { panic("soon") }
func (s *Server) ApplicationID() string                               { panic("soon") }
func (s *Server) BotID() string                                       { panic("soon") }
func (s *Server) Mention() string                                     { panic("soon") } // <@id>
func (s *Server) AddGuild(name, locale string) *Guild                 { panic("soon") }
func (s *Server) AddUser(name, locale string) *User                   { panic("soon") }
func (g *Guild) AddChannel(name string) *Channel                      { panic("soon") }
func (g *Guild) Join(u *User, p Permission)                           { panic("soon") }
func (g *Guild) DenyBot(p Permission)                                 { panic("soon") }
func (u *User) Say(c *Channel, text string) Message                   { panic("soon") }
func (u *User) Reply(to Message, text string) Message                 { panic("soon") } // pings its author, as clients do by default
func (u *User) DM(text string) Message                                { panic("soon") }
func (u *User) DMChannel() *Channel                                   { panic("soon") }
func (u *User) Edit(m Message, text string)                           { panic("soon") }
func (u *User) Delete(m Message)                                      { panic("soon") }
func (u *User) Slash(c *Channel, name string, o Options) *Interaction { panic("soon") }
func (u *User) Autocomplete(c *Channel, name string, o Options, focused string) *Interaction {
	panic("soon")
}
func (u *User) MessageMenu(name string, m Message) *Interaction                  { panic("soon") }
func (u *User) Click(m Message, customID string) *Interaction                    { panic("soon") }
func (u *User) Select(m Message, customID string, values ...string) *Interaction { panic("soon") }
func (u *User) SubmitModal(opened *Interaction, values map[string]string) *Interaction {
	panic("soon")
}
func (u *User) Sees(c *Channel) []Message { panic("soon") } // oldest first, with what only this user sees

func (i *Interaction) Response(ctx context.Context) (Message, error)             { panic("soon") } // for a click that updates: the message updated
func (i *Interaction) FollowUp(ctx context.Context, n int) (Message, error)      { panic("soon") } // n from 0
func (i *Interaction) Choices(ctx context.Context) ([]Choice, error)             { panic("soon") }
func (i *Interaction) Modal(ctx context.Context) (Modal, error)                  { panic("soon") }
func (i *Interaction) Acknowledged(ctx context.Context) (Acknowledgement, error) { panic("soon") }
func (m Message) CustomID(label string) string                                   { panic("soon") } // "" if no such button
func (m Message) Text() string                                                   { panic("soon") } // all that is shown, for assertions

func (s *Server) WaitReady(ctx context.Context) error                                { panic("soon") }
func (s *Server) WaitCommand(ctx context.Context, name string) error                 { panic("soon") }
func (s *Server) WaitReply(ctx context.Context, to Message) (Message, error)         { panic("soon") }
func (s *Server) WaitGone(ctx context.Context, m Message) error                      { panic("soon") } // deleted
func (s *Server) WaitUntil(ctx context.Context, what string, done func() bool) error { panic("soon") }
func (s *Server) Messages(c *Channel) []Message                                      { panic("soon") }
func (s *Server) Commands() json.RawMessage                                          { panic("soon") }
func (s *Server) Requests() []Request                                                { panic("soon") }
func (s *Server) Violations() []Violation                                            { panic("soon") }
func (s *Server) TakeViolations() []Violation                                        { panic("soon") } // and forgets them: the test expected them
func (s *Server) Pings() []Ping                                                      { panic("soon") }
func (s *Server) Identifies() int                                                    { panic("soon") }
func (s *Server) Resumes() int                                                       { panic("soon") }
func (s *Server) Typed(c *Channel) int                                               { panic("soon") }

func (s *Server) Fail(method, path string, f Fault)       { panic("soon") } // path: "/channels/*/messages"
func (s *Server) DropGateway()                            { panic("soon") }
func (s *Server) RequestReconnect()                       { panic("soon") }
func (s *Server) InvalidateSession(resumable bool)        { panic("soon") }
func (s *Server) CloseGateway(code int)                   { panic("soon") }
func (s *Server) RefuseIdentify(code int)                 { panic("soon") }
func (s *Server) DoubleNext(event string)                 { panic("soon") }
func (s *Server) DelayNext(event string, d time.Duration) { panic("soon") }
func (s *Server) SilenceHeartbeats(on bool)               { panic("soon") }
