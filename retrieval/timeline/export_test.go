package timeline

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval/retrievaltest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestExports(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers"})
	for name, write := range map[string]func(*bytes.Buffer) error{
		"strike.json":            func(b *bytes.Buffer) error { return tl.WriteJSON(b) },
		"strike.csv":             func(b *bytes.Buffer) error { return tl.WriteCSV(b) },
		"strike.md":              func(b *bytes.Buffer) error { return tl.WriteMarkdown(b, corpus.English) },
		"greve.md":               func(b *bytes.Buffer) error { return tl.WriteMarkdown(b, corpus.French) },
		"strike.timelinejs.json": func(b *bytes.Buffer) error { return tl.WriteTimelineJS(b, corpus.English) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		golden := "testdata/" + name + ".golden"
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s differs from its golden file (-update writes it anew):\n%s", name, b.Bytes())
		}
	}
}

func TestJSONHasEveryKeyOfTheContract(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers"})
	var b bytes.Buffer
	if err := tl.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var entries []map[string]any
	if err := json.Unmarshal(b.Bytes(), &entries); err != nil {
		t.Fatal(err)
	}
	keys := []string{"date", "precision", "edtf", "quote", "id", "file", "title", "publisher", "url", "lang", "published", "start", "end"}
	for _, e := range entries {
		sources := e["sources"].([]any)
		if _, ok := e["disputed"].([]any); !ok || len(sources) == 0 {
			t.Errorf("%v lacks sources or disputed", e)
		}
		for _, k := range keys {
			for _, of := range append(sources, any(e)) {
				if _, ok := of.(map[string]any)[k]; !ok {
					t.Errorf("%v lacks %q", of, k)
				}
			}
		}
	}
	empty := Timeline{}
	b.Reset()
	if err := empty.WriteJSON(&b); err != nil || b.String() != "[]\n" {
		t.Errorf("an empty timeline is %q, %v", b.String(), err)
	}
}

// FuzzExports holds that no text of an article breaks out of an export.
func FuzzExports(f *testing.F) {
	f.Add("=HYPERLINK(\"x\") on 4 March 2024 the Belmare dockers' strike", "<script>alert(1)</script>", "javascript:alert(1)")
	f.Add("On 4 March 2024, *the* [strike](x) of Belmare\nbegan | here", "a\r\nb", "https://example.org/a b<c>")
	f.Fuzz(func(t *testing.T, text, title, url string) {
		text, title = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(title, "?")
		r := Report{Passage: corpus.Passage{Attribution: corpus.Attribution{Title: title, URL: url, Published: corpus.NewDate(2024, 3, 5)}, Text: text}, When: OnDay(corpus.NewDate(2024, 3, 4))}
		tl := Timeline{Topic: title, Events: []Event{{When: r.When, Sources: []Report{r}}}}
		var js, table, md bytes.Buffer
		if err := tl.WriteTimelineJS(&js, corpus.English); err != nil || !json.Valid(js.Bytes()) {
			t.Fatalf("%v: %s", err, &js)
		}
		if bytes.Contains(js.Bytes(), []byte("<script")) || bytes.Contains(js.Bytes(), []byte(`href="javascript`)) {
			t.Errorf("a script came through: %s", &js)
		}
		if err := tl.WriteCSV(&table); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&table).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, c := range rows[1] {
			if c != "" && strings.ContainsAny(c[:1], "=+@") {
				t.Errorf("the cell %q is a formula", c)
			}
		}
		if err := tl.WriteMarkdown(&md, corpus.French); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ReplaceAll(md.String(), `\<`, ""), "<script") || strings.Contains(md.String(), "](<javascript") {
			t.Errorf("a script came through: %s", &md)
		}
	})
}

// TestDifferentEventsOfADayStayApart holds that a day and a place in common do
// not make one event.
func TestDifferentEventsOfADayStayApart(t *testing.T) {
	texts := []retrievaltest.Text{
		{Attribution: source("a", "A", corpus.English, "2024-06-20", "News of Belmare"), Paragraphs: []string{"A fire destroyed the lantern of the lighthouse at Belmare on 17 June 2024."}},
		{Attribution: source("b", "B", corpus.English, "2024-06-20", "News of Belmare"), Paragraphs: []string{"The children's choir of Belmare won a prize in Quarnberg on 17 June 2024."}},
		{Attribution: source("c", "C", corpus.French, "2024-06-20", "Nouvelles de Belmare"), Paragraphs: []string{"Le conseil de Belmare a voté un nouvel impôt sur les bateaux le 17 juin 2024."}},
		{Attribution: source("d", "D", corpus.English, "2024-06-21", "News of Belmare"), Paragraphs: []string{"The ferry of Belmare carried 300 passengers on 18 June 2024."}},
		{Attribution: source("e", "E", corpus.English, "2024-06-22", "News of Belmare"), Paragraphs: []string{"The ferry of Belmare carried 320 travellers across on 19 June 2024."}},
	}
	tl := buildOf(t, engine(t, texts...), Query{Topic: "Belmare"})
	if len(tl.Events) != 5 {
		t.Errorf("%q, want five events", told(tl.Events))
	}
}
