package read

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"
)

// What is wrong with a file that is no text, and what to do.
var (
	errEmpty   = errors.New("it is empty; delete it or fill it")
	errBinary  = errors.New("it holds NUL bytes, so it is no text; save it as text in UTF-8")
	errZip     = errors.New("it is a Word document or another zip file under a wrong name; save it as text in UTF-8")
	errCharset = errors.New("it is not UTF-8, and its encoding cannot be told; save it as UTF-8")
)

// decode turns the bytes of a file into UTF-8 with "\n" as the only line end.
// contentType is "text/html" where the text may state its own charset, else
// "text/plain". The note says what was assumed, "" where nothing was.
func decode(data []byte, contentType string) (text, note string, err error) {
	text, note, err = toUTF8(data, contentType)
	if err != nil {
		return "", "", err
	}
	text = printable(text)
	if strings.TrimSpace(text) == "" {
		return "", "", errEmpty
	}
	return text, note, nil
}

func toUTF8(data []byte, contentType string) (text, note string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err := convert(data, xunicode.UTF16(xunicode.LittleEndian, xunicode.ExpectBOM))
		if strings.ContainsRune(text, 0) {
			return "", "", errBinary
		}
		return text, "", err
	}
	if bytes.IndexByte(data, 0) >= 0 {
		if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
			return "", "", errZip
		}
		return "", "", errBinary
	}
	declared, name := declaredCharset(data, contentType)
	if utf8.Valid(data) && name != "iso-2022-jp" {
		return string(data), "", nil
	}
	if bad := invalidBytes(data); declared == nil && bad.mostlyUTF8() {
		return strings.ToValidUTF8(string(data), "\ufffd"), fmt.Sprintf("%d bytes are not valid UTF-8 and became \ufffd; save the file as UTF-8", bad.invalid), nil
	}
	if declared == nil {
		if declared, name = guessWestern(data); declared == nil {
			return "", "", errCharset
		}
	}
	text, err = convert(data, declared)
	return text, "read as " + name, err
}

// declaredCharset is what an HTML page says of its own encoding; nil where it
// says nothing, or says UTF-8 (which the bytes show better).
func declaredCharset(data []byte, contentType string) (encoding.Encoding, string) {
	if contentType != "text/html" {
		return nil, ""
	}
	e, name, certain := charset.DetermineEncoding(data, contentType)
	// Without a declaration DetermineEncoding guesses: certain is false then,
	// but so it is for some declared ones; windows-1252 is its guess.
	if !certain && (name == "windows-1252" || name == "utf-8") || name == "utf-8" || name == "replacement" {
		return nil, ""
	}
	return e, name
}

// guessWestern chooses among the three encodings that French and English texts
// come in when they are not UTF-8. They differ in few bytes: 0x80-0x9F are
// letters and signs in windows-1252 alone, and œ is 0xBD in ISO-8859-15 alone.
// Nil means that the text is in none of them: too many of its letters would
// be accented ones, or it has control characters.
func guessWestern(data []byte) (encoding.Encoding, string) {
	var letters, high, c1, ligatures int
	for i, b := range data {
		switch {
		case b < 0x20 && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1a\x1b"), rune(b)):
			return nil, ""
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z':
			letters++
		case b >= 0xc0:
			letters++
			high++
		case b >= 0x80 && b < 0xa0:
			if charmap.Windows1252.DecodeByte(b) == rune(b) || charmap.Windows1252.DecodeByte(b) == utf8.RuneError {
				return nil, ""
			}
			c1++
		case b == 0xbd && i+1 < len(data) && isASCIILetter(data[i+1]):
			ligatures++
		}
	}
	switch {
	case high*5 > letters*2: // French has 4 in 100; Russian or Greek bytes nearly all
		return nil, ""
	case c1 == 0 && ligatures > 0:
		return charmap.ISO8859_15, "iso-8859-15"
	}
	return charmap.Windows1252, "windows-1252" // holds all of ISO-8859-1's printable characters
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// damage counts what a text has of UTF-8 and what of other bytes.
type damage struct{ sequences, invalid int }

func invalidBytes(data []byte) (d damage) {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			d.invalid++
		case n > 1:
			d.sequences++
		}
		data = data[n:]
	}
	return d
}

// mostlyUTF8 tells a UTF-8 text with a few broken bytes from one in another
// encoding, where sequences that are valid by chance are rare.
func (d damage) mostlyUTF8() bool { return d.sequences > 2*d.invalid }

func convert(data []byte, e encoding.Encoding) (string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", errCharset
	}
	return strings.ToValidUTF8(string(out), "\ufffd"), nil
}

// printable makes "\n" of every line end and of form feeds, and drops the
// control characters that no reader should see.
func printable(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }) {
		return text
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

// oneLine folds runs of ASCII white space to one space. Other spaces, such as
// the no-break space before a French colon, stay as printed.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, isASCIISpace), " ")
}

func isASCIISpace(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }
