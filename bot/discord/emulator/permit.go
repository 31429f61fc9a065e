package emulator

// Permit lets a member use a command of the bot that Discord would keep from
// them, as an administrator does in the settings of the server.
func (g *Guild) Permit(u *User, command string) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	if g.permits == nil {
		g.permits = map[string][]*User{}
	}
	g.permits[command] = append(g.permits[command], u)
}

// listPermits shows what the settings of a server say of its commands.
func listPermits(c *call) (answer, *apiError) {
	scope, err := c.commandScope()
	if err != nil {
		return answer{}, err
	}
	g, err := c.guild()
	if err != nil {
		return answer{}, errMissingAccess
	}
	list := []any{}
	for _, cmd := range c.world.commands[scope] {
		users := g.permits[text(cmd["name"])]
		if len(users) == 0 {
			continue
		}
		permissions := []any{}
		for _, u := range users {
			permissions = append(permissions, object{"id": u.ID, "type": 2, "permission": true})
		}
		list = append(list, object{"id": cmd["id"], "application_id": c.world.bot.ID, "guild_id": g.ID, "permissions": permissions})
	}
	return ok(list)
}
