package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/corpus/fetch"
	"verbatim/corpus/read"
	"verbatim/corpus/trash"
	"verbatim/corpus/withdrawn"
)

// Folder is a corpus on disk that takes articles in. Its methods may be used by
// several goroutines, and by several processes on one corpus.
type Folder struct {
	Dir        string // of the corpus
	Fetch      Fetcher
	MaxArticle int64 // bytes, as read.Folder has it
	Log        *slog.Logger
	Failing    func(feed string, err error) // is told of a feed that has failed for a day, and, with nil, that it is back; may be nil
}

// Added says what became of something that a person added.
type Added struct {
	File    string // inside the corpus, with slashes; "" of a feed
	Title   string
	Feed    string // the address of a feed that was added to the list
	Existed bool   // it was there already, and nothing changed
}

func (f *Folder) dotVerbatim() string { return filepath.Join(f.Dir, ".verbatim") }

func (f *Folder) store() store { return store{f.dotVerbatim()} }

// AddURL adds the article of a web page, a file of a format that is read, or a
// feed, whose articles come with its next poll. An article that was deleted
// comes back when a person adds it.
func (f *Folder) AddURL(ctx context.Context, address string) (Added, error) {
	if gone, err := withdrawn.Read(os.DirFS(f.Dir)); err != nil || gone.Address(address) {
		return Added{}, cmp.Or(err, ErrWithdrawn)
	}
	res, err := f.Fetch.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return Added{}, err
	}
	kind, _, _ := mime.ParseMediaType(res.ContentType)
	if looksLikeFeed(kind, res.Body) {
		if feed, err := parseFeed(res.Body); err == nil {
			return f.addFeed(ctx, address, plainLine(feed.Title))
		}
	}
	if ext, ok := fileTypes[kind]; ok {
		return f.AddFile(ctx, urlName(res.URL, ext), bytes.NewReader(res.Body))
	}
	if kind != "" && !strings.Contains(kind, "html") {
		return Added{}, fmt.Errorf("%s is %s: %w; add a web page, a feed or a file (%s)", address, kind, ErrFormat, strings.Join(read.Extensions, ", "))
	}
	p, err := read.ReadPage(res.Body, res.ContentType)
	if err != nil || p.Characters() < leastArticle {
		return Added{}, &NoArticleError{address, feedOfPage(res)}
	}
	if !sameSite(p.URL, res.URL) {
		p.URL = res.URL
	}
	return f.addPage(ctx, p, []string{addressKey(address), addressKey(res.URL)})
}

// fileTypes are the media types of files that are kept as they are.
var fileTypes = map[string]string{"application/pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md"}

func urlName(address, ext string) string {
	name := "file"
	if u, err := url.Parse(address); err == nil {
		name = cmp.Or(strings.TrimSuffix(path.Base(u.Path), path.Ext(u.Path)), name)
	}
	return name + ext
}

// Errors of adding.
var (
	ErrFormat = errors.New("its format is not read")       // a file or page of another format
	ErrLarge  = errors.New("is larger than what is added") // a file
	ErrText   = errors.New("is not added")                 // a file in which no article was found
)

// NoArticleError says that a page holds no article.
type NoArticleError struct {
	Address string
	Feed    string // that the page names; "" for none
}

func (e *NoArticleError) Error() string {
	hint := "save its text as a file and add that"
	if e.Feed != "" {
		hint = "its feed is " + e.Feed
	}
	return fmt.Sprintf("no article was found on %s; %s", e.Address, hint)
}

// feedOfPage is the address of the feed that a page names in its head.
func feedOfPage(res fetch.Response) string {
	z := html.NewTokenizer(bytes.NewReader(res.Body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			attr := map[string]string{}
			for _, a := range t.Attr {
				attr[a.Key] = a.Val
			}
			kind := attr["type"]
			if t.Data != "link" || attr["rel"] != "alternate" || !strings.Contains(kind, "rss") && !strings.Contains(kind, "atom") && kind != "application/feed+json" {
				continue
			}
			base, err := url.Parse(res.URL)
			if err != nil {
				return ""
			}
			if u, err := base.Parse(attr["href"]); err == nil && checkAddress(u.String()) == nil {
				return u.String()
			}
		}
	}
}

