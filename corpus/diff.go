package corpus

// Rename is an article that kept its content and got another ID, as a file does
// that was moved.
type Rename struct{ Old, New string }

// Changes is what makes one Library out of another. The lists hold article IDs.
type Changes struct {
	Old, New  *Library // Old is nil for a corpus that is read for the first time
	Added     []string
	Changed   []string
	Removed   []string
	Renamed   []Rename
	Unchanged int

	// Bodies gives the texts of the added and the changed articles.
	// Whoever has read the new Library sets it.
	Bodies Bodies
}

// Diff compares two libraries by content. Old may be nil. Articles that both
// hold in the same order, as when one was taken over from the other, cost next
// to nothing.
func Diff(old, new *Library) Changes {
	c := Changes{Old: old, New: new}
	before, after := []*Article(nil), new.articles
	if old != nil {
		before, after = apart(old.articles, new.articles)
		c.Unchanged = len(new.articles) - len(after)
	}
	gone := map[string][]string{} // content hash -> IDs that are not in new
	for _, a := range before {
		if new.Article(a.ArticleID) == nil {
			gone[a.Hash] = append(gone[a.Hash], a.ArticleID)
		}
	}
	renamed := map[string]bool{}
	for _, a := range after {
		var was *Article
		if old != nil {
			was = old.Article(a.ArticleID)
		}
		switch from := gone[a.Hash]; {
		case was != nil && was.Hash == a.Hash && was.File == a.File:
			c.Unchanged++
		case was != nil:
			c.Changed = append(c.Changed, a.ArticleID)
		case len(from) > 0:
			c.Renamed = append(c.Renamed, Rename{from[0], a.ArticleID})
			renamed[from[0]] = true
			gone[a.Hash] = from[1:]
		default:
			c.Added = append(c.Added, a.ArticleID)
		}
	}
	for _, a := range before {
		if new.Article(a.ArticleID) == nil && !renamed[a.ArticleID] {
			c.Removed = append(c.Removed, a.ArticleID)
		}
	}
	return c
}

// apart are the articles of two lists in order of file that are not the very
// same in both. In lists of another order it may not see that they are.
func apart(old, new []*Article) (before, after []*Article) {
	for len(old) > 0 && len(new) > 0 {
		switch a, b := old[0], new[0]; {
		case a == b:
			old, new = old[1:], new[1:]
		case a.File < b.File:
			before, old = append(before, a), old[1:]
		case a.File > b.File:
			after, new = append(after, b), new[1:]
		default:
			before, after = append(before, a), append(after, b)
			old, new = old[1:], new[1:]
		}
	}
	return append(before, old...), append(after, new...)
}

// Empty reports whether nothing changed.
func (c Changes) Empty() bool {
	return len(c.Added)+len(c.Changed)+len(c.Removed)+len(c.Renamed) == 0
}
