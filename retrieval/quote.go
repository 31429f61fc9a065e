package retrieval

import (
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
	"verbatim/retrieval/analysis"
)

// quote cuts the sentences out of a candidate that answer: the whole text when
// it is no longer than longest characters, else the consecutive sentences that
// hold most of the question and fit, or part of one sentence that is longer by
// itself.
func (r *ranker) quote(c *candidate, longest int) Quote {
	start, end := 0, len(c.Text)
	if utf8.RuneCountInString(c.Text) > longest {
		start, end = r.bestSentences(c, longest)
	}
	if utf8.RuneCountInString(c.Text[start:end]) > longest {
		start, end = r.clauses(c, start, end, longest)
	}
	q := Quote{Passage: c.Passage, Score: c.score}
	q.Start, q.End, q.Text = c.Start+start, c.Start+end, c.Text[start:end]
	q.Part = PartOfSentence(c.Text, start, end)
	q.Matches = r.matches(c, start, end)
	q.Context = r.context(c, start, end)
	return q
}

// bestSentences are the bytes of the sentences that r.quote wants.
func (r *ranker) bestSentences(c *candidate, longest int) (start, end int) {
	all := r.sentences(c)
	if len(all) == 0 {
		return 0, len(c.Text)
	}
	first, last, best := 0, 0, -1.0
	for i := range all {
		held, fits := make([]float64, len(r.q.words)), 0.0
		for j := i; j < len(all); j++ {
			if j > i && utf8.RuneCountInString(c.Text[all[i].Start:all[j].End]) > longest {
				break
			}
			strongest(held, all[j].words)
			fits = max(fits, all[j].fits)
			value := r.weight(held) * (1 - 0.02*float64(j-i)) * (1 + fitting*fits)
			if all[j].asks { // what answers it stands behind it
				value *= asking
			}
			if value > best {
				first, last, best = i, j, value
			}
		}
	}
	if first == last { // a neighbour in its paragraph that fits makes a quote easier to understand
		for _, next := range []int{first + 1, first - 1} {
			if next < 0 || next >= len(all) {
				continue
			}
			from, to := min(first, next), max(first, next)
			text := c.Text[all[from].Start:all[to].End]
			if !strings.Contains(text, "\n") && utf8.RuneCountInString(text) <= longest {
				first, last = from, to
				break
			}
		}
	}
	return all[first].Start, all[last].End
}

// matches are the words of the question in text[start:end] of a candidate.
func (r *ranker) matches(c *candidate, start, end int) []Match {
	var found []Match
	last := -1
	for _, o := range c.found {
		t := c.tokens[o.token]
		if o.token != last && t.Start >= start && t.End <= end {
			found = append(found, Match{t.Start - start, t.End - start, r.q.words[o.word].text})
			last = o.token
		}
	}
	return found
}

// context is what the quote text[start:end] of c needs beside it: the sentence
// before one that begins with "Il" or "This", the line that introduces a list
// or a quotation, the line after it that says who spoke.
func (r *ranker) context(c *candidate, start, end int) []Context {
	var around []Context
	speaker, spoken := speakerAfter(c.Text, end)
	if text := c.Text[start:end]; dependent(text) || introduced(text) && !spoken {
		s, ok := r.before(c, start)
		if ok && (dependent(text) || strings.HasSuffix(s.Text, ":")) && !strings.HasSuffix(s.Text, "?") {
			around = append(around, s)
		}
	}
	if s := speaker; spoken {
		around = append(around, Context{c.Start + s.Start, c.Start + s.End, c.Text[s.Start:s.End]})
	}
	if strings.HasSuffix(strings.TrimRight(c.Text[start:end], " \u00a0\u202f"), ":") {
		if s, ok := r.after(c, end); ok && !spoken {
			around = append(around, s)
		}
	}
	return around
}

// maxContext is the length in bytes past which a sentence is no context.
const maxContext = 600

// before is the sentence before byte start of a candidate's text, or the last
// one of the passage before it in the same section.
func (r *ranker) before(c *candidate, start int) (Context, bool) {
	s, ok := edge(c.Text[:start], c.Start, true)
	if !ok {
		p := r.neighbour(c, -1)
		s, ok = edge(p.Text, p.Start, true)
	}
	return s, ok && len(s.Text) <= maxContext
}

