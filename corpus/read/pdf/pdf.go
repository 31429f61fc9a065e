// Package pdf reads the text of PDF files as lines with their places on the
// page. github.com/ledongthuc/pdf reads the file's objects; this package
// interprets the pages, since that library's text has no spaces where a page
// sets none, and trusts what a file says of itself.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Document is what a file says of itself, and its pages that print text.
type Document struct {
	Title, Author string
	Created       string // as the file writes it, like D:20241023101200+02'00'
	Program       string // that made it
	Pages         []Page
	Unread        int // pages that could not be read
}

// Page is the text of one page, in the order in which the file prints it.
type Page struct {
	Height float64 // in points
	Lines  []Line
}

// Line is a piece of text on one line. Left, Right and Base are its place in
// points (1/72 inch), from the left and from the bottom of the page; Size is
// that of its letters.
type Line struct {
	Text              string
	Left, Right, Base float64
	Size              float64
	Bold              bool
}

// Limits of what is read of one file.
const (
	maxPages    = 3000
	maxContent  = 32 << 20 // bytes of all its streams that are read, inflated
	maxText     = 8 << 20  // bytes of text
	maxForms    = 1000     // on a page
	maxTreeDeep = 48       // of the tree of pages
)

// What is wrong with a file, and what to do.
var (
	ErrEncrypted = errors.New("it is encrypted with a password; save it without one")
	ErrScanned   = errors.New("it holds no text, only pictures of pages; run character recognition (OCR) over it, or save the text")
	ErrLetters   = errors.New("its fonts do not say which letters they print, so its text cannot be read; print it to PDF again with another program, or save the text")
	errHeader    = errors.New("it is not a PDF file, whatever its name says; give it its right ending")
)

// Read reads a whole file.
func Read(data []byte) (Document, error) { return readWithin(data, maxContent, maxText) }

// readWithin reads so many bytes of streams, and so many of text.
func readWithin(data []byte, content int64, text int) (d Document, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = Document{}, broken(p)
		}
	}()
	if data, err = trimmed(data); err != nil {
		return d, err
	}
	if err := plausible(data); err != nil {
		return d, err
	}
	r, err := pdf.NewReader(newSource(data), int64(len(data)))
	if err != nil {
		return d, broken(err)
	}
	info := r.Trailer().Key("Info")
	d.Title, d.Author, d.Created = textOf(info.Key("Title")), textOf(info.Key("Author")), textOf(info.Key("CreationDate"))
	d.Program = textOf(info.Key("Creator")) + " " + textOf(info.Key("Producer"))
	p := &printer{left: content, text: text, fonts: map[string]*font{}}
	for _, v := range pages(r.Trailer().Key("Root").Key("Pages")) {
		page, ok := Page{}, false
		if p.left > 0 && p.text > 0 {
			page, ok = p.page(v)
		}
		if !ok {
			d.Unread++
		} else if len(page.Lines) > 0 {
			d.Pages = append(d.Pages, page)
		}
	}
	switch {
	case len(d.Pages) == 0 && d.Unread > 0:
		return d, errImplausible
	case p.unknown > p.known/4 && p.unknown > 0:
		return d, ErrLetters
	case len(d.Pages) == 0:
		return d, ErrScanned
	}
	return d, nil
}

// trimmed is the file as the library expects it: the header's version is one
// that it knows, and nothing stands behind the end.
func trimmed(data []byte) ([]byte, error) {
	const head = "%PDF-1.7\n"
	start := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	end := bytes.LastIndex(data, []byte("%%EOF"))
	switch {
	case start < 0:
		return nil, errHeader
	case end < start+len(head):
		return nil, errors.New("it breaks off before its end; download or copy it again")
	}
	data = bytes.Clone(data[start : end+len("%%EOF")]) // offsets count from the header
	copy(data, head)
	if len(data) < 200 { // the library looks for the end in the last 100 bytes
		return nil, errImplausible
	}
	return data, nil
}

func broken(p any) error {
	err, ok := p.(error)
	switch {
	case ok && errors.Is(err, errImplausible):
		return errImplausible
	case ok && (errors.Is(err, pdf.ErrInvalidPassword) || strings.Contains(err.Error(), "unsupported PDF: encryption")):
		return ErrEncrypted
	}
	return fmt.Errorf("it is broken (%.80s); open it and print it to PDF again", strings.TrimPrefix(fmt.Sprint(p), "malformed PDF: "))
}

// textOf is a string of the file as text.
func textOf(v pdf.Value) string {
	if v.Kind() != pdf.String {
		return ""
	}
	raw := v.RawString()
	if strings.HasPrefix(raw, "\xef\xbb\xbf") { // PDF 2.0
		return strings.ToValidUTF8(raw[3:], "\ufffd")
	}
	return strings.ToValidUTF8(strings.Trim(v.Text(), "\x00"), "\ufffd")
}

// pages are the leaves of the tree of pages. One that leads back to itself
// ends at the limit of its depth or of their number.
func pages(root pdf.Value) []pdf.Value {
	var out []pdf.Value
	visits := 0
	var visit func(v pdf.Value, depth int)
	visit = func(v pdf.Value, depth int) {
		if visits++; depth > maxTreeDeep || visits > 4*maxPages || len(out) >= maxPages {
			return
		}
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			if v.Kind() == pdf.Dict {
				out = append(out, v)
			}
			return
		}
		for i := range kids.Len() {
			visit(kids.Index(i), depth+1)
		}
	}
	visit(root, 0)
	return out
}

// inherited is a value of a page, or of a node above it.
func inherited(v pdf.Value, key string) pdf.Value {
	for range maxTreeDeep {
		if found := v.Key(key); !found.IsNull() {
			return found
		}
		v = v.Key("Parent")
	}
	return pdf.Value{}
}

// stream reads a stream, or an array of them, as long as there is room.
func (p *printer) stream(v pdf.Value) []byte {
	var out bytes.Buffer
	parts := []pdf.Value{v}
	if v.Kind() == pdf.Array {
		parts = parts[:0]
		for i := range min(v.Len(), 10_000) {
			parts = append(parts, v.Index(i))
		}
	}
	for _, part := range parts {
		if part.Kind() != pdf.Stream || p.left <= 0 {
			continue
		}
		r := part.Reader()
		n, _ := io.Copy(&out, io.LimitReader(r, p.left)) // what a broken stream gives before it breaks counts
		p.left -= n
		r.Close()
		out.WriteByte('\n')
	}
	return out.Bytes()
}

// page reads one page; ok is false when it cannot be read.
func (p *printer) page(v pdf.Value) (page Page, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if r == any(errImplausible) {
				panic(r)
			}
			page, ok = Page{}, false
		}
	}()
	box := inherited(v, "MediaBox")
	page.Height = box.Index(3).Float64() - box.Index(1).Float64()
	p.start(inherited(v, "Rotate").Int64())
	p.run(p.stream(v.Key("Contents")), inherited(v, "Resources"), 0)
	p.endLine()
	page.Lines = p.lines
	if p.turned {
		page.Height = box.Index(2).Float64() - box.Index(0).Float64()
	}
	return page, true
}
