package emulator

import "maps"

// json is the guild as GET /guilds/{id} shows it.
func (g *Guild) json() object {
	return object{
		"id": g.ID, "name": g.Name, "icon": nil, "description": nil, "home_header": nil, "splash": nil,
		"discovery_splash": nil, "features": []any{}, "banner": nil, "owner_id": g.server.world.owner.ID,
		"application_id": nil, "region": "deprecated", "afk_channel_id": nil, "afk_timeout": 300,
		"system_channel_id": nil, "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": nil,
		"verification_level": 0, "roles": g.roles(), "default_message_notifications": 0, "mfa_level": 0,
		"explicit_content_filter": 0, "max_presences": nil, "max_members": 500000,
		"max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": nil,
		"premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": g.Locale,
		"rules_channel_id": nil, "safety_alerts_channel_id": nil, "public_updates_channel_id": nil,
		"premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": []any{},
		"stickers": []any{}, "incidents_data": nil,
	}
}

// createEvent is the guild as GUILD_CREATE shows it: with its channels and, for a small guild, its members.
func (g *Guild) createEvent() object {
	o := g.json()
	channels, threads, members := []any{}, []any{}, []any{}
	for _, t := range g.threads {
		threads = append(threads, t.json())
	}
	for _, c := range g.channels {
		channels = append(channels, c.json())
	}
	for _, m := range g.members {
		members = append(members, m.json())
	}
	maps.Copy(o, object{
		"joined_at": stamp(g.members[g.server.world.bot.ID].joined), "large": false, "unavailable": false,
		"member_count": len(members), "members": members, "channels": channels,
		"threads": threads, "presences": []any{}, "voice_states": []any{}, "stage_instances": []any{},
		"guild_scheduled_events": []any{}, "soundboard_sounds": []any{},
	})
	return o
}
