package locale

// Reading are the words of the buttons under an answer, and of what they show.
type Reading struct {
	Next          Plural `json:"next"`
	Context       Text   `json:"context"`
	About         Text   `json:"about"`
	InContext     Text   `json:"in_context"` // at most {n} characters of one article
	Title         Text   `json:"title"`
	Place         Text   `json:"place"` // passage {n} of {of}
	Matched       Text   `json:"matched"`
	Open          Text   `json:"open"`
	Part          Text   `json:"part"`      // of a sentence
	Translate     Text   `json:"translate"` // from {lang}
	Share         Text   `json:"share"`
	Shared        Text   `json:"shared"` // by {user}
	SharedAlready Text   `json:"shared_already"`
	Removed       Text   `json:"removed"`

	Report      Text `json:"report"`
	ReportLabel Text `json:"report_label"`
	ReportHint  Text `json:"report_hint"`
	Reported    Text `json:"reported"` // about {title}
	ManyReports Text `json:"many_reports"`
}
