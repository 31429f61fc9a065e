package emulator

import (
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// interaction begins one of u's in a channel. The caller holds Server.mu.
func (u *User) interaction(c *Channel, kind int) *Interaction {
	s := u.server
	i := &Interaction{ID: s.world.newID(), server: s, user: u, channel: c, kind: kind,
		token: "aW50ZXJhY3Rpb246" + rand.Text() + rand.Text(), created: time.Now()}
	if !c.holds(u) {
		return i.refuse("%s is not in channel %s", u.Name, c.ID)
	}
	return i
}

func (i *Interaction) refuse(format string, args ...any) *Interaction {
	if i.refused == nil {
		i.refused = fmt.Errorf("%w: %s", ErrNotOffered, fmt.Sprintf(format, args...))
	}
	return i
}

// send dispatches the interaction with its data.
func (i *Interaction) send(data object) *Interaction {
	if i.refused != nil {
		return i
	}
	s := i.server
	s.world.interactions[i.ID] = i
	s.dispatch("INTERACTION_CREATE", 0, i.payload(data))
	s.notifyAfter(s.config.FirstResponse + time.Millisecond)
	s.notify()
	return i
}

// payload is the interaction as the gateway sends it.
func (i *Interaction) payload(data object) object {
	o := object{
		"id": i.ID, "application_id": i.server.world.bot.ID, "type": i.kind, "token": i.token, "version": 1,
		"data": data, "channel_id": i.channel.ID, "channel": i.channel.json(), "locale": i.user.Locale,
		"app_permissions": i.channel.permissions(i.server.world.bot).String(), "entitlements": []any{},
		"authorizing_integration_owners": i.owners(), "context": contextBotDM, "attachment_size_limit": maxFile,
	}
	if g := i.channel.guild; g != nil {
		m := g.members[i.user.ID].json()
		m["permissions"] = i.channel.permissions(i.user).String()
		o["guild_id"], o["guild_locale"], o["context"], o["member"] = g.ID, g.Locale, contextGuild, m
		o["guild"] = object{"id": g.ID, "locale": g.Locale, "features": []any{}}
	} else {
		o["user"] = i.user.json()
	}
	if i.source != nil {
		o["message"] = i.source.json(true)
	}
	return o
}

// commandData begins the data of a command's use. It carries the default name, whatever the locale.
func commandData(cmd object) object {
	data := object{"id": cmd["id"], "name": cmd["name"], "type": cmd["type"]}
	if g := cmd["guild_id"]; g != nil {
		data["guild_id"] = g
	}
	return data
}

// fillOptions writes the options of a command in the order of its definition,
// below the sub-commands that path names.
func fillOptions(definition object, path []string, values Options, focused string) ([]any, error) {
	defined := objects(definition["options"])
	if len(path) > 0 {
		for _, d := range defined {
			if text(d["name"]) != path[0] || integer(d["type"]) > optionGroup {
				continue
			}
			inner, err := fillOptions(d, path[1:], values, focused)
			return []any{object{"name": path[0], "type": d["type"], "options": inner}}, err
		}
		return nil, fmt.Errorf("no sub-command %q", path[0])
	}
	out := []any{}
	left := maps.Clone(values)
	for _, d := range defined {
		name := text(d["name"])
		v, given := left[name]
		delete(left, name)
		if !given {
			if truth(d["required"]) && focused == "" {
				return nil, fmt.Errorf("option %q is required", name)
			}
			continue
		}
		o := object{"name": name, "type": d["type"]}
		if name == focused && !truth(d["autocomplete"]) {
			return nil, fmt.Errorf("option %q has no autocomplete", name)
		}
		if name == focused {
			o["focused"] = true
		} else if err := fits(d, v); err != nil {
			return nil, fmt.Errorf("option %q: %w", name, err)
		}
		o["value"] = wireValue(v)
		out = append(out, o)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		return nil, fmt.Errorf("no option %q", name)
	}
	return out, nil
}

// wireValue writes a person, a channel or a role as its id.
func wireValue(v any) any {
	switch v := v.(type) {
	case *User:
		return v.ID
	case *Channel:
		return v.ID
	case *Role:
		return v.ID
	case *Attachment:
		return v.ID
	}
	return v
}

// fits holds a value against its option, as clients do before they send.
func fits(definition object, v any) error {
	kind := integer(definition["type"])
	want := map[int]func(any) bool{
		optionString:  is[string],
		optionInteger: is[int],
		optionBoolean: is[bool],
		optionUser:    is[*User],
		optionChannel: is[*Channel],
		optionRole:    is[*Role],
		optionFile:    is[*Attachment],
		optionNumber:  func(v any) bool { return is[float64](v) || is[int](v) },
	}
	if check := want[kind]; check == nil || !check(v) {
		return fmt.Errorf("%T is no value of type %d", v, kind)
	}
	if choices := objects(definition["choices"]); len(choices) > 0 && !slices.ContainsFunc(choices, func(c object) bool {
		return fmt.Sprint(c["value"]) == fmt.Sprint(v)
	}) {
		return fmt.Errorf("%v is not among the choices", v)
	}
	return fitsLimits(definition, v)
}

func is[T any](v any) bool {
	_, ok := v.(T)
	return ok
}

func fitsLimits(definition object, v any) error {
	if s, ok := v.(string); ok {
		most := 6000
		if definition["max_length"] != nil {
			most = integer(definition["max_length"])
		}
		if n := units(strings.TrimSpace(s)); n > most || n < integer(definition["min_length"]) {
			return fmt.Errorf("%d characters, %d to %d fit", n, integer(definition["min_length"]), most)
		}
	}
	if n, ok := v.(int); ok {
		if least := definition["min_value"]; least != nil && n < integer(least) {
			return fmt.Errorf("%d is under %v", n, least)
		}
		if most := definition["max_value"]; most != nil && n > integer(most) {
			return fmt.Errorf("%d is over %v", n, most)
		}
	}
	return nil
}

// resolve describes the people, channels, roles and files among the values.
func (s *Server) resolve(c *Channel, values Options) object {
	users, members, channels, roles, files := object{}, object{}, object{}, object{}, object{}
	for _, v := range values {
		switch v := v.(type) {
		case *User:
			users[v.ID] = v.json()
			if c.guild != nil && c.guild.members[v.ID] != nil {
				m := c.guild.members[v.ID].json()
				delete(m, "user")
				m["permissions"] = c.permissions(v).String()
				members[v.ID] = m
			}
		case *Channel:
			channels[v.ID] = v.json()
		case *Role:
			roles[v.ID] = v.json()
		case *Attachment:
			files[v.ID] = object{"id": v.ID, "filename": v.Filename, "size": len(v.Content), "url": v.URL, "proxy_url": v.URL, "content_type": v.ContentType, "ephemeral": true}
		}
	}
	out := object{}
	for key, o := range map[string]object{"users": users, "members": members, "channels": channels, "roles": roles, "attachments": files} {
		if len(o) > 0 {
			out[key] = o
		}
	}
	return out
}

// selectable tells why the values cannot be picked together.
func selectable(component object, values []string) error {
	for _, v := range values {
		if !slices.ContainsFunc(objects(component["options"]), func(o object) bool { return text(o["value"]) == v }) {
			return fmt.Errorf("%q is not among the options", v)
		}
	}
	if n := len(values); n < integer(component["min_values"]) || n > integer(component["max_values"]) {
		return fmt.Errorf("%d values picked, %v to %v fit", n, component["min_values"], component["max_values"])
	}
	return nil
}