func (f *Folder) addFeed(ctx context.Context, address, title string) (a Added, err error) {
	a = Added{Feed: address, Title: title}
	err = f.store().change(ctx, func(*state) error {
		added, err := addSource(f.dotVerbatim(), address, durable.Replace)
		a.Existed = !added
		return err
	})
	return a, err
}

func (f *Folder) addPage(ctx context.Context, p read.Page, keys []string) (a Added, err error) {
	err = f.store().change(ctx, func(st *state) error {
		keys := append(keys, addressKey(p.URL), textKey(p))
		if k, ok := st.had(keys); ok && k.File != "" && f.exists(k.File) {
			a = Added{File: k.File, Title: p.Title, Existed: true}
			return nil
		}
		now := time.Now()
		file, err := f.write(ctx, p, now)
		if err != nil {
			return err
		}
		a = Added{File: file, Title: p.Title}
		st.remember(keys, known{File: file, Time: pageTime(p, now), Seen: now})
		return nil
	})
	return a, err
}

// Clean removes what a crash has left of files that were being written. Those
// younger than an hour may be another process's.
func (f *Folder) Clean() {
	for _, dir := range []string{"web", "added", ".verbatim"} {
		filepath.WalkDir(f.path(dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), ".") || !strings.Contains(d.Name(), ".tmp-") {
				return nil
			}
			if info, err := d.Info(); err == nil && time.Since(info.ModTime()) > time.Hour {
				os.Remove(path)
			}
			return nil
		})
	}
}

func (f *Folder) exists(file string) bool {
	_, err := os.Lstat(f.path(file))
	return err == nil
}

func (f *Folder) path(file string) string { return filepath.Join(f.Dir, filepath.FromSlash(file)) }

// textKey is that of an article's text, under whatever address.
func textKey(p read.Page) string {
	return keyOf("t", strings.Join(strings.Fields(strings.ToLower(p.Text())), " "))
}

func pageTime(p read.Page, now time.Time) time.Time {
	if p.Published.Known() {
		return p.Published.From.Time()
	}
	return now
}

// write gives an article its file, in one step.
func (f *Folder) write(ctx context.Context, p read.Page, now time.Time) (file string, err error) {
	text, err := p.Markdown()
	if err != nil {
		return "", err
	}
	file = fileOf(p, now)
	gone, err := withdrawn.Read(os.DirFS(f.Dir))
	if err != nil {
		return "", err
	}
	if gone != nil {
		if _, err := f.try(ctx, path.Base(file), text); errors.Is(err, ErrWithdrawn) {
			return "", err
		}
	}
	if err := os.MkdirAll(filepath.Dir(f.path(file)), 0o755); err != nil {
		return "", fmt.Errorf("writing an article into the corpus: %w", err)
	}
	if err := durable.Replace(f.path(file), text); err != nil {
		return "", fmt.Errorf("writing an article into the corpus: %w", err)
	}
	return file, nil
}

// ErrWithdrawn says that a text was taken down for good.
var ErrWithdrawn = errors.New("its text was withdrawn for good")

