package locale

// Holdings are the words of what a corpus holds: all of it, and one article.
type Holdings struct {
	Title       Text `json:"title"`
	NoPublisher Text `json:"no_publisher"`
	Muted       Text `json:"muted"`
	Before      Text `json:"before"` // {date}
	Colon       Text `json:"colon"`  // between a name and its number {n}

	NoArticle Text `json:"no_article"` // called {title}
	Length    Text `json:"length"`
	License   Text `json:"license"`
	Reprints  Text `json:"reprints"`
	Open      Text `json:"open"`
	FullText  Text `json:"full_text"`
	Page      Text `json:"page"` // {n} of {of}, under {license}
}
