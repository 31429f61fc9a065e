package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/language"
	"verbatim/retrieval/verify"
)

// checkedJSON is what the corpus says of one quote.
type checkedJSON struct {
	Claim   string          `json:"claim"`
	Verdict verify.Verdict  `json:"verdict"`
	Sources []printedJSON   `json:"sources"`
	Changes []verify.Change `json:"changes"`
	Cut     []string        `json:"cut"` // negations that the quote cuts out
}

// printedJSON is a place where a quote, or what is nearest to it, is printed.
type printedJSON struct {
	sourceJSON
	Section string        `json:"section"`
	Parts   []contextJSON `json:"parts"`
}

// check says whether the corpus prints what a text quotes.
func check(ctx context.Context, in *invocation) error {
	f := newFlags("check", "[flags] TEXT", "say whether the corpus prints a quote, word for word")
	asJSON := f.Bool("json", false, "write a line of JSON for each quote")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	text := strings.Join(words, " ")
	claims := verify.Claims(text)
	if len(claims) == 0 {
		return &usageError{text: "there is no quote", hint: `verbatim check "He said “we never sold a single shell”."`}
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	c, err := openCorpus(ctx, in, s, "verbatim check")
	if err != nil {
		return err
	}
	defer c.Close()
	gen, release, err := c.live.Acquire()
	if err != nil {
		return err
	}
	defer release()
	out := bufio.NewWriter(in.stdout)
	p := newPrinter(out, styleOf(in.stdout, in.env), in.env, language.Detect(text, corpus.French, corpus.English))
	for i, claim := range claims {
		result, err := verify.Check(ctx, gen, claim, verify.Options{Longest: s.maxQuote})
		if err != nil {
			return err
		}
		if *asJSON {
			if err := writeJSON(out, toChecked(result)); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			p.line("", plain, "")
		}
		p.checked(result)
	}
	return out.Flush()
}

func toChecked(result verify.Result) checkedJSON {
	j := checkedJSON{Claim: result.Claim, Verdict: result.Verdict, Sources: []printedJSON{}, Changes: append([]verify.Change{}, result.Changes...), Cut: append([]string{}, result.Cut...)}
	for _, s := range result.Sources {
		one := printedJSON{sourceJSON: toSource(s.Attribution), Section: s.Section}
		for _, part := range s.Parts {
			one.Parts = append(one.Parts, contextJSON{part.Start, part.End, part.Text})
		}
		j.Sources = append(j.Sources, one)
	}
	return j
}

// checked writes what the corpus says of a quote, and where it is printed.
func (p *printer) checked(result verify.Result) {
	p.line("", plain, p.words.Checked(result))
	if len(result.Pieces) > 0 {
		p.line("  ", plain, compared(result.Pieces))
	}
	for _, s := range result.Sources {
		p.line("", plain, "")
		for k, part := range s.Parts {
			if k > 0 {
				p.line("  ", dim, "[…]")
			}
			fmt.Fprint(p.w, p.style.wrapped(part.Text, nil, "> ", plain))
		}
		p.source(corpus.Passage{Attribution: s.Attribution, Section: s.Section})
	}
}

// compared is a quote against the print: [-claimed alone-] {+printed alone+}, as
// word diffs are written.
func compared(all []verify.Piece) string {
	var parts []string
	for _, piece := range all {
		switch piece.Mark {
		case verify.Extra:
			parts = append(parts, "[-"+piece.Text+"-]")
		case verify.Miss:
			parts = append(parts, "{+"+piece.Text+"+}")
		default:
			parts = append(parts, piece.Text)
		}
	}
	return strings.Join(parts, " ")
}
