package locale

// Settings are the words of /settings, and of what is said to those whom a
// server's settings keep from asking.
type Settings struct {
	Title     Text   `json:"title"`
	How       Text   `json:"how"`
	Changed   Text   `json:"changed"`
	Language  Text   `json:"language"`
	Automatic Text   `json:"automatic"`
	Quotes    Text   `json:"quotes"`
	Privacy   Text   `json:"privacy"`
	Public    Text   `json:"public"`
	Private   Text   `json:"private"`
	User      Text   `json:"user"`
	Channel   Text   `json:"channel"`
	Server    Text   `json:"server"`
	Roles     Text   `json:"roles"`
	Everybody Text   `json:"everybody"`
	Quiet     Text   `json:"quiet"`
	None      Text   `json:"none"`
	Log       Text   `json:"log"`
	Last      Text   `json:"last"`
	ByDefault Text   `json:"by_default"` // {rate}
	NoLimit   Text   `json:"no_limit"`
	Rate      Plural `json:"rate"` // before Seconds or Minutes
	Seconds   Plural `json:"seconds"`
	Minutes   Plural `json:"minutes"`

	BadLanguage Text `json:"bad_language"`
	BadRate     Text `json:"bad_rate"`
	Loose       Text `json:"loose"`  // {value} lets through more than {most}
	Strict      Text `json:"strict"` // {value} lets through less than {least}
	Many        Text `json:"many"`
	NotHome     Text `json:"not_home"`
	NoAccess    Text `json:"no_access"` // to {channel}
	LogHere     Text `json:"log_here"`

	NotHere Text `json:"not_here"`
	NoRole  Text `json:"no_role"` // {roles}
}
