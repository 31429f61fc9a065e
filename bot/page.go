package bot

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// A page is the quotes that an answer had no room for. All that is needed to
// show them stands in the button itself, so that it works after a restart: for
// each quote a hash of its article's ID and content, its bytes in the body, its
// context and the places of the words to be bold. A quote whose article has
// changed since is not shown.

// stateSize is how long a state may be: Discord's custom_id of 100 bytes, less
// what the front end puts around it.
const stateSize = 80

// errChanged says that a quote of a page is no longer in the corpus.
var errChanged = errors.New("the articles have changed since the answer")

// errState says that a state was not made by encodePage.
var errState = errors.New("the button's state cannot be read")

// articles finds an article by its ID; nil when there is none.
type articles func(id string) *corpus.Article

const keySize = 6

// key tells an article and its content from all others of a corpus: by chance
// two of a million share one once in 500 corpora, and then the first is shown.
func key(a *corpus.Article) [keySize]byte {
	h := fnv.New64a()
	h.Write([]byte(a.ArticleID))
	h.Write([]byte{0})
	h.Write([]byte(a.Hash))
	return [keySize]byte(h.Sum(nil)[:keySize])
}

// encodePage writes quotes as a state, and says how many of them have room in
// it. Bold words and context are left out where they have none.
func encodePage(article articles, quotes []retrieval.Quote) (state string, n int) {
	room := base64.RawURLEncoding.DecodedLen(stateSize)
	for _, rich := range []bool{true, false} {
		var b []byte
		n = 0
		for _, q := range quotes {
			a := article(q.ArticleID)
			if a == nil {
				continue
			}
			next := appendQuote(b, a, q, rich)
			if len(next) > room {
				break
			}
			b, n = next, n+1
		}
		if n == len(quotes) || !rich {
			return base64.RawURLEncoding.EncodeToString(b), n
		}
	}
	return "", 0
}

func appendQuote(b []byte, a *corpus.Article, q retrieval.Quote, rich bool) []byte {
	k := key(a)
	b = append(b, k[:]...)
	b = binary.AppendUvarint(b, uint64(q.Start))
	b = binary.AppendUvarint(b, uint64(q.End-q.Start))
	var contexts []retrieval.Context
	var bold []int
	if rich {
		contexts, bold = q.Context, boldWords(q)
	}
	b = binary.AppendUvarint(b, uint64(len(contexts)))
	for _, c := range contexts {
		b = binary.AppendVarint(b, int64(c.Start-q.Start))
		b = binary.AppendUvarint(b, uint64(c.End-c.Start))
	}
	b = binary.AppendUvarint(b, uint64(len(bold)))
	last := 0
	for _, i := range bold {
		b = binary.AppendUvarint(b, uint64(i-last))
		last = i
	}
	return b
}

// boldWords are the numbers of the words of a quote that were matched.
func boldWords(q retrieval.Quote) []int {
	var numbers []int
	next := 0
	for i, w := range wordsOf(q.Text) {
		for next < len(q.Matches) && q.Matches[next].End <= w.Start {
			next++
		}
		if next < len(q.Matches) && q.Matches[next].Start < w.End {
			numbers = append(numbers, i)
		}
	}
	return numbers
}

// wordsOf cuts a text into its runs of letters, marks and digits.
func wordsOf(text string) []retrieval.Match {
	var words []retrieval.Match
	start := -1
	for i, r := range text {
		inside := unicode.In(r, unicode.L, unicode.M, unicode.N)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			words, start = append(words, retrieval.Match{Start: start, End: i}), -1
		}
	}
	if start >= 0 {
		words = append(words, retrieval.Match{Start: start, End: len(text)})
	}
	return words
}

// page shows the quotes of a state.
func (h *handler) page(r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	quotes, err := decodePage(gen, r.Page)
	if err != nil {
		return Reply{}, err
	}
	w := wordsFor(r, quotes[0].Lang, corpus.Undetermined)
	return further(r, gen.Library(), quotes, w), nil
}

