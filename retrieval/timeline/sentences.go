package timeline

import (
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
)

// What a sentence must hold of the topic, as shares of its words' weights. Found
// on the annotated sets of the tests together, by changing one after the other.
const (
	enough    = 0.6  // by itself, without the word of the topic that tells most too
	withOwn   = 0.3  // by itself, in an article that is about the topic
	near      = 0.85 // with its neighbours, which say what it is about
	beside    = 0.5  // likewise, in an article about the topic
	mentioned = 0.65 // of a whole article, below which it tells of something else
	about     = 0.6  // how near an article is to the one that is most about the topic
	wholly    = 0.75 // likewise: all of it is about the topic
	touched   = 0.45 // of that one's beginning, below which a single passage of an article is about the topic
	headed    = 0.7  // of a beginning that is about the topic whatever its head is called
	best      = 0.9  // of the highest score, of an article that is about the topic in other words
)

// An article tells of its own days, before its publication and after, and where
// it is wholly about the topic of how its story began, some years ago. Another
// date, of its background, needs words of the topic beside it.
const (
	ownDays  = 20
	ownStory = 1000
)

// reader reads an article of a topic for events.
type reader struct {
	article *retrieval.TopicArticle
	about   float64            // how much it is about the topic, from 0 to 1
	dates   []dates.Expression // of the body
}

// allReports are the reports of all articles of a topic.
func allReports(topic retrieval.Topic) []Report {
	lead, score := about, 0.0 // a beginning that says less than that is no measure
	for _, a := range topic.Articles {
		lead, score = max(lead, a.Lead), max(score, a.Score)
	}
	var all []Report
	for i := range topic.Articles {
		a := &topic.Articles[i]
		if a.Whole < mentioned {
			continue
		}
		// An article is about the topic as far as its beginning and its best passage
		// are near those of the article that is most about it.
		r := reader{article: a}
		if a.Key && a.Lead >= headed || a.Head && (a.Key || a.Score >= best*score) {
			if by := share(a.Lead, lead); (by >= touched || a.Score >= score) && !mentionedOnce(a) {
				r.about = (by + share(a.Score, score)) / 2
			}
		}
		all = append(all, r.reports()...)
	}
	return all
}

// mentionedOnce reports whether an article of some length names the whole topic
// in one sentence and comes back to it in no other: it tells of something else.
func mentionedOnce(a *retrieval.TopicArticle) bool {
	const named, short = 0.97, 5
	whole, n := false, 0
	for _, s := range a.Sentences {
		whole = whole || s.Own >= named
		if s.Own >= withOwn {
			n++
		}
	}
	return whole && n < 2 && len(a.Sentences) >= short
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return min(1, part/whole)
}

// reports are the reports of the article: dated ones in order, or a single one
// without a date when there is none of either kind.
func (r *reader) reports() []Report {
	a := r.article
	r.dates = dates.Find(withoutClutter(a.Body, a.Clutter), a.Lang, a.Published)
	var all []Report
	for i := range a.Sentences {
		if report, ok := r.report(i); ok {
			all = append(all, report)
		}
	}
	if lead, ok := r.lead(all); ok {
		all = append(all, lead)
	}
	return all
}

