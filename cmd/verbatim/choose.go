package main

import (
	"cmp"
	"path/filepath"
	"strings"
)

// Which of several corpora a command means, and where its data are.

// setCorpora reads the list of corpora.
func setCorpora(s *settings, v string) (err error) {
	if s.corporaFile, err = filepath.Abs(v); err != nil {
		return err
	}
	s.corpora, err = readCorpora(s.corporaFile)
	return err
}

// entry is the corpus of a name or of a folder; nil where there is none.
func (s *settings) entry(named string) *entry {
	dir, err := filepath.Abs(named)
	for i := range s.corpora {
		if e := &s.corpora[i]; e.Name == named || err == nil && e.folder == dir {
			return e
		}
	}
	return nil
}

// variant tells indexes of other languages apart: those of one are no guard for
// those of another.
func (s *settings) variant() string {
	v := ""
	for _, l := range s.languages {
		v += " " + string(l)
	}
	return v
}

// names are those of the corpora.
func (s *settings) names() string {
	var all []string
	for _, e := range s.corpora {
		all = append(all, e.Name)
	}
	return strings.Join(all, ", ")
}

// choose settles which corpus is meant, where there are several: by its name or
// folder in -corpus, or the only one. Serve takes all.
func (s *settings) choose(env environment, serving bool) error {
	named, isNamed := env["VERBATIM_CORPUS"]
	var e *entry
	switch {
	case len(s.corpora) == 0:
		return nil
	case isNamed && (serving || named.where != "-corpus"):
		return &failure{text: named.where + " names one corpus, and VERBATIM_CORPORA several", hint: "leave one of the two out"}
	case serving && len(s.homes) > 0:
		return &failure{text: env["VERBATIM_HOME_GUILDS"].where + " says nothing beside VERBATIM_CORPORA", hint: "leave it out: a corpus is tended from its guilds in " + filepath.Base(s.corporaFile)}
	case serving:
		return nil
	case isNamed:
		if e = s.entry(strings.TrimSpace(named.value)); e == nil {
			if s.missing != nil {
				s.missing = &failure{text: quoted(named.value) + " is neither a corpus nor a folder", hint: "these are the corpora: " + s.names()}
			}
			return nil // a folder of its own
		}
	case len(s.corpora) > 1:
		return &failure{text: "there are several corpora", hint: "name one with -corpus: " + s.names()}
	default:
		e = &s.corpora[0]
	}
	s.take(e)
	s.data = e.data(cmp.Or(s.data, cached(cacheFolder(), s.corporaFile)))
	return nil
}

// take makes one of the corpora that of the settings.
func (s *settings) take(e *entry) {
	s.place, s.languages, s.missing = &e.Place, e.languages, nil
	if err := setCorpus(s, e.folder); err != nil {
		s.missing = &failure{text: "the folder of the corpus " + e.Name + " cannot be read", cause: err, hint: "make it, or name another in " + filepath.Base(s.corporaFile)}
	}
}

// data is where the index of a corpus is, in the data folder of all; "" in none.
// Another folder under the same name has another: nothing of the one is ever
// shown for the other.
func (e *entry) data(root string) string {
	if root == "" {
		return ""
	}
	return filepath.Join(root, corporaData, e.Name+"-"+e.Key)
}

// corporaData is the folder of the data of all corpora.
const corporaData = "corpora"

// each are the settings of every corpus that is served: of the only one, or of
// all in a data folder.
func (s *settings) each(root string) []*settings {
	if len(s.corpora) == 0 {
		return []*settings{s}
	}
	var all []*settings
	for i := range s.corpora {
		one := *s
		one.corpora = nil
		one.take(&s.corpora[i])
		one.data = s.corpora[i].data(root)
		one.log = s.log.With("corpus", one.place.Name)
		all = append(all, &one)
	}
	return all
}
