package main

import (
	"context"
	"fmt"

	"verbatim/bot"
)

// printPrivacy prints what a bot with these settings stores of people, to be
// published.
func printPrivacy(_ context.Context, in *invocation) error {
	words, err := newFlags("privacy", "", "print what the bot stores, why and until when, as a page to publish").parse(in)
	if err != nil {
		return err
	}
	if err := noWords("privacy", words); err != nil {
		return err
	}
	s, err := load(in, nil, true)
	if err != nil {
		return err
	}
	fmt.Fprint(in.stdout, bot.PrivacyPage(s.host))
	return nil
}
