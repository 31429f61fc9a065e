package corpus

import (
	"cmp"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"math/bits"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Sketch tells how much two texts have in common without keeping them: the
// smallest of many hashes of their runs of four words (MinHash; Broder, "On the
// resemblance and containment of documents", 1997). The zero Sketch is that of
// a text too short to tell.
type Sketch [sketchSize]uint16

const (
	sketchSize = 63
	run        = 4  // words; three are in many texts by chance
	fewestRuns = 10 // fewer are in a caption, not in an article
)

// Resemblance from which on two articles are the same one, printed twice. It is
// the share of the runs of both that both have: a reprint that is cut by a
// third, or has one word in twenty changed, comes to 0.67; two reports of one
// event that quote the same statement come to 0.2.
const resemblance = 0.5

// NewSketch makes the Sketch of the texts of an article.
func NewSketch(texts ...string) Sketch {
	var least [sketchSize]uint32
	for i := range least {
		least[i] = math.MaxUint32
	}
	runs := 0
	var last [run]uint64 // hashes of the last words
	words := 0
	for _, text := range texts {
		eachWord(text, func(word uint64) {
			copy(last[:], last[1:])
			last[run-1] = word
			if words++; words < run {
				return
			}
			runs++
			h := last[0]
			for _, w := range last[1:] {
				h = mix(h*3 + w)
			}
			for i := range least {
				if v := uint32((h*factors[i] + factors[sketchSize+i]) >> 32); v < least[i] {
					least[i] = v
				}
			}
		})
	}
	var s Sketch
	if runs < fewestRuns {
		return s
	}
	for i, v := range least {
		s[i] = uint16(mix(uint64(v)) >> 48)
	}
	return s
}

// factors choose the hashes: fixed, so that sketches compare for ever.
var factors = func() (f [2 * sketchSize]uint64) {
	for i := range f {
		f[i] = mix(uint64(i)+1) | 1
	}
	return f
}()

// mix spreads the bits of a number (splitmix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// eachWord yields a hash (FNV-1a) of each word, without case. Of scripts that
// set no spaces each character is a word.
func eachWord(text string, yield func(uint64)) {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, r := range text {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		} else if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		}
		letter := 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
		alone := r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
		if (!letter || alone) && h != offset {
			yield(h)
			h = offset
		}
		if letter {
			h = (h ^ uint64(r)) * prime
		}
		if alone {
			yield(h)
			h = offset
		}
	}
	if h != offset {
		yield(h)
	}
}

// Known reports whether the text was long enough to tell.
func (s Sketch) Known() bool { return s != Sketch{} }

// Resemblance estimates the share of the runs of words of both texts that both
// have, from 0 to 1, with a standard error of 0.06 at most.
func (s Sketch) Resemblance(t Sketch) float64 {
	if !s.Known() || !t.Known() {
		return 0
	}
	equal := 0
	for i := range s {
		if s[i] == t[i] {
			equal++
		}
	}
	return float64(equal) / sketchSize
}