// withoutClutter is a body with spaces in place of its lines of clutter: “the same
// day” is not that of a crossword in the Sunday issue.
func withoutClutter(body string, clutter []string) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		if slices.Contains(clutter, strings.TrimSpace(line)) {
			line = strings.Repeat(" ", len(line)-1) + line[len(line)-1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// report reads sentence i.
func (r *reader) report(i int) (Report, bool) {
	s := r.article.Sentences[i]
	text := r.article.Body[s.Start:s.End]
	found := within(r.dates, s.Start, s.End)
	if len(found) == 0 {
		return Report{}, false
	}
	c := clause{text: text, tokens: scan(text)}
	c.mentionsOf(found, s.Start, r.article.Published)
	event, said, ok := c.mainEvent(r.article.Published)
	if !ok || c.imprint(event) || c.silent() || !r.onTopic(s, event) {
		return Report{}, false
	}
	rep := r.cut(i)
	rep.When, rep.Said, rep.printed, rep.dated = event.When, said, event.printed, found
	return rep, true
}

// within are the expressions that lie in [start, end).
func within(found []dates.Expression, start, end int) []dates.Expression {
	i, _ := slices.BinarySearchFunc(found, start, func(e dates.Expression, at int) int { return e.Start - at })
	j := i
	for j < len(found) && found[j].End <= end {
		j++
	}
	return found[i:j]
}

// onTopic reports whether a sentence tells of the topic: by its own words, by
// those of its neighbours that a pronoun stands for, or as a part of an article
// about it that tells of its own days.
func (r *reader) onTopic(s retrieval.TopicSentence, m mention) bool {
	own := s.Own >= withOwn
	switch {
	case s.Own >= enough, s.Key && s.Near >= near && (own || refers(r.article.Body[s.Start:s.End])):
		return true
	case r.about < about:
		return false
	case !m.Known(), own && s.Near >= beside:
		return true
	case !r.article.Published.Known(): // nobody knows its own days
		return r.about >= wholly || own || s.Near >= beside
	}
	days := distance(m.When, r.article.Published)
	if r.about >= wholly {
		return days <= ownDays || days <= ownStory && m.aside < 1.5
	}
	return days <= ownDays && s.Near > 0
}

// pronouns stand for whom or what the sentence before names, or point at it.
var pronouns = set(`he she they it this these il elle ils elles cette cet ces`)

// refers reports whether a sentence begins with a pronoun or a demonstrative, so
// that its neighbour says what it is about.
func refers(text string) bool {
	const head = 3 // words
	tokens := scan(text)
	return slices.ContainsFunc(tokens[:min(head, len(tokens))], func(t token) bool { return pronouns[t.text] })
}

// cut is sentence i as a report, without its dates.
func (r *reader) cut(i int) Report {
	a, s := r.article, r.article.Sentences[i]
	p := corpus.Passage{Attribution: a.Attribution, Section: a.Passages[s.Passage].Section, Start: s.Start, End: s.End, Text: a.Body[s.Start:s.End]}
	p.Lang = a.Passages[s.Passage].Lang
	from, to := i, i
	if i > 0 && a.Sentences[i-1].Passage == s.Passage {
		from--
	}
	if i+1 < len(a.Sentences) && a.Sentences[i+1].Passage == s.Passage {
		to++
	}
	around := a.Body[a.Sentences[from].Start:s.Start] + " " + a.Body[s.End:a.Sentences[to].End]
	return Report{Passage: p, around: around, Context: a.Around(i), relevance: 0.4*s.Own + 0.2*s.Near + 0.4*r.about}
}

// lead is the report of an article whose sentences date nothing near it: its
// first sentence about the topic, at the date of publication, or undated.
func (r *reader) lead(dated []Report) (Report, bool) {
	a := r.article
	if r.about < about {
		return Report{}, false
	}
	if !a.Published.Known() && len(dated) > 0 {
		return Report{}, false
	}
	for _, d := range dated {
		if d.Known() && distance(d.When, a.Published) <= 14 {
			return Report{}, false
		}
	}
	best := -1
	for i, s := range a.Sentences {
		if best >= 0 && a.Sentences[best].Own >= s.Own || strings.HasSuffix(a.Body[s.Start:s.End], "?") {
			continue
		}
		if s.Passage > 0 && a.Published.Known() { // later passages are seldom the news
			break
		}
		best = i
	}
	if best < 0 || a.Sentences[best].Own < withOwn {
		return Report{}, false
	}
	rep := r.cut(best)
	if len(dated) > 0 && slices.ContainsFunc(scan(rep.Text), func(t token) bool { return lately[t.text] }) {
		return Report{}, false // it is told when, in another sentence
	}
	rep.When, rep.Published = OnDay(a.Published), true
	return rep, true
}

// lately are words of a time that has passed, nobody says when: “have met recently”.
var lately = set(`recently lately formerly recemment dernierement naguere autrefois`)

// imprinted are words that begin a line about the article itself, folded.
var imprinted = set(`published updated posted modified printed publie publiee mis mise modifie paru par by copyright share partager abonnez`)

// imprint reports whether a sentence is a line of publication, or a dateline's
// date: “SEOUL, 18 October –”.
func (c *clause) imprint(m mention) bool {
	words := 0
	for i, t := range c.tokens {
		if t.sign == 0 && (i < m.at || i >= m.next) {
			words++
		}
	}
	if words < 4 {
		return true
	}
	if c.tokens[0].sign == 0 && imprinted[c.tokens[0].text] && m.at <= 6 && words < 12 {
		return true
	}
	if m.next < len(c.tokens) && strings.ContainsRune("–—-", c.tokens[m.next].sign) && m.at <= 4 && len(c.mentions) == 1 {
		return strings.ToUpper(c.text[:c.tokens[m.at].start]) == c.text[:c.tokens[m.at].start] && m.at > 0
	}
	return false
}
