package bot

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestATextFragmentNamesTheQuote(t *testing.T) {
	const page = "https://post.example/a"
	for _, c := range []struct{ address, quote, want string }{
		{page, "The bridge closed.", page + "#:~:text=The%20bridge%20closed"},
		{page, "« Les années 1990, dit-il »", page + "#:~:text=Les%20ann%C3%A9es%201990%2C%20dit%2Dil"},
		{page, "R&D grew, they said, by a tenth in the year that followed the war.", page + "#:~:text=R%26D%20grew%2C%20they%20said,that%20followed%20the%20war"},
		{page, "One two three four five six seven eight nine.", page + "#:~:text=One%20two%20three%20four,six%20seven%20eight%20nine"},
		{page, "First line.\nSecond line of it.", page + "#:~:text=First%20line,Second%20line%20of%20it"},
		{page + "#part", "The bridge", page + "#part:~:text=The%20bridge"},
		{page + "#:~:text=x", "The bridge", ""},
		{"", "The bridge", ""},
		{page, "…", ""},
		{"https://post.example/" + strings.Repeat("a", 500), "The bridge", ""},
	} {
		if got := atSentence(c.address, c.quote, 512); got != c.want {
			t.Errorf("%q at %q: %q, want %q", c.quote, c.address, got, c.want)
		}
	}
}

func FuzzTextFragment(f *testing.F) {
	f.Add("The bridge, closed - since & 1990.\nAnd so on")
	f.Fuzz(func(t *testing.T, quote string) {
		at := atSentence("https://post.example/a", quote, 512)
		if at == "" || !utf8.ValidString(quote) {
			return
		}
		_, text, ok := strings.Cut(at, "#:~:text=")
		if !ok || strings.ContainsAny(text, "&- \n#") || strings.Count(text, ",") > 1 {
			t.Fatalf("%q: %q", quote, at)
		}
		for part := range strings.SplitSeq(text, ",") {
			words, err := url.PathUnescape(part)
			if err != nil || !strings.Contains(strings.Join(strings.Fields(quote), " "), words) {
				t.Errorf("%q: %q is not in it (%v)", quote, words, err)
			}
		}
	})
}
