package read

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The keys of JSON lines for what is not metadata; BEIR's are _id and text.
var (
	idKeys   = []string{"_id", "id"}
	textKeys = []string{"text", "body", "content", "content_text", "articlebody", "content_html", "html"}
)

// markup is what a text holds that is HTML, as in feeds.
var markup = regexp.MustCompile(`(?i)</p>|<br ?/?>|</div>|</h[1-6]>`)

// maxID is the longest ID that a line may state, in bytes: IDs go into reports,
// messages and index keys.
const maxID = 256

// jsonLine is one line of a JSON-lines file, numbered from 1.
type jsonLine struct {
	number int
	data   []byte // nil when the line is over the limit, which is not held
}

// jsonLines yields the lines of r that are not blank. One that is longer than
// limit bytes comes without its data.
func jsonLines(r io.Reader, limit int64, yield func(jsonLine) error) error {
	br := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		data, over, err := readLine(br, limit)
		if err != nil && err != io.EOF {
			return err
		}
		done := err == io.EOF
		if over || len(bytes.TrimSpace(data)) > 0 {
			if over {
				data = nil
			}
			if err := yield(jsonLine{number, data}); err != nil {
				return err
			}
		}
		if done {
			return nil
		}
	}
}

// readLine reads up to and with "\n". What is beyond limit is read and dropped.
func readLine(br *bufio.Reader, limit int64) (line []byte, over bool, err error) {
	for {
		part, err := br.ReadSlice('\n')
		if over = over || int64(len(line)+len(part)) > limit+1; over {
			line = nil
		} else {
			line = append(line, part...)
		}
		if err != bufio.ErrBufferFull {
			return line, over, err
		}
	}
}

// textReader is r from behind its byte order mark, as UTF-8 where the mark
// says UTF-16.
func textReader(r io.Reader) io.Reader {
	return transform.NewReader(r, xunicode.BOMOverride(transform.Nop))
}

// parseJSONLine reads one article of the file named.
func parseJSONLine(file string, line []byte) (document, error) {
	d := document{plain: true}
	text, note, err := decode(line, "text/plain")
	if err != nil {
		return d, err
	}
	var object map[string]any
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	if err := dec.Decode(&object); err != nil {
		return d, jsonError(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return d, errors.New("more than one JSON value; write one object a line")
	}
	values := make(map[string][]string, len(object))
	for k, v := range object {
		if s := scalars(v); len(s) > 0 {
			values[foldJSONKey(k)] = s
		}
	}
	return d, d.fromJSON(file, values, note)
}

func (d *document) fromJSON(file string, values map[string][]string, note string) error {
	d.state(values)
	if note != "" {
		d.note("%s", note)
	}
	body := printable(strings.Join(firstOf(values, textKeys), "\n\n"))
	if markup.MatchString(body) {
		d.blocks, d.plain = htmlBlocks(body), false
	} else if strings.TrimSpace(body) != "" {
		d.blocks = plainBlocks(body)
	} else if d.title != "" { // some test collections have documents of a title alone
		d.blocks = []block{{paragraph, d.title}}
	} else {
		return errors.New(`no text; give it a "text"`)
	}
	d.id = strings.TrimSpace(strings.Join(firstOf(values, idKeys), " "))
	switch {
	case len(d.id) > maxID:
		return fmt.Errorf("an ID of %d bytes; shorten it to %d", len(d.id), maxID)
	case d.id == "":
		sum := sha256.Sum256([]byte(d.title + "\x00" + body))
		d.id = idOf(file + "#" + hex.EncodeToString(sum[:]))
	}
	return nil
}

// idOf makes an article ID of a name.
func idOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])[:12]
}

func firstOf(values map[string][]string, keys []string) []string {
	for _, k := range keys {
		if v := values[k]; strings.TrimSpace(strings.Join(v, "")) != "" {
			return v
		}
	}
	return nil
}

// foldJSONKey folds a key, save that "_id" and "id" are two.
func foldJSONKey(k string) string {
	if slices.Contains(idKeys, k) {
		return k
	}
	return foldKey(k)
}

// scalars are the strings and numbers of a value, of a list of them, or the
// name of an object such as {"name": "…"}, as feeds write persons.
func scalars(v any) []string {
	switch v := v.(type) {
	case string:
		if v != "" {
			return []string{strings.ToValidUTF8(v, "\ufffd")}
		}
	case json.Number:
		return []string{v.String()}
	case []any:
		var out []string
		for _, e := range v {
			if _, nested := e.([]any); !nested {
				out = append(out, scalars(e)...)
			}
		}
		return out
	case map[string]any:
		if name, ok := v["name"].(string); ok && name != "" {
			return []string{name}
		}
	}
	return nil
}

func jsonError(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("a JSON %s, not an object; write one object a line", wrong.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("JSON that breaks off; write one whole object a line")
	}
	msg := err.Error()
	if !utf8.ValidString(msg) {
		msg = strings.ToValidUTF8(msg, "\ufffd")
	}
	return fmt.Errorf("not JSON (%s); mend the line", msg)
}
