package eval

import (
	"cmp"
	"encoding/json"
	"hash/fnv"
	"io"
	"math"
	"slices"
)

// Kinds of questions on a BEIR folder of which documents were left out.
const (
	KindKept         = "kept"           // a document that answers it is there
	KindNoArticle    = "absent-article" // and nothing else of the article, which its title names
	KindNoParagraphs = "absent-passage" // but other documents with the same title may be
)

// LeaveOut copies the documents of a corpus.jsonl, a line each, without about a
// share of them, from 0 to 1: half of that by title, all documents of one
// together, and half one by one. It says of each that was left out which of the
// two it was. Which they are depends on titles and ids alone.
func LeaveOut(to io.Writer, from io.Reader, share float64) (out map[string]string, err error) {
	out = map[string]string{}
	err = eachLine(from, func(line []byte) error {
		var d struct {
			ID    string `json:"_id"`
			Title string `json:"title"`
		}
		if json.Unmarshal(line, &d) == nil { // the reader says what is wrong with the others
			switch half := share / 2; {
			case uniform(cmp.Or(d.Title, d.ID)) < half:
				out[d.ID] = KindNoArticle
				return nil
			case uniform("document "+d.ID) < half/(1-half):
				out[d.ID] = KindNoParagraphs
				return nil
			}
		}
		_, err := to.Write(append(line, '\n'))
		return err
	})
	return out, err
}

// uniform is a number from 0 to 1 that a text has always.
func uniform(text string) float64 { return float64(hashOf(text)) / (math.MaxUint32 + 1) }

func hashOf(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32()
}

// JudgedAbsent are at most n of the questions on a BEIR folder of which the
// documents in out were left out, as judged questions: as many of either sort,
// answerable or not, as far as there are, whatever they ask.
func JudgedAbsent(questions []Question, qrels Qrels, out map[string]string, n int) []Judged {
	var kept, absent []Judged
	for _, q := range questions {
		j := Judged{ID: q.ID, Text: q.Text, Kind: KindKept}
		gone := ""
		for d := range qrels[q.ID] {
			if kind, left := out[d]; left {
				gone = max(gone, kind) // of several, a passage says less
				continue
			}
			j.Gold = append(j.Gold, Gold{Article: d})
		}
		if j.Answerable = len(j.Gold) > 0; j.Answerable {
			kept = append(kept, j)
			continue
		}
		j.Kind = gone
		absent = append(absent, j)
	}
	each := min(n/2, len(kept), len(absent))
	return append(some(kept, each), some(absent, each)...)
}

// some are n of the questions, always the same, and in both halves of ToFit.
func some(questions []Judged, n int) []Judged {
	slices.SortStableFunc(questions, func(a, b Judged) int { return cmp.Compare(hashOf(a.ID), hashOf(b.ID)) })
	return questions[:n]
}
