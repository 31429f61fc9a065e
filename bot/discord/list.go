package discord

import (
	"strings"

	"verbatim/bot"
)

// lists are entries as the descriptions of embeds, as many in each as have room.
func lists(entries []bot.Entry) []string {
	var all []string
	for _, e := range entries {
		text := entry(e)
		last := len(all) - 1
		if last >= 0 && size(all[last])+size(text)+len(between) <= maxDescription {
			all[last] += between + text
			continue
		}
		all = append(all, text)
	}
	return all
}

// between parts two entries: an empty line, which ends the first one's quote.
const between = "\n\n"

// entry is one of a list. Where it is too long, what stands beside the quote
// goes first, then the links; a quote is shown whole or not at all.
func entry(e bot.Entry) string {
	quote := blockQuote(e.Quote, nil)
	linked, plain := sources(e.Sources, true), sources(e.Sources, false)
	for _, lines := range [][]string{
		around(e.Before, quote, e.After, linked, remarks(e)),
		around(nil, quote, nil, linked, remarks(e)),
		around(nil, quote, nil, plain[:min(1, len(plain))], nil),
		around(nil, escape(e.TooLong), nil, plain[:min(1, len(plain))], nil),
	} {
		if s := strings.Join(append([]string{heading(e)}, lines...), "\n"); size(s) <= maxDescription {
			return s
		}
	}
	return fit(e.TooLong, maxDescription)
}

func heading(e bot.Entry) string {
	s := "**" + fit(e.Heading, maxTitle) + "**"
	if e.Note != "" {
		s += " · " + fit(e.Note, maxTitle)
	}
	return s
}

// around are the lines of an entry below its heading.
func around(before []string, quote string, after, sources, remarks []string) []string {
	var lines []string
	for _, s := range before {
		lines = append(lines, small(s))
	}
	lines = append(lines, quote)
	for _, s := range after {
		lines = append(lines, small(s))
	}
	return append(append(lines, sources...), remarks...)
}

func remarks(e bot.Entry) []string {
	var lines []string
	for _, s := range e.Remarks {
		lines = append(lines, small(s))
	}
	return lines
}

// sources are a line for each source of an entry.
func sources(all []bot.Source, linked bool) []string {
	var lines []string
	for _, s := range all {
		line := "-# "
		if s.Lead != "" {
			line += escape(s.Lead) + " "
		}
		title := escape(strings.Join(strings.Fields(s.Title), " "))
		if linked && s.URL != "" {
			title = "[" + title + "](" + linkable.Replace(s.URL) + ")"
		}
		line += title
		if s.Facts != "" {
			line += " · " + escape(s.Facts)
		}
		lines = append(lines, line)
	}
	return lines
}

// linkable keeps an address from ending the link that it is in.
var linkable = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "\\", "%5C")
