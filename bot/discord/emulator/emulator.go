// Package emulator is a local Discord: its REST API and its gateway on
// loopback, for tests and for a preview page. A real client library talks to
// it, needs no account, and is refused whatever Discord would refuse.
//
// # How to use
//
//	srv := emulator.New(t, emulator.Config{})       // closed at the end of the test, which fails if a request broke a rule
//	guild := srv.AddGuild("Newsroom", "fr")         // the bot is a member of it
//	channel := guild.AddChannel("general")
//	ann := srv.AddUser("ann", "fr")                 // her client's language
//	guild.Join(ann, 0)                              // or emulator.ManageMessages
//
//	session, _ := discordgo.New("Bot " + srv.Token())
//	session.Client = srv.Client()                   // or rewrite scheme and host to srv.URL yourself (DISCORD_API_URL)
//	session.Open()
//	srv.WaitReady(ctx)                              // the bot has identified
//
//	question := ann.Say(channel, srv.Mention()+" why?")
//	answer, err := srv.WaitReply(ctx, question)     // the bot's message that refers to the question
//
//	srv.WaitCommand(ctx, "ask")                     // the bot has registered /ask
//	i := ann.Slash(channel, "ask", emulator.Options{"question": "why?", "private": true})
//	answer, err = i.Response(ctx)                   // as Ann sees it, once it no longer "thinks"
//	i.Acknowledged()                                // how the first response came: Deferred, Private, after how long
//	next := ann.Click(answer, answer.CustomID("Next page"))
//
// A direct message is ann.DM("why?"), and ann.DMChannel() is where a slash
// command in private goes. What a person can do is a method of User; what
// goes wrong on the wire is a method of Server: Fail, DropGateway,
// RequestReconnect, InvalidateSession, CloseGateway, DoubleNext, DelayNext,
// SilenceHeartbeats. Requests, Violations, Pings and Identifies tell
// afterwards what happened. Every wait ends with its context; its error says
// what had arrived until then.
//
// An act that no client offers, such as a click on a button that the message
// does not hold, or a slash command that is not registered, comes back as the
// error of the Interaction's waits.
package emulator

import "context"

// TB is the part of testing.TB that New needs.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Context() context.Context
}
