package locale

// Follow are the words of questions that go on with an answer, and of
// the answers to courtesies.
type Follow struct {
	Carried Text `json:"carried"` // on {words}; it is read again from the message, so that it begins with a text of its own
	Unread  Text `json:"unread"`
	Button  Text `json:"button"`
	Label   Text `json:"label"`
	Hint    Text `json:"hint"`

	Thanked Text `json:"thanked"`
	Greeted Text `json:"greeted"`
	Tested  Text `json:"tested"`
}
