package emulator

import "strconv"

// Permission is a set of Discord's permission bits.
type Permission uint64

// The permissions that the emulator knows.
const (
	Administrator      Permission = 1 << 3
	ManageGuild        Permission = 1 << 5
	AddReactions       Permission = 1 << 6
	ViewChannel        Permission = 1 << 10
	SendMessages       Permission = 1 << 11
	ManageMessages     Permission = 1 << 13
	EmbedLinks         Permission = 1 << 14
	AttachFiles        Permission = 1 << 15
	ReadMessageHistory Permission = 1 << 16
	MentionEveryone    Permission = 1 << 17
	UseCommands        Permission = 1 << 31
)

// everybody is what every member of a guild, the bot included, may do.
const everybody = AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory | UseCommands

// String is the set as Discord writes it: a decimal number.
func (p Permission) String() string { return strconv.FormatUint(uint64(p), 10) }

func (p Permission) has(q Permission) bool { return p&Administrator != 0 || p&q == q }

// permissions tells what u may do in c. In direct messages everything that makes sense there is allowed.
func (c *Channel) permissions(u *User) Permission {
	if c.guild == nil {
		return everybody
	}
	m := c.guild.members[u.ID]
	if m == nil {
		return 0
	}
	if u.bot {
		return (everybody | m.permissions) &^ c.denied
	}
	return everybody | m.permissions
}
