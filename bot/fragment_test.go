package bot

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestATextFragmentNamesTheQuote(t *testing.T) {
	const page = "https://post.example/a"
	for _, c := range []struct{ address, before, quote, want string }{
		{page, "", "The bridge closed.", page + "#:~:text=The%20bridge%20closed"},
		{page, "", "« Les années 1990, dit-il »", page + "#:~:text=Les%20ann%C3%A9es%201990%2C%20dit%2Dil"},
		{page, "", "R&D grew, they said, by a tenth in the year that followed the war.", page + "#:~:text=R%26D%20grew%2C%20they%20said,that%20followed%20the%20war"},
		{page, "", "One two three four five six seven eight nine.", page + "#:~:text=One%20two%20three%20four,six%20seven%20eight%20nine"},
		{page, "", "First line.\nSecond line of it.", page + "#:~:text=First%20line,Second%20line%20of%20it"},
		{page + "#part", "", "The bridge", page + "#part:~:text=The%20bridge"},
		{page + "#:~:text=x", "", "The bridge", ""},
		{"", "", "The bridge", ""},
		{page, "", "…", ""},
		{"https://post.example/" + strings.Repeat("a", 500), "", "The bridge", ""},
		// Words that stand earlier too: more of them, else what is before.
		{page, "He said that the war was over. ", "He said that the peace would come with the spring of the year.", page + "#:~:text=He%20said%20that%20the%20peace,spring%20of%20the%20year"},
		{page, "“The bridge closed.”\nThen, at 5 p.m.: ", "“The bridge closed.”", page + "#:~:text=p.m.%3A%20%E2%80%9C-,The%20bridge%20closed"},
		{page, "Not now: the bridge closed. But now: ", "the bridge closed.", page + "#:~:text=But%20now%3A-,the%20bridge%20closed"},
		{page, "The bridge closed.\n", "The bridge closed.", page + "#:~:text=The%20bridge%20closed"}, // nothing to tell it by
		{page, "Le pont a fermé. Dit-il\u00a0: ", "Le pont a fermé.", page + "#:~:text=Dit%2Dil%20%3A-,Le%20pont%20a%20ferm%C3%A9"},
	} {
		body := c.before + c.quote + " And so on."
		if got := atSentence(c.address, body, len(c.before), len(c.before)+len(c.quote), 512); got != c.want {
			t.Errorf("%q at %q: %q, want %q", c.quote, c.address, got, c.want)
		}
	}
}

func FuzzTextFragment(f *testing.F) {
	f.Add("The bridge, closed. Today: ", "the bridge, closed - since & 1990.\nAnd so on")
	f.Fuzz(func(t *testing.T, before, quote string) {
		if !utf8.ValidString(before + quote) {
			return
		}
		body := before + quote
		at := atSentence("https://post.example/a", body, len(before), len(body), 512)
		if at == "" {
			return
		}
		_, text, ok := strings.Cut(at, "#:~:text=")
		prefix, text, has := strings.Cut(text, "-,")
		if !has {
			prefix, text = "", prefix
		}
		if !ok || strings.ContainsAny(prefix+text, "&- \n#") || strings.Count(text, ",") > 1 || strings.Contains(prefix, ",") {
			t.Fatalf("%q: %q", quote, at)
		}
		for i, part := range append(strings.Split(text, ","), prefix) {
			words, err := url.PathUnescape(part)
			if err != nil || !strings.Contains(strings.Join(strings.Fields(body), " "), words) {
				t.Errorf("%q: part %d, %q, is not in it (%v)", quote, i, words, err)
			}
		}
	})
}
