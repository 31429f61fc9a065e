package bleveindex

import (
	"strings"
	"sync"

	bleve "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	// The analysers of the languages that package analysis does not know.
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/da"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fa"
	"github.com/blevesearch/bleve/v2/analysis/lang/fi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/hr"
	"github.com/blevesearch/bleve/v2/analysis/lang/hu"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/nl"
	"github.com/blevesearch/bleve/v2/analysis/lang/no"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ro"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/analysis/lang/sv"
	"github.com/blevesearch/bleve/v2/analysis/lang/tr"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// ofBleve names bleve's analyser of a language, by its subtag.
var ofBleve = map[string]string{
	"ar": ar.AnalyzerName, "ckb": ckb.AnalyzerName, "da": da.AnalyzerName, "de": de.AnalyzerName, "es": es.AnalyzerName, "fa": fa.AnalyzerName,
	"fi": fi.AnalyzerName, "hi": hi.AnalyzerName, "hr": hr.AnalyzerName, "hu": hu.AnalyzerName, "it": it.AnalyzerName, "nl": nl.AnalyzerName,
	"no": no.AnalyzerName, "nb": no.AnalyzerName, "nn": no.AnalyzerName, "pl": pl.AnalyzerName, "pt": pt.AnalyzerName, "ro": ro.AnalyzerName,
	"ru": ru.AnalyzerName, "sv": sv.AnalyzerName, "tr": tr.AnalyzerName,
	"zh": cjk.AnalyzerName, "ja": cjk.AnalyzerName, "ko": cjk.AnalyzerName,
}

var (
	cacheMu sync.Mutex // a registry.Cache is for one goroutine while it builds
	cache   = registry.NewCache()
)

// analyzerOf is the analysis of a language: ours, else bleve's, else plain
// words. Regions and scripts do not matter: "pt-BR" is analysed as "pt".
func analyzerOf(lang corpus.Lang) analysis.Analyzer {
	base, _, _ := strings.Cut(strings.ToLower(string(lang)), "-")
	if a, ok := analysis.For(corpus.Lang(base)); ok {
		return a
	}
	cacheMu.Lock()
	defer cacheMu.Unlock()
	if name, ok := ofBleve[base]; ok {
		if a, err := cache.AnalyzerNamed(name); err == nil {
			return func(text string) []analysis.Token { return fromBleve(text, a.Analyze([]byte(text))) }
		}
	}
	return analysis.Plain
}

// fromBleve makes tokens of bleve's. Some of its character filters change the
// length of a text, so that tokens after them are out of place: such tokens are
// kept within the text.
func fromBleve(text string, stream bleve.TokenStream) []analysis.Token {
	tokens := make([]analysis.Token, 0, len(stream))
	for _, t := range stream {
		start := min(max(t.Start, 0), len(text))
		end := min(max(t.End, start), len(text))
		tokens = append(tokens, analysis.Token{
			Term: string(t.Term), Exact: analysis.Fold(text[start:end]), Start: start, End: end, Position: t.Position - 1,
		})
	}
	return tokens
}

// indexed makes a bleve analyser of ours: it gives what is indexed, which is
// terms and their number.
type indexed analysis.Analyzer

func (a indexed) Analyze(text []byte) bleve.TokenStream {
	tokens := a(string(text))
	backing := make([]bleve.Token, len(tokens))
	stream := make(bleve.TokenStream, len(tokens))
	for i, t := range tokens {
		backing[i] = bleve.Token{Term: []byte(t.Term), Start: t.Start, End: t.End, Position: t.Position + 1}
		stream[i] = &backing[i]
	}
	return stream
}
