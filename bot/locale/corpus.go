package locale

// Corpus are the words of /corpus and /corpus-admin.
type Corpus struct {
	Progress struct {
		Waiting  Text `json:"waiting"`  // for another run
		Fetching Text `json:"fetching"` // what is to be added
		Reading  Text `json:"reading"`  // {files} of {all}
		Indexing Text `json:"indexing"`
		Checking Text `json:"checking"`
		Minutes  Text `json:"minutes"` // {n} left
		Seconds  Text `json:"seconds"`
	} `json:"progress"`

	Report struct {
		Applied   Text   `json:"applied"` // titles
		Forced    Text   `json:"forced"`
		Repaired  Text   `json:"repaired"`
		Same      Text   `json:"same"`
		DryRun    Text   `json:"dry_run"`
		Refused   Text   `json:"refused"`
		Would     Text   `json:"would"` // be refused
		Apply     Text   `json:"apply"` // what a dry run showed
		Already   Text   `json:"already"`
		Added     Text   `json:"added"`
		Changed   Text   `json:"changed"`
		Removed   Text   `json:"removed"`
		Renamed   Text   `json:"renamed"`
		Unchanged Text   `json:"unchanged"`
		Twins     Text   `json:"duplicates"`
		Skipped   Text   `json:"skipped"`
		Clutter   Text   `json:"clutter"`
		Languages Text   `json:"languages"`
		Dates     Text   `json:"dates"`
		Corpus    Text   `json:"corpus"`
		Slowest   Text   `json:"slowest"`
		Version   Text   `json:"version"`
		Passages  Plural `json:"passages"`
		Undated   Plural `json:"undated"`
		From      Text   `json:"from"` // {first} to {last}
		More      Plural `json:"more"` // in the file
		Took      Text   `json:"took"`
		File      Text   `json:"file"` // its name, without an extension
		Is        Text   `json:"is"`   // {from} is now {to}
		Twin      Text   `json:"twin"` // {from} says the same as {to}
	} `json:"report"`

	Reasons struct {
		Empty    Text `json:"empty"`
		Articles Text `json:"articles"`
		Passages Text `json:"passages"`
		Golden   Text `json:"golden"`
		Missed   Text `json:"missed"`
		Answered Text `json:"answered"`
		Nothing  Text `json:"nothing"` // came back
		Already  Text `json:"already"`
	} `json:"reasons"`

	Errors struct {
		Other      Text `json:"other"`
		Missing    Text `json:"missing"`
		Forbidden  Text `json:"forbidden"`
		Full       Text `json:"full"`
		ReadOnly   Text `json:"read_only"`
		Stopped    Text `json:"stopped"`
		NoFile     Text `json:"no_file"`
		Shared     Text `json:"shared"`
		RolledBack Text `json:"rolled_back"`
		NoTrash    Text `json:"no_trash"`
		Taken      Text `json:"taken"`
		NoFolder   Text `json:"no_folder"`
		Publisher  Text `json:"publisher"`
		NoVersion  Text `json:"no_version"`
		Gone       Text `json:"gone"` // a choice that is no more
	} `json:"errors"`

	Force struct {
		Button  Text `json:"button"`
		Confirm Text `json:"confirm"`
		Yes     Text `json:"yes"`
	} `json:"force"`

	Status struct {
		Title      Text   `json:"title"`
		Fine       Text   `json:"fine"`
		RolledBack Text   `json:"rolled_back"`
		Running    Text   `json:"running"`
		Trouble    Text   `json:"trouble"`
		Held       Text   `json:"held"`
		Unread     Text   `json:"unread"`
		Damaged    Text   `json:"damaged"`
		Unlogged   Text   `json:"unlogged"`
		Since      Text   `json:"since"`
		Publishers Text   `json:"publishers"`
		Muted      Text   `json:"muted"`
		Unsourced  Text   `json:"unsourced"`
		Disk       Text   `json:"disk"`
		Megabytes  Text   `json:"megabytes"`
		Golden     Text   `json:"golden"`
		Feeds      Text   `json:"feeds"`
		FeedCount  Plural `json:"feed_count"`
		FeedsFine  Text   `json:"feeds_fine"`
		Failing    Text   `json:"failing"` // {feed} {since} {error}
		Kept       Text   `json:"kept"`
		Last       Text   `json:"last"`
		Moment     Text   `json:"moment"` // {date}, {time} UTC
	} `json:"status"`

	Golden struct {
		None    Text `json:"none"`
		Added   Text `json:"added"`
		File    Text `json:"file"`
		Words   Text `json:"words"`
		Not     Text `json:"not"`
		Drop    Text `json:"drop"`
		Dropped Text `json:"dropped"`
	} `json:"golden"`

	Log struct {
		Title   Text            `json:"title"`
		None    Text            `json:"none"`
		Actions map[string]Text `json:"actions"`
		Where   map[string]Text `json:"where"` // what changed something where nobody did
		Was     Text            `json:"was"`   // {error} before something recovered
	} `json:"log"`

	Unanswered struct {
		Off     Text   `json:"off"`
		None    Text   `json:"none"`
		Title   Text   `json:"title"`
		Times   Plural `json:"times"`
		Private Plural `json:"private"`
		Next    Text   `json:"next"` // what to do about them
		Dismiss Text   `json:"dismiss"`
		Gone    Text   `json:"gone"`
	} `json:"unanswered"`

	Purge Purge `json:"purge"`
	Add   Add   `json:"add"`
	Edit  Edit  `json:"edit"`

	RolledBack Text `json:"rolled_back"`
	Serves     Text `json:"serves"` // that version already
	Removed    Text `json:"removed"`
	Undo       Text `json:"undo"`
	Restored   Text `json:"restored"`
	Muted      Text `json:"muted"`
	WasMuted   Text `json:"was_muted"`
	Unmuted    Text `json:"unmuted"`
	NotMuted   Text `json:"not_muted"`
}
