package locale

// Tell are the words of what the articles hold of a question that they do not
// answer, and of being told when they do.
type Tell struct {
	Mentions Text   `json:"mentions"` // {names}
	In       Plural `json:"in"`       // articles
	Together Plural `json:"together"` // articles that mention them all
	Apart    Text   `json:"apart"`    // no article does
	Button   Text   `json:"button"`
	Title    Text   `json:"title"`
	Label    Text   `json:"label"`
	Hint     Text   `json:"hint"`
	Will     Text   `json:"will"` // {question}, until {date}
	Many     Plural `json:"many"`
	Stop     Text   `json:"stop"`
	Stopped  Text   `json:"stopped"`
	Now      Text   `json:"now"` // {question} has an answer
}
