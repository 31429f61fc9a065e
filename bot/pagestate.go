package bot

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

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

// encodePage writes quotes as a state of at most size bytes, and says how many
// of them have room in it. Bold words and context are left out where they have none.
func encodePage(article articles, quotes []retrieval.Quote, size int) (state string, n int) {
	room := base64.RawURLEncoding.DecodedLen(size)
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

// decodePage reads what encodePage wrote, from the articles as they are now: at
// least one quote, or an error.
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
		k, p := d.quote()
		a := keys[k]
		switch {
		case d.failed:
			return nil, errState
		case a == nil:
			return nil, errChanged
		}
		q, err := p.restore(gen, a)
		if err != nil {
			return nil, err
		}
		quotes = append(quotes, q)
	}
	return quotes, nil
}

// decoder reads a state. Once it has failed it gives zeroes.
type decoder struct {
	rest   []byte
	failed bool
}

// took goes past n bytes, of which v was read.
func (d *decoder) took(v int64, n int) int {
	const most = 1 << 40 // no body is as long: sums of a few do not overflow
	if n <= 0 || v > most || v < -most {
		d.failed, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[n:]
	return int(v)
}

func (d *decoder) uint() int {
	v, n := binary.Uvarint(d.rest)
	return d.took(int64(min(v, math.MaxInt64)), n)
}

func (d *decoder) int() int {
	v, n := binary.Varint(d.rest)
	return d.took(v, n)
}

func (d *decoder) quote() (k [keySize]byte, p places) {
	n := copy(k[:], d.rest)
	d.rest = d.rest[n:]
	d.failed = d.failed || n < keySize
	p.quote.Start = d.uint()
	p.quote.End = p.quote.Start + d.uint()
	for i := d.uint(); i > 0 && !d.failed; i-- {
		start := p.quote.Start + d.int()
		p.beside = append(p.beside, Span{start, start + d.uint()})
	}
	word := 0
	for i := d.uint(); i > 0 && !d.failed; i-- {
		word += d.uint()
		p.bold = append(p.bold, word)
	}
	return k, p
}

// places are where a quote and its context stand in a body, and which of its
// words are bold.
type places struct {
	quote  Span
	beside []Span
	bold   []int
}

// restore makes the quote. Only what lies within one passage is a quote, so
// that no state shows what a search would not.
func (p places) restore(gen retrieval.Generation, a *corpus.Article) (retrieval.Quote, error) {
	body, err := gen.Body(a.ArticleID)
	if err != nil {
		return retrieval.Quote{}, err
	}
	i := slices.IndexFunc(a.Passages, func(s corpus.Span) bool { return s.Start <= p.quote.Start && p.quote.End <= s.End })
	if i < 0 || !whole(body, p.quote) {
		return retrieval.Quote{}, errState
	}
	q := retrieval.Quote{Passage: a.Passage(i, body)}
	q.Part = retrieval.PartOfSentence(q.Text, p.quote.Start-q.Start, p.quote.End-q.Start)
	q.Start, q.End, q.Text = p.quote.Start, p.quote.End, body[p.quote.Start:p.quote.End]
	for _, c := range p.beside {
		if !whole(body, c) {
			return retrieval.Quote{}, errState
		}
		q.Context = append(q.Context, retrieval.Context{Start: c.Start, End: c.End, Text: body[c.Start:c.End]})
	}
	words := wordsOf(q.Text)
	for _, n := range p.bold {
		if n < len(words) {
			q.Matches = append(q.Matches, words[n])
		}
	}
	return q, nil
}

// whole reports whether a span holds some whole characters of a body.
func whole(body string, s Span) bool {
	return 0 <= s.Start && s.Start < s.End && s.End <= len(body) && utf8.ValidString(body[s.Start:s.End])
}
