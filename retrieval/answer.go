package retrieval

import (
	"time"

	"verbatim/corpus"
)

// Query is a question as a person asks it.
type Query struct {
	Text      string
	Lang      corpus.Lang // only articles of this language; "" for all
	Publisher string      // only this publisher, case and accents folded; "" for all
	After     corpus.Date // published in or after it
	Before    corpus.Date // published in or before it
	Undated   bool        // keep undated articles although After or Before is set
	Limit     int         // at most so many quotes; 0 is 3
	Mentions  bool        // fill Answer.Mentions and Together of an abstention, which takes a search for each name
	Explain   bool        // fill Answer.Why.Candidates
	Follows   *Earlier    // what it follows up; nil: it is asked by itself
	Now       time.Time   // when it is asked; zero is now
	Stale     int         // days after which an article is old to a question about now; 0: never

	lent lent // by the exchange that it follows up
}

// MaxQuestion is the length of a question in characters past which it is
// refused: Discord's own limit of a message is 2,000.
const MaxQuestion = 4000

// Answer is what the corpus says to a question: quotes, or nothing.
type Answer struct {
	Quotes     []Quote   // best first; empty when Abstained
	Nearest    []Quote   // when Abstained: what came nearest, best first
	Mentions   []Mention // when Abstained: the names of the question
	Together   int       // articles that mention them all
	Abstained  bool
	Reason     Reason      // why it abstained
	Confidence float64     // 0 to 1
	Origins    int         // independent ones of the quotes: articles that reprint one another are one
	Lang       corpus.Lang // of the question
	Undated    int         // articles that a filter by date left out because they have none
	Understood Understood  // filters that were said in the question's words
	Kept       int         // articles of the Library that the filters leave; of an abstention alone
	Newest     corpus.Date // of the articles that answer, when a question about now has only old ones; else unknown
	Carried    []string    // words that the exchange it follows up lent the question
	Library    *corpus.Library
	Why        Explanation
	Took       time.Duration
}

// Reason is why an Answer abstains.
type Reason string

// Reasons to abstain.
const (
	ReasonNone    Reason = ""
	ReasonNoWords Reason = "no-words" // the question holds no word to search for
	ReasonEmpty   Reason = "empty"    // the corpus, or what the filters leave of it, is empty
	ReasonUnknown Reason = "unknown"  // a name or word that the question hangs on is nowhere in the corpus
	ReasonWeak    Reason = "weak"     // nothing answers well enough
)

// Quote is a passage, or a part of one, that answers: Text is exactly
// Body[Start:End] of its article.
type Quote struct {
	corpus.Passage
	Score   float64
	Part    bool                 // it begins or ends within a sentence, which is too long to be quoted whole
	Matches []Match              // words of the question, in order, not overlapping
	Context []Context            // what the quote needs beside it: who speaks, the sentence before
	Also    []corpus.Attribution // other articles that print the same text, in order of file; not of Nearest
}

// Match is a word of a Quote that the question asked for: bytes of its Text.
type Match struct {
	Start, End int
	Word       string // of the question, as asked; "" where that is not known
}

// Context is printed text beside a quote: body bytes [Start, End).
type Context struct {
	Start, End int
	Text       string
}

// Explanation says how an answer came about.
type Explanation struct {
	Words      []Word      // what was searched
	Doubts     []Evidence  // what the confidence rests on
	Unknown    []string    // words of the question that the corpus does not hold
	Candidates []Candidate // best first; only when Query.Explain
}

// Word is one word of the question that was searched for.
type Word struct {
	Text   string              // as asked
	Forms  map[corpus.Lang]int // passages that hold it, by language
	Weight float64             // idf
}

// Candidate is a passage that was considered, with the evidence for it.
type Candidate struct {
	Quote
	Evidence []Evidence
}

// Evidence is one named part of a score.
type Evidence struct {
	Name  string
	Value float64
}
