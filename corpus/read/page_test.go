package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
)

func TestAPageBecomesAFileThatPeopleCanMend(t *testing.T) {
	p, err := ReadPage([]byte(`<html lang="fr"><head><title>Le port : « un chantier » | Exemple</title>
<meta property="og:title" content="Le port : « un chantier »"><meta property="og:site_name" content="Le Courrier d'exemple"><meta name="author" content="Anne Exemple">
<meta property="article:published_time" content="2024-10-23T08:00:00+02:00"></head><body><article><h1>Le port : « un chantier »</h1>
<p>Le port sera agrandi de quarante mètres, a annoncé le maire mardi soir devant les pêcheurs réunis à la halle.</p>
<h2>Un budget *serré*</h2><p>Les travaux coûteront 12 % de plus que prévu, soit 1_000 euros par mètre [estimation] &amp; c'est tout.</p>
<blockquote><p>- Nous n'avons pas le choix.</p></blockquote><ul><li>Les travaux commencent en mai.</li><li>Ils durent 3 ans.</li></ul>
<p>2. Rien n'est dit du reste, qui dépend d'un vote du conseil régional que personne ne veut avancer.</p></article></body></html>`), "text/html; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	p.URL = "https://example.org/port"
	got, err := p.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	want := `---
title: 'Le port : « un chantier »'
author: Anne Exemple
publisher: Le Courrier d'exemple
url: https://example.org/port
date: "2024-10-23"
lang: fr
---

## Le port : « un chantier »

Le port sera agrandi de quarante mètres, a annoncé le maire mardi soir devant les pêcheurs réunis à la halle.

## Un budget \*serré\*

Les travaux coûteront 12 \% de plus que prévu, soit 1\_000 euros par mètre \[estimation\] & c'est tout.

> \- Nous n'avons pas le choix.

- Les travaux commencent en mai.
- Ils durent 3 ans.

2\. Rien n'est dit du reste, qui dépend d'un vote du conseil régional que personne ne veut avancer.
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
	d, err := parseMarkdown(got)
	if err != nil || d.title != p.Title || d.author != p.Author || d.publisher != p.Publisher || d.url != p.URL || d.published != p.Published || d.lang != p.Lang {
		t.Errorf("%+v, %v", d, err)
	}
	if d.blocks[3].text != p.blocks[3].text || d.blocks[4].text != p.blocks[4].text || d.blocks[7].text != p.blocks[7].text || d.blocks[5].kind != listItem {
		t.Errorf("read back as %q", d.blocks)
	}
}

func TestThePageOfAServerThatSaysItsCharset(t *testing.T) {
	page := "<title>Été</title><article><p>L'\xe9t\xe9 fut chaud, et l'automne aussi, dit-on \xe0 Paris o\xf9 l'on s'en souvient encore.</p></article>"
	for contentType, want := range map[string]string{"text/html; charset=iso-8859-1": "L'été fut chaud", "": "L'été fut chaud", "text/html; charset=iso-8859-2": "L'été fut chaud", "text/html; charset=nonsense": "L'été fut chaud"} {
		if p, err := ReadPage([]byte(page), contentType); err != nil || !strings.HasPrefix(p.Text(), want) {
			t.Errorf("%s: %q, %v", contentType, p.Text(), err)
		}
	}
	if _, err := ReadPage([]byte("<html><body></body></html>"), "text/html"); err == nil {
		t.Error("an empty page was read")
	}
}

func TestPagesOfTheSampleAreReadBackAlike(t *testing.T) {
	files, _ := filepath.Glob("../sample/articles/*/*.html")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkBack(t, must(ReadPage(data, "")))
	}
	if len(files) == 0 {
		t.Error("the sample has no page")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// checkBack reports a page whose file is not read as its own text.
func checkBack(t *testing.T, p Page) {
	t.Helper()
	p.URL = "https://example.org/a"
	file := must(p.Markdown())
	d, err := parseMarkdown(file)
	if len(p.blocks) == 0 {
		return
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	for i, b := range p.blocks {
		want := tidyLines(b.text)
		switch b.kind {
		case listItem:
			want = "- " + want
		case heading:
			want = oneLine(want)
		}
		if i >= len(d.blocks) || d.blocks[i].text != want || d.blocks[i].kind != b.kind {
			t.Fatalf("block %d is %q, want %v %q, of\n%s", i, d.blocks[min(i, len(d.blocks)):], b.kind, want, file)
		}
	}
	if d.url != p.URL || d.published != p.Published {
		t.Errorf("%q, %s", d.url, d.published)
	}
}

// FuzzFragment: whatever a feed says is read back from its file as it was.
func FuzzFragment(f *testing.F) {
	f.Add("<p>Text with *stars*, _lines_, [[links]] and a<br>break</p><ul><li>one<li>two</ul>", "A title: with a colon", "fr")
	f.Add("<h2># C#</h2><blockquote>1. x</blockquote><p>==a== %%b%% c ^d {{< e >}} | f | &amp;amp; \\</p><pre>a\n---|---\nb</pre>", "---", "")
	f.Fuzz(func(t *testing.T, html, title, lang string) {
		if len(html) > 2000 || tooIntricate(html) {
			return
		}
		p := ReadFragment(strings.ToValidUTF8(html, "?"))
		p.Title = oneLine(strings.ToValidUTF8(printable(title), "?"))
		if len(p.blocks) > 0 && p.Characters() > 0 {
			checkBack(t, p)
		}
		p.Lang = corpus.Lang(lang)
		p.Markdown()
	})
}
