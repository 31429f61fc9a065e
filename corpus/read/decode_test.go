package read

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	xunicode "golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	encoded := func(s string, encode func(string) (string, error)) string {
		out, err := encode(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const french = "Où l’œuvre coûte 5 €, « déjà » payés à Noël."
	const latin = "Où l'été déjà passé à Noël, garçon, «vérité»."
	const latin9 = "Un œuf coûte 5 € à Noël."
	tests := []struct {
		name, in, contentType, want, note string
		err                               error
	}{
		{name: "UTF-8", in: french, want: french},
		{name: "UTF-8 with a byte order mark", in: "\ufeff" + french, want: french},
		{name: "UTF-16 little endian", in: encoded(french, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM).NewEncoder().String), want: french},
		{name: "UTF-16 big endian", in: encoded(french, xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM).NewEncoder().String), want: french},
		{name: "Latin-1", in: encoded(latin, charmap.ISO8859_1.NewEncoder().String), want: latin, note: "read as windows-1252"},
		{name: "Windows-1252", in: encoded(french, charmap.Windows1252.NewEncoder().String), want: french, note: "read as windows-1252"},
		{name: "Latin-9", in: encoded(latin9, charmap.ISO8859_15.NewEncoder().String), want: latin9, note: "read as iso-8859-15"},
		{name: "a page in Russian", contentType: "text/html", note: "read as windows-1251",
			in:   encoded(`<meta charset="windows-1251"><p>Привет`, charmap.Windows1251.NewEncoder().String),
			want: `<meta charset="windows-1251"><p>Привет`},
		{name: "a page in Japanese", contentType: "text/html", note: "read as iso-2022-jp",
			in:   encoded(`<meta charset="iso-2022-jp"><p>日本`, japanese.ISO2022JP.NewEncoder().String),
			want: `<meta charset="iso-2022-jp"><p>日本`},
		{name: "a page that says Latin-1 and is UTF-8", in: `<meta charset="iso-8859-1">é`, contentType: "text/html", want: `<meta charset="iso-8859-1">é`},
		{name: "a page of another encoding that says UTF-8", in: "<meta charset=utf-8>\xe9t\xe9 indien", contentType: "text/html", want: "<meta charset=utf-8>été indien", note: "read as windows-1252"},
		{name: "a few broken bytes", in: "déjà été à Noël \xff fin", want: "déjà été à Noël \ufffd fin", note: "1 bytes are not valid UTF-8 and became \ufffd; save the file as UTF-8"},
		{name: "Russian without a declaration", in: encoded("Привет, как дела сегодня", charmap.Windows1251.NewEncoder().String), err: errCharset},
		{name: "line ends", in: "a\r\nb\rc\nd\fe", want: "a\nb\nc\nd\ne"},
		{name: "control characters", in: "a\x1b[1mb\x07", want: "a[1mb"},
		{name: "Word document", in: "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", err: errZip},
		{name: "NUL bytes", in: "a\x00b", err: errBinary},
		{name: "UTF-16 with NUL characters", in: "\xff\xfea\x00\x00\x00", err: errBinary},
		{name: "no byte", in: "", err: errEmpty},
		{name: "white space alone", in: "\ufeff \r\n\t", err: errEmpty},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.contentType == "" {
				test.contentType = "text/plain"
			}
			got, note, err := decode([]byte(test.in), test.contentType)
			if got != test.want || note != test.note || !errors.Is(err, test.err) {
				t.Errorf("got %q, %q, %v; want %q, %q, %v", got, note, err, test.want, test.note, test.err)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"plain", "\xef\xbb\xbfé", "\xff\xfea\x00", "caf\xe9 du c\xbdur", "<meta charset=shift_jis>\x83\x41", "a\r\n\rb\x00", "<meta charset=utf-16>x"} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Fuzz(func(t *testing.T, data []byte, html bool) {
		contentType := "text/plain"
		if html {
			contentType = "text/html"
		}
		text, _, err := decode(data, contentType)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") || strings.TrimSpace(text) == "" {
			t.Errorf("%q became %q", data, text)
		}
		if again, note, err := decode([]byte(text), "text/plain"); again != text && !strings.HasPrefix(text, "\ufeff") || note != "" || err != nil && !errors.Is(err, errEmpty) {
			t.Errorf("%q decoded again is %q, %q, %v", text, again, note, err)
		}
	})
}