// MarshalText writes base64; the zero Sketch is empty.
func (s Sketch) MarshalText() ([]byte, error) {
	if !s.Known() {
		return nil, nil
	}
	var b []byte
	for _, v := range s {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	return base64.RawStdEncoding.AppendEncode(nil, b), nil
}

// UnmarshalText reads what MarshalText writes.
func (s *Sketch) UnmarshalText(text []byte) error {
	*s = Sketch{}
	if len(text) == 0 {
		return nil
	}
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil || len(b) != 2*sketchSize {
		return errors.New("not a sketch of a text")
	}
	for i := range s {
		s[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return nil
}

// bandRows is how many hashes have to agree for two articles to be compared:
// with 21 bands of three, of pairs that resemble each other by 0.5 94 in 100
// are, by 0.6 99 in 100, by 0.1 2 in 100.
const bandRows = 3

// reprints groups articles that print the same text. The cost is that of a few
// sorts: no article is compared with more than two others a band.
func reprints(articles []*Article) (groups [][]int32) {
	parent := make([]int32, len(articles))
	for i := range parent {
		parent[i] = int32(i)
	}
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(a, b int32) {
		if a, b := root(a), root(b); a != b && articles[a].Sketch.Resemblance(articles[b].Sketch) >= resemblance {
			parent[max(a, b)] = min(a, b)
		}
	}
	twins := make(map[string]int32, len(articles)) // by content, also of texts too short for a Sketch
	for i, a := range articles {
		if first, ok := twins[a.Hash]; ok && a.Hash != "" {
			parent[i] = root(first)
			continue
		}
		twins[a.Hash] = int32(i)
	}
	type entry struct {
		key     uint64
		article int32
	}
	entries := make([]entry, 0, len(articles))
	count := make([]uint8, 1<<bits.Len(uint(8*len(articles)))) // of keys by their hash, up to two
	for band := 0; band < sketchSize; band += bandRows {
		key := func(a *Article) uint64 {
			s := a.Sketch[band:]
			return uint64(s[0])<<32 | uint64(s[1])<<16 | uint64(s[2])
		}
		slot := func(key uint64) *uint8 { return &count[mix(key)&uint64(len(count)-1)] }
		clear(count)
		for _, a := range articles {
			if c := slot(key(a)); a.Sketch.Known() && *c < 2 {
				*c++
			}
		}
		entries = entries[:0]
		for i, a := range articles {
			// Most keys are of one article alone, and need not be sorted.
			if k := key(a); a.Sketch.Known() && *slot(k) > 1 {
				entries = append(entries, entry{k, int32(i)})
			}
		}
		slices.SortFunc(entries, func(a, b entry) int {
			return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.article, b.article))
		})
		first := 0
		for i := 1; i < len(entries); i++ {
			if entries[i].key != entries[first].key {
				first = i
				continue
			}
			join(entries[first].article, entries[i].article)
			join(entries[i-1].article, entries[i].article)
		}
	}
	of := map[int32]int{}
	for i := range articles {
		r := root(int32(i))
		if r == int32(i) {
			continue
		}
		g, ok := of[r]
		if !ok {
			g = len(groups)
			of[r] = g
			groups = append(groups, []int32{r})
		}
		groups[g] = append(groups[g], int32(i))
	}
	return groups
}

func (l *Library) groupBy(find func() map[string][]*Article) {
	l.group = sync.OnceValue(func() map[string][]*Article {
		of := find()
		l.grouped.Store(true)
		return of
	})
}

func (l *Library) groups() map[string][]*Article {
	of := map[string][]*Article{}
	for _, g := range reprints(l.articles) {
		var group []*Article
		for _, i := range g {
			group = append(group, l.articles[i])
		}
		for _, a := range group {
			of[a.ArticleID] = group
		}
	}
	return of
}

// maxLoose is up to how many articles are compared with all others one by one:
// each takes 2 ms where there are 50,000, and finding all groups some 150.
const maxLoose = 32

// Follow takes over from an earlier library what it found out about reprints,
// for all articles that both hold. It is to be called before l is shared.
func (l *Library) Follow(old *Library) {
	if old == nil || !old.grouped.Load() {
		return
	}
	of := old.group()
	gone, loose := apart(old.articles, l.articles)
	if len(gone)+len(loose) > maxLoose {
		return
	}
	l.groupBy(func() map[string][]*Article { return l.regroup(of, gone, loose) })
}

// regroup makes groups of former ones that have lost some articles, and of loose
// articles that are in none yet. It compares those with all others, so it may
// find a pair that reprints has not.
func (l *Library) regroup(former map[string][]*Article, gone, loose []*Article) map[string][]*Article {
	of := maps.Clone(former)
	loose = slices.Clone(loose)
	for _, a := range gone {
		for _, b := range of[a.ArticleID] { // what is left of its group may not hold together
			delete(of, b.ArticleID)
			if l.Article(b.ArticleID) == b {
				loose = append(loose, b)
			}
		}
	}
	for _, a := range loose {
		for _, b := range l.articles {
			if a != b && a.mayReprint(b) {
				l.join(of, a, b)
			}
		}
	}
	return of
}

// mayReprint reports whether two articles are to be compared.
func (a *Article) mayReprint(b *Article) bool {
	return a.Hash == b.Hash && a.Hash != "" || a.Sketch.Known() && a.Sketch.sharesBand(&b.Sketch)
}

func (s *Sketch) sharesBand(t *Sketch) bool {
	for i := 0; i < sketchSize; i += bandRows {
		if s[i] == t[i] && s[i+1] == t[i+1] && s[i+2] == t[i+2] {
			return true
		}
	}
	return false
}

// join makes one group of those of two articles, if their first ones print the
// same text.
func (l *Library) join(of map[string][]*Article, a, b *Article) {
	group := func(a *Article) []*Article {
		if g := of[a.ArticleID]; g != nil {
			return g
		}
		return []*Article{a}
	}
	first, second := group(a), group(b)
	twins := a.Hash == b.Hash && a.Hash != ""
	if first[0] == second[0] || !twins && first[0].Sketch.Resemblance(second[0].Sketch) < resemblance {
		return
	}
	all := slices.Concat(first, second)
	slices.SortFunc(all, func(a, b *Article) int { return cmp.Compare(l.byID[a.ArticleID], l.byID[b.ArticleID]) })
	for _, one := range all {
		of[one.ArticleID] = all
	}
}
