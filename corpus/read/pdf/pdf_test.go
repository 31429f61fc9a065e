package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// file writes a PDF file of objects, which are numbered from 1. The first is
// the catalogue, the second what the file says of itself.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 2 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

func streamOf(dictionary, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dictionary, len(data), data)
}

func deflated(data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(data))
	w.Close()
	return b.String()
}

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

// page is a file of one page with the font F1.
func page(content, font string, more ...string) []byte {
	return file(append([]string{
		"<< /Type /Catalog /Pages 3 0 R >>", "<< /Title (A title) /Author (Ann Example) /CreationDate (D:20240312) >>",
		"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
		"<< /Type /Page /Parent 3 0 R /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> /XObject << /X1 7 0 R >> >> >>",
		streamOf("", content), font,
	}, more...)...)
}

func texts(d Document) (out []string) {
	for _, p := range d.Pages {
		for _, l := range p.Lines {
			out = append(out, l.Text)
		}
	}
	return out
}

func TestReadTellsLinesAndSpaces(t *testing.T) {
	toUnicode := "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n" +
		"2 beginbfchar <0003> <0020> <0010> <FB01> endbfchar 1 beginbfrange <0024> <0026> <0041> endbfrange 1 beginbfrange <0030> <0031> [<00E9> <D83DDE00>] endbfrange endcmap"
	composite := "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 8 0 R /DescendantFonts [<< /DW 600 /W [3 [250] 36 38 700] >>] >>"
	differences := "<< /Type /Font /Subtype /Type1 /BaseFont /X-Bold /Encoding << /Type /Encoding /Differences [1 /fi 2 /eacute /uni0153 /g77] >> >>"
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"one string":        {page("BT /F1 12 Tf 72 700 Td (Two words \\(and\\) \\351t\\351) Tj ET", helvetica), []string{"Two words (and) été"}},
		"gaps are spaces":   {page("BT /F1 12 Tf 72 700 Td [(No)-600(spaces)-20(he)40(re)] TJ ET", helvetica), []string{"No spaceshere"}},
		"lines":             {page("BT /F1 12 Tf 14 TL 72 700 Td (One) Tj T* (two) Tj (three) ' ET", helvetica), []string{"One", "two", "three"}},
		"cells":             {page("BT /F1 12 Tf 1 0 0 1 72 700 Tm (Left) Tj 1 0 0 1 300 700 Tm (right) Tj ET", helvetica), []string{"Left", "right"}},
		"raised":            {page("BT /F1 12 Tf 72 700 Td (10) Tj /F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 12 Tf ( m) Tj ET", helvetica), []string{"102 m"}},
		"a composite font":  {page("BT /F1 12 Tf 72 700 Td <00240025000300100030> Tj ET", composite, "null", streamOf("", toUnicode)), []string{"AB fié"}},
		"beyond the BMP":    {page("BT /F1 12 Tf 72 700 Td <00240031> Tj ET", composite, "null", streamOf("", toUnicode)), []string{"A😀"}},
		"named glyphs":      {page("BT /F1 12 Tf 72 700 Td (de\\001nie en \\002t\\002, m\\003urs) Tj ET", differences), []string{"definie en été, mœurs"}},
		"a form":            {page("q 1 0 0 1 0 100 cm /X1 Do Q", helvetica, streamOf("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "BT /F1 12 Tf 72 600 Td (In a form) Tj ET")), []string{"In a form"}},
		"an image inside":   {page("BI /W 1 /H 1 ID (\x00EI(\xff EI BT /F1 12 Tf 72 700 Td (Behind it) Tj ET", helvetica), []string{"Behind it"}},
		"a stamp aslant":    {page("BT /F1 12 Tf 0.7 0.7 -0.7 0.7 72 700 Tm (DRAFT) Tj 1 0 0 1 72 600 Tm (Text) Tj ET", helvetica), []string{"Text"}},
		"after the end":     {append(page("BT /F1 12 Tf 72 700 Td (Text) Tj ET", helvetica), "\n<!-- a server's words -->"...), []string{"Text"}},
		"compressed":        {file("<< /Pages 3 0 R >>", "<< >>", "<< /Kids [4 0 R] /Type /Pages /Count 1 >>", "<< /Type /Page /Contents 5 0 R /Resources << /Font << /F1 6 0 R >> >> >>", streamOf("/Filter /FlateDecode", deflated("BT /F1 9 Tf 72 700 Td (Small) Tj ET")), helvetica), []string{"Small"}},
		"broken half-way":   {page("BT /F1 12 Tf 72 700 Td (Text) Tj (and no end", helvetica), []string{"Text"}},
		"a letter too many": {page(strings.Repeat("q ", 5000)+"Q Q Q BT /F1 12 Tf (Te) Tj (xt) Tj ET", helvetica), []string{"Text"}},
	} {
		d, err := Read(c.data)
		if got := texts(d); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v, want %q", name, got, err, c.want)
		}
	}
	d, _ := Read(page("BT /F1 12 Tf 72 700 Td (Text) Tj ET", helvetica))
	if l := d.Pages[0].Lines[0]; d.Title != "A title" || d.Author != "Ann Example" || d.Created != "D:20240312" || l.Size != 12 || l.Left != 72 || l.Base != 700 || d.Pages[0].Height != 842 {
		t.Errorf("%+v", d)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	good := page("BT /F1 12 Tf 72 700 Td (Text) Tj ET", helvetica)
	noLetters := "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /DW 600 >>] >>"
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"no PDF":     {[]byte("hello"), errHeader},
		"encrypted":  {bytes.Replace(good, []byte("/Size 7"), []byte("/Size 7 /ID [(x) (x)] /Encrypt << /Filter /Standard /V 1 /R 2 /P 0 /O (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) /U (yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy) >>"), 1), ErrEncrypted},
		"newer lock": {bytes.Replace(good, []byte("/Size 7"), []byte("/Size 7 /ID [(x) (x)] /Encrypt << /Filter /Standard /V 5 /R 6 >>"), 1), ErrEncrypted},
		"scanned":    {page("q 100 0 0 100 0 0 cm /X1 Do Q", helvetica, streamOf("/Subtype /Image /Filter /DCTDecode", "x")), ErrScanned},
		"no letters": {page("BT /F1 12 Tf 72 700 Td <00240025> Tj ET", noLetters), ErrLetters},
	} {
		if _, err := Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for n := range len(good) - 10 {
		if _, err := Read(good[:n]); err == nil {
			t.Errorf("%d bytes of %d were read as if they were whole", n, len(good))
		}
	}
}

// TestReadEndsOnFilesMadeToDoHarm: each of these made the library loop, call
// itself without end or ask for terabytes.
func TestReadEndsOnFilesMadeToDoHarm(t *testing.T) {
	catalog := "<< /Type /Catalog /Pages 3 0 R >>"
	tail := func(body string, at int) []byte {
		return fmt.Appendf(nil, "%%PDF-1.5\n%s\nstartxref\n%d\n%%%%EOF%s", body, at, "")
	}
	pad := strings.Repeat("% padding\n", 30)
	for name, data := range map[string][]byte{
		"a table before itself":   tail(pad+"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 309 >>", 309),
		"a huge first object":     tail(pad+"xref\n999999999999 1\n0000000000 65535 f \ntrailer << /Size 1 >>", 309),
		"a huge table":            tail(pad+"1 0 obj << /Type /XRef /Size 999999999999 /W [1 1 1] /Length 3 >>\nstream\nabc\nendstream endobj", 309),
		"a huge table, disguised": tail(pad+"1 0 obj << /T#79pe /XRef /Siz#65 % a comment\n 999999999999 /W [1 1 1] /Length 3 >>\nstream\nabc\nendstream endobj", 309),
		"no widths":               tail(pad+"1 0 obj << /Type /XRef /Size 5 /Index [0 999999] /W [0 0 0] /Length 3 >>\nstream\nabc\nendstream endobj", 309),
		"a huge row":              tail(pad+"1 0 obj << /Type /XRef /Size 5 /W [1 1 1] /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999999 >> /Length 3 >>\nstream\nabc\nendstream endobj", 309),
		"a tree in a circle":      file(catalog, "<< >>", "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"),
		"a parent in a circle":    file(catalog, "<< >>", "<< /Type /Page /Parent 3 0 R /Contents 4 0 R >>", streamOf("", "BT /F1 12 Tf (x) Tj ET")),
		"a form in itself":        page("/X1 Do", helvetica, streamOf("/Subtype /Form /Resources << /XObject << /X1 7 0 R >> >>", strings.Repeat("/X1 Do ", 6))),
		"a bomb":                  page("BT /F1 12 Tf 72 700 Td (x) Tj /X1 Do ET", helvetica, streamOf("/Subtype /Form /Filter /FlateDecode", deflated(strings.Repeat("0 ", 4<<20)))),
		"a bomb of text":          page("/X1 Do", helvetica, streamOf("/Subtype /Form /Resources << /Font << /F1 6 0 R >> >> /Filter /FlateDecode", deflated("BT /F1 12 Tf "+strings.Repeat("(xxxxxxxxxxxxxxxx) Tj ", 1<<18)))),
		"nested arrays":           page(strings.Repeat("[", 1<<20), helvetica),
		"nested in the file":      file(catalog, strings.Repeat("[", 1<<20)),
		"open strings":            []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj<<(", 200_000) + "\nstartxref\n9\n%%EOF"),
		"a length in itself":      lengthInItself(),
		"a huge object stream":    page("BT ET", helvetica, streamOf("/Type /ObjStm /N 999999999999 /First 4", "1 0 null")),
		"a bomb of objects":       page("BT ET", helvetica, streamOf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflated(strings.Repeat("0 ", 40<<20)))),
		"differences":             page("BT /F1 9 Tf (x) Tj ET", "<< /Type /Font /Encoding << /Differences ["+strings.Repeat("/a", 300_000)+"] >> >>"),
	} {
		start := time.Now()
		d, err := readWithin(data, 2<<20, 1<<19)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%-24s %8v %d lines, %v", name, took.Round(time.Millisecond), len(texts(d)), err)
		}
	}
}

// lengthInItself is a file with an object stream whose length stands in it.
func lengthInItself() []byte {
	body := "5 0 (x) "
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n" + strings.Repeat("% padding\n", 30))
	stm := b.Len()
	fmt.Fprintf(&b, "4 0 obj << /Type /ObjStm /N 1 /First 4 /Length 5 0 R >>\nstream\n%s\nendstream endobj\n", body)
	at := b.Len()
	entries := string([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, byte(stm >> 8), byte(stm), 0, 2, 0, 4, 0})
	fmt.Fprintf(&b, "6 0 obj << /Type /XRef /Size 6 /W [1 2 1] /Root 5 0 R /Length %d >>\nstream\n%s\nendstream endobj\nstartxref\n%d\n%%%%EOF", len(entries), entries, at)
	return b.Bytes()
}

func FuzzRead(f *testing.F) {
	f.Add(page("BT /F1 12 Tf 72 700 Td [(Two)-300(words)] TJ ET", helvetica))
	f.Add(page("/X1 Do", helvetica, streamOf("/Subtype /Form", "BT /F1 12 Tf 72 600 Td (In a form) Tj ET")))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
		if err != nil && len(d.Pages) > 0 {
			t.Errorf("pages, and the error %v", err)
		}
		for _, s := range texts(d) {
			if strings.TrimSpace(s) != s || s == "" || strings.ContainsAny(s, "ﬁﬂ") {
				t.Errorf("line %q", s)
			}
		}
	})
}

// FuzzContent reads streams that stand in a good file.
func FuzzContent(f *testing.F) {
	f.Add("BT /F1 12 Tf 72 700 Td (Text) Tj ET", "1 beginbfchar <0024> <0041> endbfchar")
	f.Add("q 1 0 0 1 5 5 cm BI ID x EI Q [(a) -300 (b)] TJ", "1 beginbfrange <00> <ff> [<41>] endbfrange")
	f.Fuzz(func(t *testing.T, content, toUnicode string) {
		font := "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 8 0 R >>"
		if _, err := Read(page(content, font, "null", streamOf("", toUnicode))); err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Error(err)
		}
	})
}
