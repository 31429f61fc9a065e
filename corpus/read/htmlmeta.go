package read

import (
	"cmp"
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page is what the head of a web page, and marks in its body, state of it.
type page struct {
	lang      string
	title     string            // of the title element
	canonical string            // of the link element
	meta      map[string]string // content by folded name or property; the first counts
	times     []string          // of time elements marked as the date of publication
	json      []map[string]any  // JSON-LD objects that describe an article, best first
}

// The names of meta elements, in order of trust. The dates among them are those
// of publication, never of change.
var metaKeys = struct{ title, author, publisher, published []string }{
	title:     []string{"og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title"},
	author:    []string{"author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"},
	publisher: []string{"og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher", "application-name"},
	published: []string{"article:published_time", "og:published_time", "og:article:published_time", "datepublished", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "date"},
}

// readPage collects what a page states of itself.
func readPage(text string) page {
	p := page{meta: map[string]string{}}
	z := html.NewTokenizer(strings.NewReader(text))
	var ends []map[string]any
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.json = append(p.json, ends...)
			return p
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			a := atom.Lookup(name)
			attrs := map[string]string{}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if len(attrs) < 32 { // a tag of a million attributes is no metadata
					attrs[string(k)] = strings.TrimSpace(string(v))
				}
			}
			if a == atom.Script && strings.EqualFold(attrs["type"], "application/ld+json") && z.Next() == html.TextToken {
				best, rest := articleJSON(z.Text())
				p.json, ends = append(p.json, best...), append(ends, rest...)
				continue
			}
			if a == atom.Title && p.title == "" && z.Next() == html.TextToken {
				p.title = oneLine(string(z.Text()))
				continue
			}
			p.element(a, attrs)
		}
	}
}

func (p *page) element(a atom.Atom, attrs map[string]string) {
	switch {
	case a == atom.Html && p.lang == "":
		p.lang = cmp.Or(attrs["lang"], attrs["xml:lang"])
	case a == atom.Link && strings.EqualFold(attrs["rel"], "canonical") && p.canonical == "":
		p.canonical = attrs["href"]
	case a == atom.Time && attrs["datetime"] != "" && isPublicationTime(attrs):
		p.times = append(p.times, attrs["datetime"])
	}
	if a != atom.Meta && attrs["itemprop"] != "datePublished" {
		return
	}
	content := cmp.Or(attrs["content"], attrs["datetime"])
	for _, k := range []string{"property", "name", "itemprop"} {
		key := strings.ToLower(attrs[k])
		if key != "" && content != "" && p.meta[key] == "" {
			p.meta[key] = content
		}
	}
}

// isPublicationTime reports whether a time element is marked as the date of
// publication: any other may be of an event, a comment or a change.
func isPublicationTime(attrs map[string]string) bool {
	if _, ok := attrs["pubdate"]; ok {
		return true
	}
	class := strings.ToLower(attrs["class"])
	for _, w := range []string{"publish", "entry-date", "post-date", "pubdate", "dt-published"} {
		if strings.Contains(class, w) && !strings.Contains(class, "updated") {
			return true
		}
	}
	return false
}

// articleJSON finds the objects of a JSON-LD script that are articles (best),
// and others that have a date of publication. Broken JSON states nothing.
func articleJSON(script []byte) (best, rest []map[string]any) {
	var v any
	if json.Unmarshal(script, &v) != nil {
		return nil, nil
	}
	var visit func(v any, depth int)
	visit = func(v any, depth int) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				if depth < 4 {
					visit(e, depth+1)
				}
			}
		case map[string]any:
			if isArticleType(v["@type"]) {
				best = append(best, v)
			} else if v["datePublished"] != nil {
				rest = append(rest, v)
			}
			if depth < 4 {
				visit(v["@graph"], depth+1)
				visit(v["mainEntity"], depth+1)
			}
		}
	}
	visit(v, 0)
	return best, rest
}

func isArticleType(v any) bool {
	for _, t := range scalars(v) {
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || strings.HasPrefix(t, "Report") {
			return true
		}
	}
	return false
}

// document is the metadata of a page: what JSON-LD states first, since it says
// which article it is about, then the meta elements.
func (p *page) document() document {
	var d document
	d.title = oneLine(html.UnescapeString(p.stated("headline", metaKeys.title)))
	d.author = personNames(p.stated("author", metaKeys.author))
	d.publisher = oneLine(p.stated("publisher", metaKeys.publisher))
	d.stateURL(p.address())
	for _, s := range append([]string{p.stated("datePublished", metaKeys.published)}, p.times...) {
		if date, ok := parseDate(oneLine(s)); ok {
			d.published = date
			break
		}
	}
	d.stateLang(cmp.Or(p.lang, p.meta["og:locale"], p.meta["language"]))
	return d
}

func (p *page) stated(jsonKey string, keys []string) string {
	for _, o := range p.json {
		if s := names(scalars(o[jsonKey])); s != "" {
			return s
		}
	}
	for _, k := range keys {
		if s := p.meta[k]; s != "" {
			return s
		}
	}
	return ""
}

// address is the first absolute one: pages also state "/2024/a.html".
func (p *page) address() string {
	for _, s := range []string{p.canonical, p.meta["og:url"], p.meta["parsely-link"], p.meta["twitter:url"]} {
		if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			return s
		}
	}
	return ""
}

// personNames leaves out what stands where names should: addresses of profiles.
func personNames(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return oneLine(s)
}
