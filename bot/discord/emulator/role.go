package emulator

// Role is a role of a guild, which gives no permissions.
type Role struct{ ID, Name string }

// AddRole adds a role that no member has yet.
func (g *Guild) AddRole(name string) *Role {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	r := &Role{ID: g.server.world.newID(), Name: name}
	g.named = append(g.named, r)
	g.server.dispatch("GUILD_ROLE_CREATE", IntentGuilds, object{"guild_id": g.ID, "role": r.json()})
	return r
}

// Grant gives a role to a member.
func (g *Guild) Grant(u *User, r *Role) {
	g.server.mu.Lock()
	defer g.server.mu.Unlock()
	m := g.members[u.ID]
	if m == nil {
		g.server.fail("%s is not in guild %s: call Guild.Join first", u.Name, g.ID)
	}
	m.roles = append(m.roles, r.ID)
}

// Everyone is the role that every member has.
func (g *Guild) Everyone() *Role { return &Role{ID: g.ID, Name: "@everyone"} }

func (r *Role) json() object {
	return object{
		"id": r.ID, "name": r.Name, "permissions": "0", "position": 0, "color": 0,
		"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist":  false, "managed": false, "mentionable": false, "icon": nil, "unicode_emoji": nil, "flags": 0,
	}
}

// roles are @everyone and the roles that were added.
func (g *Guild) roles() []any {
	everyone := g.Everyone().json()
	everyone["permissions"] = everybody.String()
	all := []any{everyone}
	for _, r := range g.named {
		all = append(all, r.json())
	}
	return all
}
