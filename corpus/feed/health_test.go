package feed

import (
	"strings"
	"testing"
	"time"
)

func TestHealthNamesFeedsThatFailUntilTheyAreBack(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	if h, err := f.Health(); err != nil || h.Feeds != 0 || len(h.Failing) != 0 || len(h.Problems) != 0 {
		t.Errorf("without a list: %+v, %v", h, err)
	}
	const well, ill = "https://news.example/feed", "https://news.example/other"
	w.put(well, rss("The Feed"))
	writeList(t, f, "feeds.txt", well+"\n"+ill+"\nnonsense\n")
	began := time.Now().Add(-time.Second)
	poll := func() {
		t.Helper()
		for _, address := range []string{well, ill} {
			f.Poll(t.Context(), Source{URL: address, Every: usualEvery})
		}
	}
	poll()
	h, err := f.Health()
	if err != nil || h.Feeds != 2 || len(h.Problems) != 1 || len(h.Failing) != 1 {
		t.Fatalf("%+v, %v", h, err)
	}
	if one := h.Failing[0]; one.URL != ill || !strings.Contains(one.Error, "404") || one.Since.Before(began) {
		t.Errorf("%+v", one)
	}
	w.put(ill, rss("The other"))
	poll()
	if h, err := f.Health(); err != nil || len(h.Failing) != 0 {
		t.Errorf("it is back: %+v, %v", h, err)
	}
}
