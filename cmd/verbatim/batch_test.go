package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// echo answers every question with an abstention, and refuses "no".
func echo(_ context.Context, text string) (retrieval.Answer, error) {
	if text == "no" {
		return retrieval.Answer{}, &retrieval.QueryError{Kind: retrieval.QueryEmpty}
	}
	lib, err := corpus.NewLibrary(nil, nil, nil, false)
	return retrieval.Answer{Library: lib, Abstained: true, Lang: corpus.Lang(text)}, err
}

func TestABatchAnswersLineForLine(t *testing.T) {
	questions := "\ufeff" + `{"id":"a","text":"fr"}` + "\r\n" +
		`{"id":7,"text":"en","more":[1]}` + "\n" +
		`{"id":"c"}` + "\n" +
		"\n" +
		`{"id":"e","text":` + "\n" +
		`["f"]` + "\n" +
		`{"id":{"g":1},"text":"x"}` + "\n" +
		`{"id":"h","text":"no"}` + "\n" +
		`{"id":"i","text":"` + strings.Repeat("x", maxLine) + `"}` + "\n" +
		`{"text":"en"}`
	want := []struct{ id, lang string }{{`"a"`, "fr"}, {"7", "en"}, {`"c"`, ""}, {`""`, ""}, {`""`, ""}, {`""`, ""}, {`""`, ""}, {`"h"`, ""}, {`""`, ""}, {`""`, "en"}}
	var out bytes.Buffer
	err := batch{ask: echo, out: &out}.run(t.Context(), strings.NewReader(questions))
	if f, ok := errors.AsType[*failure](err); !ok || !strings.HasPrefix(f.text, "7 of 10 lines") {
		t.Errorf("got the error %v, want one that counts 7 of 10 lines", err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != len(want) {
		t.Fatalf("%d lines out, want %d:\n%s", len(lines), len(want), out.String())
	}
	for i, l := range lines {
		var got struct {
			ID          json.RawMessage
			Lang, Error string
			Passages    []any
		}
		if err := json.Unmarshal([]byte(l), &got); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if string(got.ID) != want[i].id || got.Lang != want[i].lang || (got.Error == "") != (want[i].lang != "") || (got.Passages == nil) != (got.Error != "") {
			t.Errorf("line %d: %.200s, want id %s and lang %q", i+1, l, want[i].id, want[i].lang)
		}
	}
}

func TestABatchOfGoodLinesEndsWithoutAnError(t *testing.T) {
	for _, questions := range []string{"", `{"id":"a","text":"x"}`, `{"id":"a","text":"x"}` + "\n"} {
		var out bytes.Buffer
		err := batch{ask: echo, out: &out}.run(t.Context(), strings.NewReader(questions))
		if n := strings.Count(out.String(), "\n"); err != nil || n != min(1, len(questions)) {
			t.Errorf("%q: %d lines out, %v", questions, n, err)
		}
	}
}

func TestAnAnswerIsWrittenBeforeTheNextQuestionComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r, w := io.Pipe()
		var out bytes.Buffer
		done := make(chan error, 1)
		go func() { done <- batch{ask: echo, out: &out}.run(ctx, r) }()
		io.WriteString(w, `{"id":"a","text":"fr"}`+"\n")
		synctest.Wait()
		if !strings.HasPrefix(out.String(), `{"id":"a",`) {
			t.Errorf("while the next question is waited for, the output is %q", out.String())
		}
		cancel() // as Ctrl-C does, while reading waits
		synctest.Wait()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want the error of the cancelled context", err)
		}
		w.Close()
	})
}

func FuzzBatchKeepsLines(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"x"}` + "\n\n{"))
	f.Add([]byte("\r\n\r"))
	f.Fuzz(func(t *testing.T, questions []byte) {
		var out bytes.Buffer
		err := batch{ask: echo, out: &out}.run(t.Context(), bytes.NewReader(questions))
		if err != nil && !errors.As(err, new(*failure)) {
			t.Fatal(err)
		}
		want := bytes.Count(questions, []byte("\n"))
		if len(questions) > 0 && !bytes.HasSuffix(questions, []byte("\n")) {
			want++
		}
		lines := bytes.Split(bytes.TrimSuffix(out.Bytes(), []byte("\n")), []byte("\n"))
		if out.Len() == 0 {
			lines = nil
		}
		if len(lines) != want {
			t.Fatalf("%d lines in, %d out", want, len(lines))
		}
		for _, l := range lines {
			if !json.Valid(l) {
				t.Fatalf("not JSON: %q", l)
			}
		}
	})
}
