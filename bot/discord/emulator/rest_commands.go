package emulator

import (
	"maps"
	"slices"
	"strconv"
)

// commandScope is the guild whose commands the path means, "" for the global ones.
func (c *call) commandScope() (string, *apiError) {
	if c.r.PathValue("application_id") != c.world.bot.ID {
		return "", errUnknownApplication
	}
	if c.r.PathValue("guild_id") == "" {
		return "", nil
	}
	g, err := c.guild()
	if err != nil {
		return "", errMissingAccess
	}
	return g.ID, nil
}

func listCommands(c *call) (answer, *apiError) {
	scope, err := c.commandScope()
	if err != nil {
		return answer{}, err
	}
	return ok(toList(c.world.commands[scope]))
}

func setCommands(c *call) (answer, *apiError) {
	scope, err := c.commandScope()
	if err != nil {
		return answer{}, err
	}
	old := c.world.commands[scope]
	c.world.commands[scope] = nil
	for _, definition := range objects(c.list) {
		c.addCommand(scope, definition, old)
	}
	c.notify()
	return ok(toList(c.world.commands[scope]))
}

func createCommand(c *call) (answer, *apiError) {
	scope, err := c.commandScope()
	if err != nil {
		return answer{}, err
	}
	old := c.world.commands[scope]
	c.world.commands[scope] = slices.DeleteFunc(slices.Clone(old), func(o object) bool { return sameCommand(o, c.body) })
	created := c.addCommand(scope, c.body, old)
	c.notify()
	if len(c.world.commands[scope]) > len(old) {
		return answer{201, created}, nil
	}
	return ok(created)
}

func sameCommand(a, b object) bool {
	return text(a["name"]) == text(b["name"]) &&
		max(commandSlash, integer(a["type"])) == max(commandSlash, integer(b["type"]))
}

// addCommand stores a definition as Discord shows it. One of the same name and type keeps its id.
func (c *call) addCommand(scope string, definition object, old []object) object {
	cmd := object{
		"id": c.world.newID(), "application_id": c.world.bot.ID, "version": c.world.newID(),
		"type": commandSlash, "description": "", "default_member_permissions": nil, "dm_permission": true,
		"contexts": nil, "integration_types": []any{0}, "nsfw": false,
	}
	shown := withoutNulls(definition)
	delete(shown, "default_permission")
	maps.Copy(cmd, shown)
	if n := integer(cmd["default_member_permissions"]); n != 0 {
		cmd["default_member_permissions"] = Permission(n).String()
	}
	if scope != "" {
		cmd["guild_id"] = scope
	}
	for _, o := range old {
		if sameCommand(o, cmd) {
			cmd["id"] = o["id"]
		}
	}
	c.world.commands[scope] = append(c.world.commands[scope], cmd)
	return cmd
}

// withoutNulls copies o, and what is in it, without keys that are null or empty lists.
func withoutNulls(o object) object {
	out := object{}
	for k, v := range o {
		switch v := v.(type) {
		case nil:
		case object:
			out[k] = withoutNulls(v)
		case []any:
			list := []any{}
			for _, e := range v {
				if inner, ok := e.(object); ok {
					e = withoutNulls(inner)
				}
				list = append(list, e)
			}
			if len(list) > 0 {
				out[k] = list
			}
		default:
			out[k] = v
		}
	}
	return out
}

func toList(objects []object) []any {
	list := []any{}
	for _, o := range objects {
		list = append(list, o)
	}
	return list
}

// command finds what a person in the channel can use under that name: commands
// of the guild come before global ones.
func (w *world) command(c *Channel, u *User, kind int, name string) object {
	for _, scope := range []string{c.guildID(), ""} {
		for _, cmd := range w.commands[scope] {
			if text(cmd["name"]) == name && integer(cmd["type"]) == kind && offered(cmd, c) && permitted(cmd, c, u) {
				return cmd
			}
		}
	}
	return nil
}

// permitted tells whether a member has the permissions that the command asks
// for, or whether the server admits them all the same.
func permitted(cmd object, c *Channel, u *User) bool {
	if c.guild != nil && slices.Contains(c.guild.permits[text(cmd["name"])], u) {
		return true
	}
	n, err := strconv.ParseUint(text(cmd["default_member_permissions"]), 10, 64)
	return err != nil || c.permissions(u).has(Permission(n))
}

// Contexts in which a command is offered.
const (
	contextGuild = 0
	contextBotDM = 1
)

// offered tells whether clients show a command in the channel.
func offered(cmd object, c *Channel) bool {
	here := contextGuild
	if c.guild == nil {
		here = contextBotDM
	}
	contexts, stated := cmd["contexts"].([]any)
	if !stated {
		return here == contextGuild || text(cmd["guild_id"]) == "" && truth(cmd["dm_permission"])
	}
	return slices.ContainsFunc(contexts, func(v any) bool { return integer(v) == here })
}
