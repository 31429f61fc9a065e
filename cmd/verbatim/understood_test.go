package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestWhatWasUnderstoodIsWrittenBeforeTheQuotes(t *testing.T) {
	a := answers(t)["answer"]
	a.Understood = retrieval.Understood{Lang: "en", After: corpus.NewDate(2024, 10, 0)}
	a.Newest = corpus.NewDate(2024, 10, 23)
	for undone, want := range map[bool]string{
		false: "Only articles in English, published since October 2024.\nThe newest article found on this is from 23 October 2024.\n\n",
		true:  "No answer in articles in English, published since October 2024: these are from all articles.\nThe newest article found on this is from 23 October 2024.\n\n",
	} {
		a.Understood.Undone = undone
		var out bytes.Buffer
		newPrinter(&out, style{}, nil, a.Lang).answer(a)
		before, _, found := strings.Cut(out.String(), "> ")
		if !found || !strings.Contains(before, want) {
			t.Errorf("undone %v: %q is not before the quotes:\n%s", undone, want, out.String())
		}
	}
}

func TestTheJSONSaysWhatWasUnderstood(t *testing.T) {
	written := func(a retrieval.Answer) map[string]json.RawMessage {
		var out bytes.Buffer
		if err := writeJSON(&out, toJSON(noID, a, false)); err != nil {
			t.Fatal(err)
		}
		var keys map[string]json.RawMessage
		if err := json.Unmarshal(out.Bytes(), &keys); err != nil {
			t.Fatal(err)
		}
		return keys
	}
	a := answers(t)["answer"]
	if got := written(a); got["understood"] != nil || got["newest"] != nil {
		t.Errorf("nothing was understood: %s, %s", got["understood"], got["newest"])
	}
	a.Understood = retrieval.Understood{Lang: "en", Before: corpus.NewDate(2024, 10, 0), Undone: true}
	a.Newest = corpus.NewDate(2023, 0, 0)
	got := written(a)
	if want := `{"publishers":[],"lang":"en","after":"","before":"2024-10","undone":true}`; string(got["understood"]) != want {
		t.Errorf("understood: %s, want %s", got["understood"], want)
	}
	if string(got["newest"]) != `"2023"` {
		t.Errorf("newest: %s", got["newest"])
	}
}