// further is the reply that shows a page: as many quotes as have room.
func further(r Request, lib *corpus.Library, quotes []retrieval.Quote, w *locale.Words) Reply {
	n, room := 0, screens
	for _, q := range quotes {
		if room -= length(q); n > 0 && room < 0 {
			break
		}
		n++
	}
	return Reply{
		Text:    sample(retrieval.Answer{Library: lib}, w),
		Cards:   cards(quotes[:n], w),
		Actions: actions(r, lib.Article, quotes[n:], w),
		Private: r.Private,
	}
}

// decodePage reads what encodePage wrote, from the articles as they are now.
func decodePage(gen retrieval.Generation, state string) ([]retrieval.Quote, error) {
	raw, err := base64.RawURLEncoding.DecodeString(state)
	if err != nil || len(raw) == 0 {
		return nil, errState
	}
	keys := map[[keySize]byte]*corpus.Article{}
	for _, a := range gen.Library().Articles() {
		if k := key(a); keys[k] == nil {
			keys[k] = a
		}
	}
	d := &decoder{rest: raw}
	var quotes []retrieval.Quote
	for len(d.rest) > 0 {
		q, err := d.quote(gen, keys)
		if err != nil {
			return nil, err
		}
		quotes = append(quotes, q)
	}
	return quotes, nil
}

// decoder reads a state. It fails once and stays failed.
type decoder struct {
	rest   []byte
	failed bool
}

func (d *decoder) uint() int {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || v > 1<<40 {
		d.failed, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

func (d *decoder) int() int {
	v, n := binary.Varint(d.rest)
	if n <= 0 || v > 1<<40 || v < -1<<40 {
		d.failed, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

func (d *decoder) quote(gen retrieval.Generation, keys map[[keySize]byte]*corpus.Article) (retrieval.Quote, error) {
	if len(d.rest) < keySize {
		return retrieval.Quote{}, errState
	}
	a := keys[[keySize]byte(d.rest[:keySize])]
	d.rest = d.rest[keySize:]
	start := d.uint()
	end := start + d.uint()
	var spans []Span
	for range d.uint() {
		if from := start + d.int(); !d.failed {
			spans = append(spans, Span{from, from + d.uint()})
		}
		if d.failed {
			break
		}
	}
	var bold []int
	at := 0
	for range d.uint() {
		if at += d.uint(); d.failed {
			break
		}
		bold = append(bold, at)
	}
	switch {
	case d.failed:
		return retrieval.Quote{}, errState
	case a == nil:
		return retrieval.Quote{}, errChanged
	}
	return restore(gen, a, Span{start, end}, spans, bold)
}

// restore makes a quote of its places in its article. Only what lies within
// one passage is ever quoted, so that no state shows what a search would not.
func restore(gen retrieval.Generation, a *corpus.Article, at Span, beside []Span, bold []int) (retrieval.Quote, error) {
	body, err := gen.Body(a.ArticleID)
	if err != nil {
		return retrieval.Quote{}, err
	}
	for i, p := range a.Passages {
		if at.Start < p.Start || at.End > p.End || at.Start >= at.End {
			continue
		}
		q := retrieval.Quote{Passage: a.Passage(i, body)}
		q.Start, q.End, q.Text = at.Start, at.End, body[at.Start:at.End]
		for _, c := range beside {
			if c.Start < 0 || c.Start >= c.End || c.End > len(body) {
				return retrieval.Quote{}, errState
			}
			q.Context = append(q.Context, retrieval.Context{Start: c.Start, End: c.End, Text: body[c.Start:c.End]})
		}
		words := wordsOf(q.Text)
		for _, n := range bold {
			if n < len(words) {
				q.Matches = append(q.Matches, words[n])
			}
		}
		if !utf8.ValidString(q.Text) {
			return retrieval.Quote{}, errState
		}
		return q, nil
	}
	return retrieval.Quote{}, errState
}
