package locale

// Privacy are the words of PRIVACY.md and /privacy.
type Privacy struct {
	Title     Text `json:"title"`
	Intro     Text `json:"intro"`
	Rights    Text `json:"rights"`
	Contact   Text `json:"contact"` // {contact}
	NoContact Text `json:"no_contact"`
	Until     Text `json:"until"` // {until}

	ColumnWhat  Text `json:"column_what"`
	ColumnWhy   Text `json:"column_why"`
	ColumnUntil Text `json:"column_until"`
	ColumnWhere Text `json:"column_where"`

	Rows      map[string]Stored `json:"rows"`      // by the names of bot.Rows
	Elsewhere map[string]Text   `json:"elsewhere"` // where what is in no file of the bot's folders is, likewise

	Export   Text   `json:"export"`
	Erase    Text   `json:"erase"`
	Nothing  Text   `json:"nothing"`
	Exported Plural `json:"exported"`
	NoFile   Text   `json:"no_file"`
	Erased   Plural `json:"erased"`
	Stays    Plural `json:"stays"`
}

// Stored is something that is stored.
type Stored struct {
	What  Text `json:"what"`
	Why   Text `json:"why"`
	Until Text `json:"until"`
}
