package dates

import (
	"slices"
	"testing"

	"verbatim/corpus"
)

// TestTheDayThatTheTextToldLast: "that night" is never that of the day of
// publication, unless the text told that day.
func TestTheDayThatTheTextToldLast(t *testing.T) {
	published := corpus.NewDate(2024, 9, 15)
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want []string // the EDTF of each, "" where it is unresolved
	}{
		{corpus.English, "He landed on Friday. That night he flew on.", []string{"2024-09-13", "2024-09-13"}},
		{corpus.English, "The talks began. That night he flew on.", []string{""}},
		{corpus.English, "The talks began. The next day, he left. The same day she came.", []string{"", ""}},
		{corpus.English, "He spoke this morning. That evening he left.", []string{"2024-09-15", "2024-09-15"}},
		{corpus.English, "He landed on 4 June 2024. He had spent the previous day at sea. His hosts waved from the quay, where a brass band of the navy played all that it knew, twice. That night he flew on.", []string{"2024-06-04", "2024-06-03", "2024-06-04"}},
		{corpus.English, "He landed on 4 June 2024. The previous day a storm had come. That night ships were lost.", []string{"2024-06-04", "2024-06-03", "2024-06-03"}},
		{corpus.English, "They met. Two days later he left.", []string{""}},
		{corpus.French, "Ils se sont vus lundi. Deux jours plus tard, il est parti.", []string{"2024-09-09", "2024-09-11"}},
		{corpus.English, "the next day", []string{"2024-09-16"}}, // said today
		{corpus.French, "Les images sont sorties vendredi. Le même jour, elle était reçue au palais.", []string{"2024-09-13", "2024-09-13"}},
		{corpus.French, "Les images sont sorties. Le même jour, elle était reçue. Le lendemain, elle partait. La veille, elle dînait.", []string{"", "", ""}},
		{corpus.French, "Elle est arrivée le 4 juin 2024. Ce soir-là, on a dansé. Le lendemain, elle partait.", []string{"2024-06-04", "2024-06-04", "2024-06-05"}},
		{corpus.French, "Elle est arrivée. Ce soir-là, on a dansé ; ce soir, on dort.", []string{"", "2024-09-15"}},
		{corpus.French, "Elle est arrivée le 4 juin 2024. Ce jour-là, il pleuvait.", []string{"2024-06-04", "2024-06-04"}},
	} {
		var got []string
		for _, e := range Find(c.text, c.lang, published) {
			got = append(got, e.EDTF)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestNightsAndWeeksAsPeopleSayThem(t *testing.T) {
	published := corpus.NewDate(2024, 9, 15)
	for _, c := range []struct {
		lang       corpus.Lang
		text, want string
	}{
		{corpus.English, "last night", "2024-09-14"},
		{corpus.English, "Two men were hurt last night in the port.", "2024-09-14"},
		{corpus.French, "Deux hommes ont été blessés la nuit dernière.", "2024-09-14"},
		{corpus.French, "hier soir", "2024-09-14"},
		{corpus.English, "tonight", "2024-09-15"},
		{corpus.French, "cet après-midi", "2024-09-15"},
		{corpus.English, "The vote will be held in mid-week.", "2024-09-11~/2024-09-12~"},
		{corpus.French, "en milieu de semaine", "2024-09-11~/2024-09-12~"},
		{corpus.English, "his last night in office", ""},
		{corpus.English, "the last night of the festival", ""},
		{corpus.English, "a mid-week match", ""},
	} {
		got := ""
		for _, e := range Find(c.text, c.lang, published) {
			got += e.EDTF
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}
