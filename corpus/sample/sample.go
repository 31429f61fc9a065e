// Package sample holds a small embedded corpus, so that the bot answers at
// once, before anybody has given it articles.
//
// The articles are made up for the demonstration, half of them in English and
// half in French. Their outlets, reporters, analysts and institutes do not exist, and
// only they are quoted. What is told of real persons, offices and events
// follows publicly known facts and dates from June 2023 to December 2024, on
// the relations of the two Koreas, Russia, Ukraine and the United States.
// Several articles tell one event with the different figures that were
// published of it; some know only the month of their date, two have none.
package sample

import (
	"embed"
	"io/fs"
)

// The two folders are named, so that nothing else that lies beside them is
// embedded.
//
//go:embed articles/en articles/fr
var files embed.FS

// FS returns the corpus as a folder of articles: en and fr, with Markdown,
// plain text and HTML files. It is read-only and safe for concurrent use.
func FS() fs.FS {
	articles, err := fs.Sub(files, "articles")
	if err != nil {
		panic("sample: the embedded folder has a valid name: " + err.Error())
	}
	return articles
}
