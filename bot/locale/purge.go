package locale

// Purge are the words of /corpus-admin purge.
type Purge struct {
	Confirm   Text   `json:"confirm"`   // {articles}: what would go, and that it is for good
	Copies    Plural `json:"copies"`    // other articles of the same text
	Address   Text   `json:"address"`   // no article is there; it is barred
	Yes       Text   `json:"yes"`       // the button
	Done      Plural `json:"done"`      // articles were taken down
	Barred    Text   `json:"barred"`    // an address was
	Shared    Plural `json:"shared"`    // articles with other words at the same address
	Edited    Plural `json:"edited"`    // answers
	Unedited  Plural `json:"unedited"`  // answers that could not be reached
	Left      Text   `json:"left"`      // {file} still holds it
	Unclean   Text   `json:"unclean"`   // out of sight, and not yet off the disk: {error}
	Gone      Text   `json:"gone"`      // there is nothing of that name any more
	Withdrawn Text   `json:"withdrawn"` // in place of an answer
}
