package bot

import (
	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/language"
)

// wordsFor chooses the language of the words around quotes: in private the
// asker's; in public the server's setting, else the question's, else the one
// that the server states; else English. A language that is not spoken counts
// as none, and so does an asker's whose client does not tell it: a direct
// message is answered in the question's language.
func wordsFor(r Request, question corpus.Lang) *locale.Words {
	order := []corpus.Lang{r.Settings.Language, question, corpus.Lang(r.ServerLocale)}
	if r.Private {
		order = []corpus.Lang{corpus.Lang(r.Locale), question}
		if r.Locale != "" {
			order = order[:1]
		}
	}
	for _, lang := range order {
		if w := locale.For(lang); w != nil {
			return w
		}
	}
	return locale.English
}

// words are those for a request whose answer is not known.
func (r Request) words() *locale.Words {
	return wordsFor(r, language.Detect(r.Question, corpus.French, corpus.English))
}
