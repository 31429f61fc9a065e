package locale

// Add are the words of /corpus add.
type Add struct {
	Nothing     Text   `json:"nothing"`      // neither a file nor an address was given, or both
	Added       Text   `json:"added"`        // {what}
	Existed     Text   `json:"existed"`      // {what} is there already
	Feed        Text   `json:"feed"`         // {what} was added
	FeedExisted Text   `json:"feed_existed"` // {what} is in the list already
	News        Plural `json:"news"`         // articles came from it

	NoArticle Text `json:"no_article"` // on that page
	ItsFeed   Text `json:"its_feed"`   // nor on that; but it names {feed}
	Format    Text `json:"format"`     // not one of {formats}
	LargeFile Text `json:"large_file"`
	LargePage Text `json:"large_page"`
	Robots    Text `json:"robots"`    // the site does not want programs to read it
	Withdrawn Text `json:"withdrawn"` // for good
	Unread    Text `json:"unread"`    // {error} in English, of the reader
	Private   Text `json:"private"`   // an address inside a network
	NoSite    Text `json:"no_site"`
	NoAnswer  Text `json:"no_answer"`
	Slow      Text `json:"slow"`
	NoPage    Text `json:"no_page"` // {code} of HTTP, as in those below
	Denied    Text `json:"denied"`
	Wait      Text `json:"wait"`
	Status    Text `json:"status"`
}
