package retrieval

import (
	"strings"
	"testing"
)

func TestEditsGrowWithTheLettersOfATerm(t *testing.T) {
	tests := []struct {
		term string
		want int
	}{
		{"", 0}, {"abc", 0}, {"abcd", 1}, {"abcdefg", 1}, {"abcdefgh", 2},
		{"œuf", 0}, {"мост", 1}, {"мостовая", 2}, {"日本語", 0},
		{"2024", 0}, {"covid19", 0}, {"f16fighter", 0},
		{"abc\xff", 0}, {strings.Repeat("é", 40), 2}, {strings.Repeat("a", 41), 0},
	}
	for _, test := range tests {
		if got := Edits(test.term); got != test.want {
			t.Errorf("%q: got %d, want %d", test.term, got, test.want)
		}
	}
}
