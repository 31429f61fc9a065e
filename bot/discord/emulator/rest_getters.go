package emulator

import (
	"net/http"
	"strings"
)

// Handlers run with Server.mu held.

func ok(body any) (answer, *apiError) { return answer{http.StatusOK, body}, nil }

func noContent() (answer, *apiError) { return answer{status: http.StatusNoContent}, nil }

// gatewayURL is where the WebSocket is.
func (s *Server) gatewayURL() string { return "ws" + strings.TrimPrefix(s.URL, "http") + "/gateway" }

func getGateway(c *call) (answer, *apiError) { return ok(object{"url": c.gatewayURL()}) }

func getGatewayBot(c *call) (answer, *apiError) {
	return ok(object{"url": c.gatewayURL(), "shards": 1, "session_start_limit": object{
		"total": 1000, "remaining": max(0, 1000-c.gateway.identifies), "reset_after": 86_400_000, "max_concurrency": 1,
	}})
}

func getMe(c *call) (answer, *apiError) {
	o := c.world.bot.json()
	o["mfa_enabled"], o["locale"], o["verified"], o["email"] = true, "en-US", true, nil
	return ok(o)
}

func getApplication(c *call) (answer, *apiError) {
	bot := c.world.bot
	return ok(object{
		"id": bot.ID, "name": bot.Name, "icon": nil, "description": "", "type": nil,
		"verify_key": strings.Repeat("0", 64), "flags": c.applicationFlags(), "flags_new": "0",
		"redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"owner": c.world.owner.json(), "approximate_guild_count": len(c.world.guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []any{}, "bot": bot.json(),
	})
}

// applicationFlags says which privileged intents are switched on.
func (s *Server) applicationFlags() int {
	if s.config.MessageContent {
		return 1 << 19
	}
	return 0
}

func listMyGuilds(c *call) (answer, *apiError) {
	list := []any{}
	for _, g := range c.world.guilds {
		list = append(list, object{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false,
			"permissions": everybody.String(), "features": []any{}})
	}
	return ok(list)
}

func getUser(c *call) (answer, *apiError) {
	u := c.world.users[c.r.PathValue("user_id")]
	if u == nil {
		return answer{}, errUnknownUser
	}
	return ok(u.json())
}

func createDM(c *call) (answer, *apiError) {
	u := c.world.users[text(c.body["recipient_id"])]
	if u == nil || u.bot {
		return answer{}, errUnknownUser
	}
	return ok(u.dmChannel().json())
}

// channel is the one that the path names, if the bot sees it.
func (c *call) channel() (*Channel, *apiError) {
	ch := c.world.channels[c.r.PathValue("channel_id")]
	switch {
	case ch == nil:
		return nil, errUnknownChannel
	case !ch.permissions(c.world.bot).has(ViewChannel):
		return nil, errMissingAccess
	}
	return ch, nil
}

func getChannel(c *call) (answer, *apiError) {
	ch, err := c.channel()
	if err != nil {
		return answer{}, err
	}
	return ok(ch.json())
}

func startTyping(c *call) (answer, *apiError) {
	ch, err := c.channel()
	switch {
	case err != nil:
		return answer{}, err
	case !ch.permissions(c.world.bot).has(SendMessages):
		return answer{}, errMissingPermissions
	}
	c.world.typed[ch.ID]++
	c.notify()
	return noContent()
}

// Typed counts how often the bot said that it is typing.
func (s *Server) Typed(c *Channel) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world.typed[c.ID]
}

func (c *call) guild() (*Guild, *apiError) {
	for _, g := range c.world.guilds {
		if g.ID == c.r.PathValue("guild_id") {
			return g, nil
		}
	}
	return nil, errUnknownGuild
}

func getGuild(c *call) (answer, *apiError) {
	g, err := c.guild()
	if err != nil {
		return answer{}, err
	}
	return ok(g.json())
}

func listChannels(c *call) (answer, *apiError) {
	g, err := c.guild()
	if err != nil {
		return answer{}, err
	}
	list := []any{}
	for _, ch := range g.channels {
		list = append(list, ch.json())
	}
	return ok(list)
}

func listRoles(c *call) (answer, *apiError) {
	g, err := c.guild()
	if err != nil {
		return answer{}, err
	}
	return ok(g.roles())
}

func getMember(c *call) (answer, *apiError) {
	g, err := c.guild()
	if err != nil {
		return answer{}, err
	}
	m := g.members[c.r.PathValue("user_id")]
	if m == nil {
		return answer{}, errUnknownMember
	}
	return ok(m.json())
}
