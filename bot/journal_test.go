package bot

import (
	"path/filepath"
	"testing"
	"time"

	"verbatim/retrieval/curation"
)

// TestTheJournalTellsNothingTwiceAfterARestart: what the log held at first, and
// what was told, is no news.
func TestTheJournalTellsNothingTwiceAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "told.txt")
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	at := func(d time.Duration) curation.Entry {
		return curation.Entry{Time: j.told.Add(d), Action: curation.Reloaded}
	}
	old, new1, new2 := at(-time.Hour), at(time.Hour), at(2*time.Hour)
	log := func(int) ([]curation.Entry, error) { return []curation.Entry{new2, new1, old}, nil }
	notice := at(90 * time.Minute)
	j.Note(&notice)
	news, err := j.news(log)
	if err != nil || len(news) != 3 || news[0] != new1 || news[1] != notice || news[2] != new2 {
		t.Fatalf("%+v, %v", news, err)
	}
	j.told = new1.Time
	if err := j.keep(); err != nil {
		t.Fatal(err)
	}
	again, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if news, _ := again.news(log); len(news) != 1 || news[0] != new2 {
		t.Errorf("after a restart: %+v", news)
	}
}
