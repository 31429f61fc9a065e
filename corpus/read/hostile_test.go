package read

import (
	"strings"
	"testing"
	"time"
)

// TestHostileTextsAreReadInLinearTime: each of these took the square of its
// length in some naive version of a rule.
func TestHostileTextsAreReadInLinearTime(t *testing.T) {
	for name, text := range map[string]string{
		"one line without a period": strings.Repeat("mot ", 100_000),
		"one word":                  strings.Repeat("x", 200_000),
		"one-letter lines":          strings.Repeat("x\n", 30_000),
		"one-letter paragraphs":     strings.Repeat("x\n\n", 20_000),
		"question marks":            strings.Repeat("? ", 30_000),
		"periods":                   strings.Repeat("a. ", 30_000),
		"colons":                    strings.Repeat("He adds:\n", 10_000),
		"open quotes":               strings.Repeat("“a\n", 20_000),
		"bullets":                   strings.Repeat("• a\n", 20_000),
		"dashes":                    strings.Repeat("- A b.\n\n", 10_000),
		"headings":                  strings.Repeat("A heading\n", 20_000),
		"related news":              strings.Repeat("Related news\n", 10_000),
		"lines in mid-sentence":     strings.Repeat("a line that ends in the middle of its sentence and\n", 8_000),
		"inner capitals":            strings.Repeat("aB", 30_000),
		"commas":                    strings.Repeat(",", 100_000),
		"marks":                     strings.Repeat("e\u0301", 30_000),
	} {
		start := time.Now()
		a, body := assemblePlain(text)
		checkArticle(t, text, a, body)
		took := time.Since(start)
		t.Logf("%-30s %8d bytes %7.1f MB/s %d passages", name, len(text), float64(len(text))/1e6/took.Seconds(), len(a.Passages))
		if took > 8*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
