package main

import (
	"strings"
	"testing"

	"verbatim/corpus/feed"
)

func TestAddNamesWhatItIsGiven(t *testing.T) {
	for word, want := range map[string]string{
		t.TempDir():            "it is a folder",
		"ftp://example.org/a":  "addresses with ftp:// are not fetched",
		"news.example.invalid": "there is no such file",
	} {
		_, _, err := addOne(t.Context(), &feed.Folder{Dir: t.TempDir()}, word)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", word, err)
		}
	}
}
