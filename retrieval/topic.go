package retrieval

import (
	"context"
	"slices"

	"verbatim/corpus"
)

// Topic is what a corpus holds on a topic.
type Topic struct {
	Lang     corpus.Lang // of the topic
	Library  *corpus.Library
	Kept     []*corpus.Article // that the filters of the query keep
	Articles []TopicArticle    // that hold words of the topic, best first
	Reason   Reason            // why there are none: ReasonNoWords, ReasonEmpty, ReasonUnknown or ReasonWeak
	Unknown  []string          // words of the topic that the corpus does not hold
}

// TopicArticle is an article that holds words of a topic. The shares are of the
// words' weights, from 0 to 1.
type TopicArticle struct {
	*corpus.Article
	Body      string
	Score     float64         // of its best passage, as answers are ranked
	Lead      float64         // share that its title and its first passage hold
	Whole     float64         // share that its title and all its passages hold
	Key       bool            // its title, first passage or two of its sentences hold the word of the topic that tells most
	Head      bool            // it holds the head of the topic, the noun that the others only restrict; true where that is a name
	Sentences []TopicSentence // in order
}

// TopicSentence is one sentence of a passage.
type TopicSentence struct {
	Passage    int // its number in the article
	Start, End int // bytes of the body
	Own        float64
	Near       float64 // share that it, its neighbours in the passage and the section's heading hold
	Key        bool    // what holds Near holds the word of the topic that tells most, too
}

// Around is what sentence i needs beside it: the sentence before one that leans
// on it.
func (t *TopicArticle) Around(i int) []Context {
	s := t.Sentences[i]
	if i == 0 || !dependent(t.Body[s.Start:s.End]) {
		return nil
	}
	p := t.Sentences[i-1]
	if t.Passages[p.Passage].Section != t.Passages[s.Passage].Section || p.End-p.Start > maxContext {
		return nil
	}
	return []Context{{p.Start, p.End, t.Body[p.Start:p.End]}}
}

// Bounds of a Topic, so that a word that stands everywhere takes no more than
// about half a second: hits that are ranked, and bytes of text that are read.
const (
	topicHits = 10_000
	topicText = 2 << 20
)

// Topic finds what the corpus holds on a topic, by the same analysis and
// ranking as Answer, and without abstaining: whoever asks decides by the shares
// what is near enough. Query.Limit does not count.
func (e *Engine) Topic(ctx context.Context, query Query) (Topic, error) {
	gen, release, err := e.live.Acquire()
	if err != nil {
		return Topic{}, err
	}
	defer release()
	if err := validate(query); err != nil {
		return Topic{}, err
	}
	filter, err := filterOf(gen.Library(), query)
	if err != nil {
		return Topic{}, err
	}
	filter = e.hush(gen.Library(), filter)
	q := analyse(gen, e.Lexicon, query.Text, "")
	t := Topic{Lang: q.lang, Library: gen.Library(), Kept: kept(gen.Library(), filter)}
	switch {
	case len(t.Kept) == 0:
		t.Reason = ReasonEmpty
		return t, nil
	case len(q.words) == 0:
		t.Reason = ReasonNoWords
		return t, nil
	}
	r, ranked, err := retrieve(ctx, gen, q, filter, topicHits)
	if err != nil {
		return Topic{}, err
	}
	t.Unknown = q.unknown()
	if t.Articles, err = r.topicArticles(ctx, ranked, filter); err != nil {
		return Topic{}, err
	}
	if len(t.Articles) == 0 {
		t.Reason = q.reason()
	}
	return t, nil
}

func kept(lib *corpus.Library, f Filter) []*corpus.Article {
	return slices.DeleteFunc(slices.Clone(lib.Articles()), func(a *corpus.Article) bool { return !f.leaves(a) })
}

