package discord

import (
	"strings"
	"testing"

	"verbatim/bot"
)

func TestAListIsShownWithItsSources(t *testing.T) {
	got := lists([]bot.Entry{
		{Heading: "8 – 13 octobre 2024", Note: "dit le 18", Before: []string{"Juste avant : a *b*"}, Quote: "Two\nlines of [it](https://evil.example).", Sources: []bot.Source{
			{Title: "The *old* [bridge]", URL: "https://post.example/a_(b) c", Facts: "Le Fil · 2024"}, {Lead: "Aussi dans :", Title: "Other"}},
			Remarks: []string{"3 ≠ 4"}},
		{Heading: "Sans date", Quote: "More."},
	})
	want := "**8 – 13 octobre 2024** · dit le 18\n-# Juste avant : a \\*b\\*\n> Two\n> lines of \\[it\\](https\\://evil\\.example)\\.\n" +
		"-# [The \\*old\\* \\[bridge\\]](https://post.example/a_%28b%29%20c) · Le Fil · 2024\n-# Aussi dans : Other\n-# 3 ≠ 4\n\n**Sans date**\n> More."
	if len(got) != 1 || strings.ReplaceAll(got[0], `)\.`, ").") != strings.ReplaceAll(want, `)\.`, ").") {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// FuzzList holds lists of anything against Discord's limits, and their quotes
// against what was printed.
func FuzzList(f *testing.F) {
	f.Add("1 May", "A quote.", "Title", "https://x.example/(a)", "beside", 3)
	f.Add(strings.Repeat("*", 400), strings.Repeat("*", 1000), strings.Repeat("[", 300), "https://x.example/"+strings.Repeat("(", 380), strings.Repeat("b\n", 900), 12)
	f.Add("", strings.Repeat("x\n", 2500), "", "", "", 2)
	f.Add("😀", strings.Repeat("😀", 1000), "t", "", "", 9)
	f.Fuzz(func(t *testing.T, heading, quote, title, url, beside string, n int) {
		e := bot.Entry{Heading: heading, Note: beside, Before: []string{beside}, Quote: quote, TooLong: "too long", Remarks: []string{beside},
			Sources: []bot.Source{{Title: title, URL: url, Facts: beside}, {Lead: "Also in:", Title: title}}}
		r := bot.Reply{Text: "x", State: "state", Actions: []bot.Action{{Name: "a", Label: "A"}, {Kind: bot.Remove, Label: "Remove"}}}
		for range min(max(n, 1), 20) {
			r.Entries = append(r.Entries, e)
		}
		for _, m := range render(r, "123456789012345678") {
			checkLimits(t, m)
		}
		shown := entry(e)
		if size(quote) > 1000 || strings.ContainsAny(quote, "\r") || strings.TrimSpace(quote) == "" {
			return
		}
		if !strings.Contains(shown, blockQuote(quote, nil)) && !strings.Contains(shown, "too long") {
			t.Errorf("the quote %q is not in %q", quote, shown)
		}
	})
}