// Withdrawn forgets the names of files whose texts were withdrawn. That their
// articles were had is still known.
func (f *Folder) Withdrawn(ctx context.Context, files []string) error {
	if _, err := os.Stat(filepath.Join(f.dotVerbatim(), stateFile)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.store().change(ctx, func(st *state) error {
		for key, k := range st.Known {
			if k.File != "" && slices.Contains(files, k.File) {
				k.File = ""
				st.Known[key] = k
			}
		}
		return nil
	})
}

// Trash moves a file of the corpus to the trash. One that is gone already is none.
func (f *Folder) Trash(file string) error {
	if _, err := os.Lstat(f.path(file)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	_, err := trash.Put(f.Dir, file)
	return err
}

// maxFile is the largest file that is added, in bytes.
const maxFile = 64 << 20

// AddFile adds a file of a format that is read, under its name or one near it,
// once it was seen that it holds an article.
func (f *Folder) AddFile(ctx context.Context, name string, r io.Reader) (Added, error) {
	name, err := fileName(name)
	if err != nil {
		return Added{}, err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return Added{}, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(data) > maxFile {
		return Added{}, fmt.Errorf("%s %w (%d MB); put it into the corpus folder by hand", name, ErrLarge, maxFile>>20)
	}
	title, err := f.try(ctx, name, data)
	if err != nil {
		return Added{}, err
	}
	a := Added{Title: title}
	err = f.store().change(ctx, func(*state) error {
		file, existed, err := f.place(name, data)
		a.File, a.Existed = file, existed
		if err != nil || existed {
			return err
		}
		return durable.Replace(f.path(file), data)
	})
	if err != nil {
		return Added{}, fmt.Errorf("writing %s into the corpus: %w", name, err)
	}
	return a, nil
}

// AddAttachment adds a file that somebody has handed over at an address of one
// of the hosts given, such as those of a chat's attachments.
func (f *Folder) AddAttachment(ctx context.Context, name, address string, hosts []string) (Added, error) {
	if _, err := fileName(name); err != nil {
		return Added{}, err // before anything is fetched
	}
	res, err := f.Fetch.Get(ctx, fetch.Request{URL: address, Hosts: hosts, Most: maxFile})
	if err != nil {
		return Added{}, err
	}
	return f.AddFile(ctx, name, bytes.NewReader(res.Body))
}

// try reads the file as the corpus will, elsewhere.
func (f *Folder) try(ctx context.Context, name string, data []byte) (title string, err error) {
	dir, err := os.MkdirTemp("", "verbatim-add-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		return "", err
	}
	folder := read.Dir(dir)
	folder.MaxArticle = f.MaxArticle
	if folder.Withdrawn, err = withdrawn.Read(os.DirFS(f.Dir)); err != nil {
		return "", err
	}
	texts := corpus.NewSpool(dir)
	defer texts.Close()
	l, err := folder.Read(ctx, nil, texts, nil)
	if err != nil {
		return "", err
	}
	switch articles, skipped := l.Articles(), l.Skipped(); {
	case slices.ContainsFunc(skipped, func(k corpus.Skipped) bool { return strings.HasSuffix(k.Reason, read.Withdrawn) }):
		return "", fmt.Errorf("%s is not added: %w", name, ErrWithdrawn)
	case len(articles) == 1:
		return articles[0].Title, nil
	case len(articles) > 1:
		return fmt.Sprintf("%d articles", len(articles)), nil
	case len(skipped) > 0:
		return "", fmt.Errorf("%s %w: %s", skipped[0].File, ErrText, skipped[0].Reason)
	}
	return "", fmt.Errorf("%s %w: it holds no article", name, ErrText)
}

// place is where a file of that name goes; existed when it is there already,
// with the same bytes.
func (f *Folder) place(name string, data []byte) (file string, existed bool, err error) {
	ext := path.Ext(name)
	if strings.HasSuffix(strings.ToLower(name), ".tar.gz") {
		ext = name[len(name)-len(".tar.gz"):]
	}
	if err := os.MkdirAll(f.path("added"), 0o755); err != nil {
		return "", false, err
	}
	for n := 1; ; n++ {
		file = path.Join("added", name)
		if n > 1 {
			file = path.Join("added", fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext))
		}
		there, err := os.ReadFile(f.path(file))
		if errors.Is(err, fs.ErrNotExist) {
			return file, false, nil
		}
		if err != nil || bytes.Equal(there, data) {
			return file, err == nil, err
		}
	}
}

// fileName makes of the name that somebody gave a file one that any system
// takes and that is read.
func fileName(name string) (string, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`<>:"|?*`, r) || r == unicode.ReplacementChar {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(name, "-"))
	name = strings.TrimLeft(strings.Trim(name, " ."), "._ ")
	known := slices.ContainsFunc(read.Extensions, func(ext string) bool {
		return strings.HasSuffix(strings.ToLower(name), ext) && len(name) > len(ext)
	})
	switch {
	case !known:
		return "", fmt.Errorf("%q is not added: %w; its name must end in one of %s", name, ErrFormat, strings.Join(read.Extensions, ", "))
	case len(name) > 150:
		return "", fmt.Errorf("%.40q… is not added: its name is longer than 150 bytes; shorten it", name)
	}
	return name, nil
}