// topicArticles reads the articles of ranked candidates whole, best first, as
// far as the bound allows.
func (r *ranker) topicArticles(ctx context.Context, ranked []*candidate, f Filter) ([]TopicArticle, error) {
	var found []TopicArticle
	byArticle := map[string][]*candidate{}
	for _, c := range ranked {
		byArticle[c.ArticleID] = append(byArticle[c.ArticleID], c)
	}
	read := 0
	for _, c := range ranked {
		hits := byArticle[c.ArticleID]
		if hits[0] != c || read > topicText {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		body, err := r.gen.Body(c.ArticleID)
		if err != nil {
			return nil, err
		}
		read += len(body)
		found = append(found, r.topicArticle(r.gen.Library().Article(c.ArticleID), body, hits, f))
	}
	return found, nil
}

func (r *ranker) topicArticle(a *corpus.Article, body string, hits []*candidate, f Filter) TopicArticle {
	t := TopicArticle{Article: a, Body: body, Score: hits[0].score}
	lead, whole, mentions := make([]float64, len(r.q.words)), make([]float64, len(r.q.words)), 0
	for i := range a.Passages {
		if !f.Keeps(a, a.Passages[i].Lang) {
			continue
		}
		c := r.passage(a, body, i, hits)
		strongest(whole, c.matched)
		if i == 0 {
			strongest(lead, c.matched)
		}
		t.Sentences = append(t.Sentences, r.topicSentences(c)...)
		for _, s := range r.sentences(c) {
			if r.key(s.words) {
				mentions++
			}
		}
	}
	t.Lead, t.Whole, t.Key = r.part(lead), r.part(whole), r.key(lead) || mentions > 1
	head := r.q.head()
	t.Head = head < 0 || whole[head] > 0
	return t
}

// key reports whether a text holds a word of the topic that weighs about as
// much as the heaviest that the corpus holds.
func (r *ranker) key(strengths []float64) bool {
	heaviest := 0.0
	for _, w := range r.q.words {
		if w.df > 0 {
			heaviest = max(heaviest, w.idf)
		}
	}
	for i, w := range r.q.words {
		if w.df > 0 && w.idf >= 0.9*heaviest && strengths[i] > 0 {
			return true
		}
	}
	return false
}

// passage is passage i of an article as a candidate: a hit, or one that holds
// none of the words.
func (r *ranker) passage(a *corpus.Article, body string, i int, hits []*candidate) *candidate {
	if at := slices.IndexFunc(hits, func(c *candidate) bool { return c.Number == i }); at >= 0 {
		return hits[at]
	}
	p := a.Passage(i, body)
	c := &candidate{Hit: Hit{Passage: p, Number: i}, tokens: r.gen.Analyze(p.Lang, p.Text)}
	r.locate(c)
	return c
}

func (r *ranker) topicSentences(c *candidate) []TopicSentence {
	all := r.sentences(c)
	section := make([]float64, len(r.q.words))
	for _, t := range r.gen.Analyze(c.Lang, c.Section) {
		for _, l := range r.q.terms[c.Lang][t.Term] {
			section[l.word] = max(section[l.word], l.strength)
		}
	}
	found := make([]TopicSentence, len(all))
	for i, s := range all {
		near := slices.Clone(section)
		for k := max(0, i-1); k <= min(i+1, len(all)-1); k++ {
			strongest(near, all[k].words)
		}
		found[i] = TopicSentence{
			Passage: c.Number, Start: c.Start + s.Start, End: c.Start + s.End,
			Own: r.part(s.words), Near: r.part(near), Key: r.key(near),
		}
	}
	return found
}

// part is the share of the question's weight that words of some strengths make.
// What the corpus does not hold, and is no name, tells articles apart no better
// than it does answers; see share.
func (r *ranker) part(strengths []float64) float64 {
	held, all := 0.0, 0.0
	for i, w := range r.q.words {
		weight := w.idf
		if w.df == 0 && !w.name {
			weight *= unknownWord
		}
		all += weight
		held += weight * strengths[i]
	}
	if all == 0 {
		return 0
	}
	return held / all
}
