package locale

// Edit are the words of /corpus edit.
type Edit struct {
	Form      Text `json:"form"` // its title, and the labels of its fields
	Title     Text `json:"title"`
	Author    Text `json:"author"`
	Publisher Text `json:"publisher"`
	URL       Text `json:"url"`
	Date      Text `json:"date"`

	State     Text `json:"state"` // notes that are suggested
	Opinion   Text `json:"opinion"`
	Sponsored Text `json:"sponsored"`

	Done    Text `json:"done"`     // for {file}
	BadURL  Text `json:"bad_url"`  // {value}
	BadDate Text `json:"bad_date"` // {value}
}
