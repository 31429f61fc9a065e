package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/unicode/norm"

	"verbatim/corpus"
	"verbatim/corpus/fetch"
	"verbatim/corpus/read"
)

// Fetcher gets pages. fetch.Client is one.
type Fetcher interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Response, error)
}

var _ Fetcher = (*fetch.Client)(nil)

// Lengths in characters from which on a text is an article, and a feed's own
// text is the whole of it: summaries have 100 to 500.
const (
	leastArticle = 250
	wholeContent = 1000
	wholeSummary = 2500 // where the feed calls it a description
)

// cutShort is how a text ends that goes on elsewhere.
var cutShort = regexp.MustCompile(`(?i)(…|\.\.\.|\[…\]|\[\.\.\.\]|(read more|continue reading|read the full (story|article)|lire la suite|en lire plus|lire l[’']article( complet)?)\W*)$`)

// itemPage is what the feed itself has of an article; whole says that it is all of it.
func itemPage(item *gofeed.Item) (p read.Page, whole bool) {
	p = read.ReadFragment(item.Content)
	n := p.Characters()
	whole = n >= wholeContent
	if description := read.ReadFragment(item.Description); description.Characters() > n {
		p, whole = description, description.Characters() >= wholeSummary
	}
	return p, whole && !cutShort.MatchString(p.Text())
}

// article gets an article of a feed: from the feed where that has all of it,
// else from its page. A page that cannot be had at all leaves what the feed
// has. The error is that of a page that may be had later.
func article(ctx context.Context, f Fetcher, feed *gofeed.Feed, item *gofeed.Item, link string, lastTry bool) (read.Page, error) {
	own, whole := itemPage(item)
	p := own
	if !whole && link != "" {
		page, at, err := fetchPage(ctx, f, link)
		switch {
		case err == nil && page.Characters() >= max(leastArticle, own.Characters()/2):
			p, link = page, cmp.Or(page.URL, at)
		case err != nil && !lastTry && !final(err):
			return p, err
		}
	}
	if p.Characters() == 0 {
		return p, errNoArticle
	}
	p.URL = link
	p.Title = cmp.Or(p.Title, plainLine(item.Title))
	p.Publisher = cmp.Or(p.Publisher, plainLine(feed.Title))
	if p.Author == "" {
		p.Author = authors(item)
	}
	if !p.Published.Known() {
		if t, ok := itemTime(item); ok {
			p.Published = corpus.NewDate(t.Year(), t.Month(), t.Day())
		}
	}
	if p.Lang == "" {
		lang, _, _ := strings.Cut(strings.ToLower(feed.Language), "-")
		p.Lang = corpus.Lang(lang)
	}
	return p, nil
}

// errNoArticle is that of a page or an item without a text.
var errNoArticle = errors.New("no article was found in it")

// final reports an error that trying again will not mend.
func final(err error) bool {
	var status *fetch.StatusError
	var address *fetch.AddressError
	switch {
	case errors.As(err, &status):
		return status.Code >= 400 && status.Code < 500 && status.Code != 429 && status.Code != 408
	case errors.As(err, &address):
		return true
	}
	return errors.Is(err, fetch.ErrRobots) || errors.Is(err, fetch.ErrTooLarge) || errors.Is(err, errNotHTML)
}

var errNotHTML = errors.New("it is not a web page")

// fetchPage gets a page and reads its article. at is where the page is.
func fetchPage(ctx context.Context, f Fetcher, link string) (p read.Page, at string, err error) {
	res, err := f.Get(ctx, fetch.Request{URL: link, Accept: "text/html,application/xhtml+xml;q=0.9"})
	if err != nil {
		return p, "", err
	}
	if kind, _, _ := strings.Cut(res.ContentType, ";"); kind != "" && !strings.Contains(kind, "html") {
		return p, "", fmt.Errorf("%w but %.60s", errNotHTML, kind)
	}
	p, err = read.ReadPage(res.Body, res.ContentType)
	if err != nil { // a page without a text
		return read.Page{}, res.URL, nil
	}
	if !sameSite(p.URL, res.URL) { // a page may not speak for another site
		p.URL = ""
	}
	return p, res.URL, nil
}

func sameSite(a, b string) bool {
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	host := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }
	return err == nil && err2 == nil && u.Host != "" && host(u) == host(v)
}

func authors(item *gofeed.Item) string {
	var names []string
	for _, a := range item.Authors {
		if n := plainLine(a.Name); n != "" && !strings.Contains(n, "@") {
			names = append(names, n)
		}
	}
	return strings.Join(names, ", ")
}

// plainLine is a text of a feed, which may hold HTML, on one line.
func plainLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		s = read.ReadFragment(s).Text()
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\ufffd")), " ")
}

// itemTime is when an item was published, as its feed says.
func itemTime(item *gofeed.Item) (time.Time, bool) {
	t := item.PublishedParsed
	if t == nil {
		t = item.UpdatedParsed
	}
	if t == nil || t.Year() < 1990 || t.Year() > 2200 {
		return time.Time{}, false
	}
	return *t, true
}

// fileOf is where an article goes in the corpus: by site, then by date, title
// and address, so that the same article always has the same file.
func fileOf(p read.Page, now time.Time) string {
	host := "unknown"
	if u, err := url.Parse(p.URL); err == nil && u.Host != "" {
		host = strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	}
	host = strings.TrimLeft(strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-') {
			return r
		}
		return '-'
	}, host), ".-")
	date := p.Published.String()
	if date == "" {
		date = now.Format(time.DateOnly)
	}
	name := strings.Join([]string{date, slug(p.Title), addressKey(p.URL)[1:7]}, "-")
	return path.Join("web", cmp.Or(host, "unknown"), strings.ReplaceAll(name, "--", "-")+".md")
}

// slug is a title as part of a file's name.
func slug(s string) string {
	const longest = 60
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	out := b.String()
	if len(out) > longest {
		out = out[:longest]
		if i := strings.LastIndexByte(out, '-'); i > longest/2 {
			out = out[:i]
		}
	}
	return strings.Trim(out, "-")
}
