package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// font says which letters the codes of a string print, and how wide they are.
type font struct {
	wide    bool // a code has two bytes
	bold    bool
	table   [256]string // of codes of one byte; "" where nobody says
	mapped  map[int]string
	widths  map[int]float64 // in thousandths of the size
	missing float64         // the width of all other codes
}

// Widths of letters where a font states none: an average letter's.
const usualWidth = 500

func readFont(p *printer, v pdf.Value) *font {
	f := &font{widths: map[int]float64{}, missing: usualWidth}
	base := v.Key("BaseFont").Name()
	for _, w := range []string{"Bold", "Black", "Heavy", "Semibold", "Demi"} {
		f.bold = f.bold || strings.Contains(base, w)
	}
	if tounicode := v.Key("ToUnicode"); tounicode.Kind() == pdf.Stream {
		f.mapped = readCharacterMap(p.stream(tounicode))
	}
	if v.Key("Subtype").Name() == "Type0" {
		f.wide = true
		f.wideWidths(v.Key("DescendantFonts").Index(0))
		return f
	}
	f.byteTable(v)
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	if v.Key("Subtype").Name() == "Type3" { // in units of its own
		scale := v.Key("FontMatrix").Index(0).Float64() * 1000
		for c := range f.widths {
			f.widths[c] *= scale
		}
	}
	return f
}

// byteTable is what the codes of a simple font print: the base encoding, and
// the differences by name, which the library knows.
func (f *font) byteTable(v pdf.Value) {
	encoding := v.Key("Encoding")
	base, set := encoding.Name(), charmap.Windows1252
	if encoding.Kind() == pdf.Dict {
		base = encoding.Key("BaseEncoding").Name()
	}
	if base == "MacRomanEncoding" {
		set = charmap.Macintosh
	}
	for c := range f.table {
		if r := set.DecodeByte(byte(c)); c >= ' ' && r != '\ufffd' {
			f.table[c] = string(r)
		}
	}
	differences := encoding.Key("Differences")
	if differences.Len() > 1000 {
		return
	}
	library := (&pdf.Font{V: v}).Encoder()
	code := -1
	for i := range differences.Len() {
		switch x := differences.Index(i); x.Kind() {
		case pdf.Integer:
			code = int(x.Int64())
		case pdf.Name:
			if code >= 0 && code < 256 {
				f.table[code] = named(x.Name(), library.Decode(string([]byte{byte(code)})), code)
			}
			code++
		}
	}
}

// named is the letter of a glyph's name: as the library knows it, or as the
// name itself tells (uni00E9). A name that tells nothing prints nothing known.
func named(glyph, decoded string, code int) string {
	if hex, ok := strings.CutPrefix(glyph, "uni"); ok && len(hex) >= 4 {
		if r, err := strconv.ParseUint(hex[:4], 16, 16); err == nil {
			return string(rune(r))
		}
	}
	// The library gives back the code where it does not know a name, such as g23.
	if decoded == string(rune(code)) && strings.ContainsAny(glyph, "0123456789") {
		return ""
	}
	return decoded
}

func (f *font) wideWidths(v pdf.Value) {
	f.missing = 1000
	if w := v.Key("DW"); w.Kind() == pdf.Integer || w.Kind() == pdf.Real {
		f.missing = w.Float64()
	}
	w := v.Key("W") // "first [w w w]" or "first last w"
	const limit = 1 << 16
	for i := 0; i+1 < w.Len() && len(f.widths) < limit; {
		first, second := int(w.Index(i).Int64()), w.Index(i+1)
		if second.Kind() == pdf.Array {
			for j := range min(second.Len(), limit) {
				f.widths[first+j] = second.Index(j).Float64()
			}
			i += 2
			continue
		}
		width := w.Index(i + 2).Float64()
		for c := first; c <= min(int(second.Int64()), first+limit); c++ {
			f.widths[c] = width
		}
		i += 3
	}
}

// each yields the codes of a string with their letters, "" where the font does
// not tell them.
func (f *font) each(s literal, yield func(code int, text string)) {
	if !f.wide {
		for i := range len(s) {
			c := int(s[i])
			text, ok := f.mapped[c]
			if !ok {
				text = f.table[c]
			}
			yield(c, text)
		}
		return
	}
	for i := 0; i+1 < len(s); i += 2 {
		c := int(s[i])<<8 | int(s[i+1])
		yield(c, f.mapped[c])
	}
}

func (f *font) width(code int) float64 {
	if w, ok := f.widths[code]; ok {
		return w
	}
	return f.missing
}

// readCharacterMap reads a ToUnicode map: pairs of code and text, and ranges.
func readCharacterMap(data []byte) map[int]string {
	const limit = 1 << 17
	l := &lexer{data: data}
	out := map[int]string{}
	var operands []any
	for {
		o, ok := l.next()
		if !ok {
			return out
		}
		switch o {
		case operator("endbfchar"):
			for i := 0; i+1 < len(operands); i += 2 {
				out[codeOf(operands[i])] = unicodeOf(operands[i+1])
			}
		case operator("endbfrange"):
			for i := 0; i+2 < len(operands) && len(out) < limit; i += 3 {
				addRange(out, codeOf(operands[i]), codeOf(operands[i+1]), operands[i+2])
			}
		}
		if _, is := o.(operator); is {
			operands = operands[:0]
		} else if len(operands) < limit {
			operands = append(operands, o)
		}
	}
}

func addRange(out map[int]string, first, last int, to any) {
	list, isList := to.(array)
	for i := 0; i <= min(last-first, 0xffff); i++ {
		if isList {
			if i < len(list) {
				out[first+i] = unicodeOf(list[i])
			}
			continue
		}
		s, _ := to.(literal)
		if len(s) < 2 {
			return
		}
		b := []byte(s)
		n := int(b[len(b)-2])<<8 + int(b[len(b)-1]) + i
		b[len(b)-2], b[len(b)-1] = byte(n>>8), byte(n)
		out[first+i] = unicodeOf(literal(b))
	}
}

func codeOf(o any) int {
	s, _ := o.(literal)
	code := 0
	for i := range min(len(s), 4) {
		code = code<<8 | int(s[i])
	}
	return code
}

func unicodeOf(o any) string {
	s, _ := o.(literal)
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < min(len(s), 64); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
