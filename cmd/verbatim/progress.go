package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"verbatim/retrieval"
)

// quick is how long work may take before a person is shown how far it is.
const quick = time.Second

// progress shows how far reading and indexing are, in a terminal alone, and
// only when they take a while.
type progress struct {
	w     io.Writer
	since time.Time
	stage retrieval.Stage
	bar   *progressbar.ProgressBar
}

func newProgress(w *guarded) *progress {
	if !isTerminal(w.w) {
		return &progress{}
	}
	return &progress{w: w, since: time.Now()}
}

func (p *progress) show(stage retrieval.Stage, done, total int) {
	if p.w == nil || time.Since(p.since) < quick || total == 0 {
		return
	}
	if p.stage != stage {
		p.clear()
		p.stage = stage
		p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(string(stage)),
			progressbar.OptionShowCount(), progressbar.OptionShowBytes(stage == retrieval.StageReading), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	p.bar.Set(done)
}

// update shows how far an update of the corpus is.
func (p *progress) update(at retrieval.Progress) { p.show(at.Stage, at.Done, at.Total) }

func (p *progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}
