package feed

import "time"

// Health is how the feeds of a corpus do.
type Health struct {
	Feeds    int       // that are polled
	Failing  []Failing // in the order of the list
	Problems []string  // what of the lists is not understood, as Sources says it
}

// Failing is a feed that could not be read when it was polled last.
type Failing struct {
	URL   string
	Since time.Time // of the first failure in a row
	Error string
}

// Health tells how the feeds do, as far as the last polls know.
func (f *Folder) Health() (Health, error) {
	sources, problems, err := Sources(f.dotVerbatim())
	if err != nil {
		return Health{}, err
	}
	st, err := f.store().read()
	if err != nil {
		return Health{}, err
	}
	h := Health{Feeds: len(sources), Problems: problems}
	for _, s := range sources {
		if p := st.Feeds[s.URL]; p != nil && p.Failures > 0 {
			h.Failing = append(h.Failing, Failing{s.URL, p.Since, p.Error})
		}
	}
	return h, nil
}
