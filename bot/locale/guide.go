package locale

// Guide are the words of /help.
type Guide struct {
	What     Text `json:"what"` // {articles}, {period}
	How      Text `json:"how"`
	More     Text `json:"more"`
	Try      Text `json:"try"`
	Settings Text `json:"settings"` // to moderators
	Homeless Text `json:"homeless"` // likewise: nobody can tend the articles
}
