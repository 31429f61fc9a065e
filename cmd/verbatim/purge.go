package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"verbatim/retrieval/curation"
)

func purge(ctx context.Context, in *invocation) error {
	f := newFlags("purge", "[flags] FILE|ID|URL", "take a text down for good: out of the folder, the trash, the index and every version that is kept; it cannot be undone")
	yes := f.Bool("yes", false, "do it; without it only what would go is shown")
	asJSON := f.Bool("json", false, "write what was done as one JSON object")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return &usageError{text: "purge takes one article: its file, its ID or the address of its page", hint: "'verbatim corpus' lists files; 'verbatim corpus -json' their IDs"}
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	if s.corpus == "" {
		return &failure{text: "the sample cannot be changed", hint: "name the folder of your articles with -corpus or VERBATIM_CORPUS"}
	}
	h, err := order(ctx, in, s, wish{Command: "purge", What: words[0], DryRun: !*yes, By: thisUser()})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(in.stdout)
	switch {
	case *asJSON && h.Purged != nil:
		err = writeJSON(out, h.Purged)
	case *asJSON && h.Prospect != nil:
		err = writeJSON(out, h.Prospect)
	case h.Purged != nil:
		writePurged(out, h.Purged)
	case h.Prospect != nil:
		writeProspect(out, h.Prospect, words[0])
	}
	return errors.Join(err, out.Flush(), h.failure())
}

func writeProspect(w io.Writer, p *curation.Prospect, what string) {
	if len(p.Articles) == 0 {
		fmt.Fprintln(w, "Nothing was changed. No article is at this address; it would be barred for good.")
	} else {
		fmt.Fprintf(w, "Nothing was changed. %s would be taken down for good:\n", count(len(p.Articles), "article"))
	}
	for _, a := range p.Articles {
		fmt.Fprintln(w, "  "+oneLine(strings.Join(nonEmpty(a.File, a.Title, a.Publisher), " · ")))
	}
	if p.Shared > 0 {
		fmt.Fprintln(w, sharedLine(p.Shared))
	}
	fmt.Fprintf(w, "Every version that is kept would go too, and nothing of it could be undone. To do it: verbatim purge -yes %s\n", quoted(what))
}

func nonEmpty(parts ...string) (some []string) {
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return some
}

func sharedLine(n int) string {
	return fmt.Sprintf("%s with other words at the same address: these stay, and the address is not barred.", count(n, "other article"))
}

func writePurged(w io.Writer, p *curation.Purged) {
	if p.Articles == 0 {
		fmt.Fprintln(w, "The address is barred: no article of it is taken in again.")
	} else {
		fmt.Fprintf(w, "Taken down for good: %s, with every version that was kept.\n", count(p.Articles, "article"))
	}
	if p.Shared > 0 {
		fmt.Fprintln(w, sharedLine(p.Shared))
	}
	if p.Messages > 0 {
		fmt.Fprintf(w, "Edited in Discord: %s.\n", count(p.Messages, "answer"))
	}
	if p.Unedited > 0 {
		fmt.Fprintf(w, "Not reached in Discord, and tried again at the next start: %s.\n", count(p.Unedited, "answer"))
	}
	for _, f := range p.Left {
		fmt.Fprintf(w, "%s still holds the text, which is not read from there any more: take it out of the file by hand.\n", f)
	}
}
