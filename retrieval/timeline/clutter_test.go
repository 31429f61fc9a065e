package timeline

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// A line that is left out does not say which day “the same day” is.
func TestClutterTellsNoDay(t *testing.T) {
	const crossword = "À lire aussi : Mots croisés, la grille du dimanche"
	body := "Vendredi, l'agence a publié des photos de l'usine.\n\n" + crossword + "\n\nLe même jour, le ministre était reçu."
	day := func(text string) string {
		found := dates.Find(text, corpus.French, corpus.NewDate(2024, 9, 15))
		last := found[len(found)-1]
		return body[last.Start:last.End] + " " + corpus.NewDate(last.From.Time().Year(), last.From.Time().Month(), last.From.Time().Day()).String()
	}
	if got := day(withoutClutter(body, []string{crossword})); got != "Le même jour 2024-09-13" {
		t.Error(got)
	}
	if got := day(body); got != "Le même jour 2024-09-15" {
		t.Errorf("the line does no harm any more: %s", got)
	}
}