// after is the sentence behind byte end of a candidate's text, or the first one
// of the passage behind it in the same section: what a colon promises.
func (r *ranker) after(c *candidate, end int) (Context, bool) {
	s, ok := edge(c.Text[end:], c.Start+end, false)
	if !ok {
		p := r.neighbour(c, 1)
		s, ok = edge(p.Text, p.Start, false)
	}
	return s, ok && len(s.Text) <= maxContext
}

// edge is the first or the last sentence of a text that begins at byte base of
// its article; ok is false where there is none.
func edge(text string, base int, last bool) (c Context, ok bool) {
	s := sentence.Split(text)
	if len(s) == 0 {
		return c, false
	}
	one := s[0]
	if last {
		one = s[len(s)-1]
	}
	return Context{base + one.Start, base + one.End, text[one.Start:one.End]}, true
}

// neighbour is the passage so many after a candidate, in the same section; one
// without a text where there is none, or none can be read: a quote without its
// context is still right.
func (r *ranker) neighbour(c *candidate, step int) corpus.Passage {
	a, n := r.gen.Library().Article(c.ArticleID), c.Number+step
	if a == nil || n < 0 || n >= len(a.Passages) || a.Passages[n].Section != c.Section {
		return corpus.Passage{}
	}
	body, err := r.gen.Body(c.ArticleID)
	if err != nil {
		return corpus.Passage{}
	}
	return a.Passage(n, body)
}

// leaning are words, folded, that a sentence begins with when it speaks of
// something that was said before it.
var leaning = folded(`il elle ils elles ce cela ceci cet cette ces celui celle ceux celles leur leurs son sa ses lui
he she it they this these that those his her their its such both neither
mais cependant toutefois pourtant neanmoins ainsi donc or enfin ensuite puis de but however yet nevertheless therefore thus instead moreover furthermore`)

// dependent reports whether a text leans on what stands before it.
func dependent(text string) bool {
	trimmed := strings.TrimLeft(text, "«“\"‘'\u00a0\u202f ")
	if strings.HasPrefix(trimmed, "•") || strings.HasPrefix(trimmed, "- ") || strings.HasPrefix(trimmed, "– ") {
		return true
	}
	i := strings.IndexFunc(trimmed, func(r rune) bool { return r == ' ' || r == '’' || r == '\'' || r == ',' || r == '-' || r == '\u00a0' })
	return i > 0 && leaning[analysis.Fold(trimmed[:i])]
}

// introduced reports whether a text is a quotation, which the line before it
// may introduce.
func introduced(text string) bool {
	return strings.HasPrefix(text, "«") || strings.HasPrefix(text, "“") || strings.HasPrefix(text, "\"")
}

// speakerAfter is the line after byte end that says who spoke: "– Name, role".
func speakerAfter(text string, end int) (sentence.Span, bool) {
	rest := text[end:]
	line := strings.TrimLeft(rest, " \n")
	if line == rest || !strings.HasPrefix(line, "–") && !strings.HasPrefix(line, "—") {
		return sentence.Span{}, false
	}
	start := len(text) - len(line)
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	return sentence.Span{Start: start, End: start + len(strings.TrimRight(line, " "))}, true
}

// diverse chooses at most n quotes of ranked candidates: none says what one
// before it says, and another article comes before a second quote of one.
func (r *ranker) diverse(ranked []*candidate, n, longest int) []Quote {
	var chosen, later []Quote
	articles := map[string]bool{}
	for _, c := range ranked {
		if len(chosen) == n {
			break
		}
		q := r.quote(c, longest)
		if repeats(r.gen, chosen, q) || repeats(r.gen, later, q) {
			continue
		}
		if articles[c.ArticleID] && c.score < 0.9*ranked[0].score {
			later = append(later, q)
			continue
		}
		articles[c.ArticleID] = true
		chosen = append(chosen, q)
		if len(later) > 4*n {
			break
		}
	}
	for _, q := range later {
		if len(chosen) == n {
			break
		}
		chosen = append(chosen, q)
	}
	return chosen
}

func repeats(gen Generation, quotes []Quote, q Quote) bool {
	for _, other := range quotes {
		if same(gen, other, q) {
			return true
		}
	}
	return false
}
