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

// Diff compares two libraries by content. Old may be nil.
func Diff(old, new *Library) Changes {
	c := Changes{Old: old, New: new}
	gone := map[string][]string{} // content hash -> IDs that are not in new
	if old != nil {
		for _, a := range old.articles {
			if new.byID[a.ArticleID] == nil {
				gone[a.Hash] = append(gone[a.Hash], a.ArticleID)
			}
		}
	}
	renamed := map[string]bool{}
	for _, a := range new.articles {
		var before *Article
		if old != nil {
			before = old.byID[a.ArticleID]
		}
		switch from := gone[a.Hash]; {
		case before != nil && before.Hash == a.Hash && before.File == a.File:
			c.Unchanged++
		case before != nil:
			c.Changed = append(c.Changed, a.ArticleID)
		case len(from) > 0:
			c.Renamed = append(c.Renamed, Rename{from[0], a.ArticleID})
			renamed[from[0]] = true
			gone[a.Hash] = from[1:]
		default:
			c.Added = append(c.Added, a.ArticleID)
		}
	}
	if old != nil {
		for _, a := range old.articles {
			if new.byID[a.ArticleID] == nil && !renamed[a.ArticleID] {
				c.Removed = append(c.Removed, a.ArticleID)
			}
		}
	}
	return c
}

// Empty reports whether nothing changed.
func (c Changes) Empty() bool {
	return len(c.Added)+len(c.Changed)+len(c.Removed)+len(c.Renamed) == 0
}
