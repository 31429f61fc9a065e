package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"verbatim/bot"
	"verbatim/corpus"
	"verbatim/corpus/read"
	"verbatim/corpus/sample"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/lexicon"
)

// places are the flags that name the folders; they win over the environment.
type places struct{ corpus, data string }

func (f *flags) places(data bool) *places {
	p := &places{}
	f.StringVar(&p.corpus, "corpus", "", "read the articles in `DIR` (VERBATIM_CORPUS; without it the embedded sample); of several corpora a name will do")
	if data {
		f.StringVar(&p.data, "data", "", "keep the index in `DIR` (VERBATIM_DATA; without it in the cache folder)")
	}
	return p
}

// values are the flags as settings.
func (p *places) values() map[string]said {
	v := map[string]said{}
	if p.corpus != "" {
		v["VERBATIM_CORPUS"] = said{p.corpus, "-corpus"}
	}
	if p.data != "" {
		v["VERBATIM_DATA"] = said{p.data, "-data"}
	}
	return v
}

// opened is a corpus that answers questions.
type opened struct {
	live      *retrieval.Live
	engine    *retrieval.Engine
	store     *bleveindex.Store
	keeper    *retrieval.Keeper
	curator   *curation.Curator // of serve, reload and rollback
	settings  *settings         // of serve
	counted   bot.Answerer      // of serve: the curator, counting
	withdrawn *withdrawn.List   // texts that were taken down
	data      string            // folder
	passing   bool              // the folder is for this run alone
}

// prepare readies the corpus of the settings without reading it. program names
// this process to others that find the data folder in use.
func prepare(in *invocation, s *settings, program string) (*opened, error) {
	data, passing, err := dataFolder(s, cacheFolder())
	if err != nil {
		return nil, err
	}
	if passing {
		warnPassing(in)
	}
	removeSpools(data)
	o := &opened{live: &retrieval.Live{}, data: data, passing: passing}
	o.engine = retrieval.NewEngine(o.live)
	o.engine.MaxQuote = s.maxQuote
	if o.engine.Lexicon, err = lexiconOf(s); err != nil {
		return nil, err
	}
	o.store = bleveindex.New(data, bleveindex.Options{Reader: read.Version, Variant: s.variant(), Command: program, Keep: s.keep})
	if o.withdrawn, err = withdrawn.Open(s.corpus); err != nil {
		return nil, err
	}
	if set := o.withdrawn.Set(); set != nil {
		o.live.Hide(set.Article)
	}
	o.keeper = &retrieval.Keeper{Live: o.live, Store: o.store, Read: articles(s).Read, SpoolDir: data}
	return o, nil
}

func warnPassing(in *invocation) {
	fmt.Fprintf(in.stderr, "warning: this user has no cache folder that can be written to: the index is built for this run alone\nhint: name a folder that keeps it with -data or VERBATIM_DATA\n")
}

// lexiconOf is the program's lexicon, with a person's own file added to it.
func lexiconOf(s *settings) (*lexicon.Lexicon, error) {
	if s.lexicon == "" {
		return lexicon.Default(), nil
	}
	f, err := os.Open(s.lexicon)
	if err != nil {
		return nil, &failure{text: "cannot read the words of VERBATIM_LEXICON", cause: err, hint: "name a file that can be read"}
	}
	defer f.Close()
	l, err := lexicon.Default().With(f)
	if err != nil {
		return nil, &failure{text: "cannot read the words of " + s.lexicon, cause: err, hint: "a line holds French words, one tab, English words; several are parted by commas"}
	}
	return l, nil
}

// Close closes the index and gives the data folder up.
func (o *opened) Close() error {
	o.live.Swap(nil)
	err := o.store.Close()
	if o.passing {
		err = errors.Join(err, os.RemoveAll(o.data))
	}
	return err
}

// openCorpus reads the corpus and opens its index, built anew where the corpus
// has changed.
func openCorpus(ctx context.Context, in *invocation, s *settings, program string) (*opened, error) {
	o, err := prepare(in, s, program)
	if err != nil {
		return nil, err
	}
	o.finishPurges(ctx, s)
	r, err := o.update(ctx, in)
	if unwritten, ok := errors.AsType[*retrieval.UnwrittenError](err); ok && o.keeper.Open(ctx) == nil {
		fmt.Fprintf(in.stderr, "warning: the articles have changed, and %v: this answer comes from what was read before\nhint: %s\n", unwritten, unwritten.Hint())
		err = nil
	}
	if err != nil {
		return nil, errors.Join(err, o.Close())
	}
	if r.Locked != nil {
		fmt.Fprintf(in.stderr, "warning: the articles have changed, and %v: this answer comes from what that process has read\n", r.Locked)
	}
	if r.Pinned {
		fmt.Fprintf(in.stderr, "note: the corpus was rolled back, and the folder was not read; 'verbatim reload' applies it again\n")
	}
	if r.Built && len(r.Skipped) > 0 {
		fmt.Fprintf(in.stderr, "note: not everything was read (%s); 'verbatim corpus' says why\n", count(len(r.Skipped), "file")+" skipped")
	}
	return o, nil
}

// finishPurges takes out of this data folder what was withdrawn while another
// served. What another process holds is that one's to finish; nobody sees it.
func (o *opened) finishPurges(ctx context.Context, s *settings) {
	if o.withdrawn.Set() == nil || o.keeper.Open(ctx) != nil {
		return
	}
	muted := o.engine.Muted
	c := o.newCurator(ctx, s)
	o.engine.Muted = muted
	if c.Unfinished() {
		if err := c.FinishPurges(ctx); err != nil {
			s.log.Debug("withdrawn texts are still on the disk", "error", err)
		}
	}
}

// update brings the index in step with the corpus, and shows how far it is.
func (o *opened) update(ctx context.Context, in *invocation) (retrieval.Report, error) {
	bar := newProgress(in.stderr)
	r, err := o.keeper.Update(ctx, retrieval.Order{Progress: bar.update})
	bar.clear()
	if _, ok := errors.AsType[*retrieval.LockedError](err); ok {
		err = &failure{text: "there is no index yet, and it cannot be built now", cause: err, hint: "wait until that process has built it, or name another folder with -data"}
	}
	return r, err
}

// articles is the corpus of the settings.
func articles(s *settings) read.Folder {
	if s.corpus == "" {
		return read.Folder{FS: sample.FS(), Name: "the sample", Sample: true, MaxArticle: s.maxArticle}
	}
	f := read.Dir(s.corpus)
	f.MaxArticle, f.Languages = s.maxArticle, s.languages
	return f
}

// readOnce reads the corpus without an index. The texts are the caller's to close.
func readOnce(ctx context.Context, in *invocation, s *settings) (*corpus.Library, *corpus.Spool, error) {
	bar := newProgress(in.stderr)
	defer bar.clear()
	texts := corpus.NewSpool("")
	lib, err := articles(s).Read(ctx, nil, texts, func(r corpus.Reading) {
		bar.show(retrieval.StageReading, r.Bytes, r.AllBytes)
	})
	if err != nil {
		return nil, nil, errors.Join(err, texts.Close())
	}
	return lib, texts, nil
}
