package bot

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// stateVersion begins every state, so that one of an earlier shape is refused.
const stateVersion = 2

const (
	// topicRoom is how many bytes a topic may take of a state, so that the
	// buttons of one page hold it: what maxTopic characters take in UTF-16.
	topicRoom = 2 * maxTopic
	// nameRoom is how many bytes the name of a publisher may take. Of a longer one
	// a checksum is kept.
	nameRoom = 24
)

// shortTopic is a topic that fits a state: one that does not, for it is of
// emoji above all, is asked without them. Nothing can be searched by them.
func shortTopic(topic string) string {
	if len(topic) <= topicRoom || 2*len(utf16.Encode([]rune(topic))) <= topicRoom {
		return topic
	}
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return -1
		}
		return r
	}, topic)
}

// state writes the view, but for its page.
func (v *view) state() string {
	b := []byte{stateVersion}
	b = binary.BigEndian.AppendUint32(b, v.corpus)
	for _, d := range []corpus.Day{v.query.From, v.query.To, v.from, v.to} {
		b = binary.AppendVarint(b, int64(d))
	}
	b = binary.AppendUvarint(b, uint64(v.query.Limit))
	b = appendText(b, string(v.query.Lang))
	switch publisher := v.query.Publisher; {
	case v.sum != 0:
		b = binary.BigEndian.AppendUint32(appendText(b, ""), v.sum)
	case len(publisher) > nameRoom:
		b = binary.BigEndian.AppendUint32(appendText(b, ""), sumOf(words(publisher)))
	case publisher == "":
		b = binary.BigEndian.AppendUint32(appendText(b, ""), 0)
	default:
		b = appendText(b, publisher)
	}
	topic := append([]byte{asUTF8}, v.query.Topic...)
	if units := utf16.Encode([]rune(v.query.Topic)); 2*len(units) < len(v.query.Topic) {
		topic = []byte{asUTF16}
		for _, u := range units {
			topic = binary.BigEndian.AppendUint16(topic, u)
		}
	}
	return base64.RawURLEncoding.EncodeToString(append(b, topic...))
}

// How the topic of a state is written: Russian and Chinese are shorter in UTF-16.
const (
	asUTF8 = iota
	asUTF16
)

// appendText adds a text with its length before it.
func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decodeView reads what state wrote. A publisher of whom it holds a checksum is
// to be looked up.
func decodeView(state string) (view, error) {
	raw, err := base64.RawURLEncoding.DecodeString(state)
	if err != nil || len(raw) < 5 || raw[0] != stateVersion {
		return view{}, errState
	}
	v := view{corpus: binary.BigEndian.Uint32(raw[1:])}
	d := &decoder{rest: raw[5:]}
	for _, to := range []*corpus.Day{&v.query.From, &v.query.To, &v.from, &v.to} {
		*to = corpus.Day(d.int())
	}
	v.query.Limit = min(d.uint(), maxEvents)
	v.query.Lang = corpus.Lang(d.text())
	if v.query.Publisher = d.text(); v.query.Publisher == "" {
		v.sum = d.uint32()
	}
	v.query.Topic = d.topic()
	if d.failed || v.from > v.to || v.query.From > v.query.To || !utf8.ValidString(v.query.Topic+v.query.Publisher) {
		return view{}, errState
	}
	return v, nil
}

// viewOf reads the state of a reply, and looks up who was asked for in it.
func (h *handler) viewOf(state string) (view, error) {
	v, err := decodeView(state)
	if err != nil || v.sum == 0 {
		return v, err
	}
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return v, err
	}
	defer release()
	if v.query.Publisher = publisherOf(gen.Library().Publishers(), v.sum); v.query.Publisher == "" {
		return v, errChanged
	}
	v.sum = 0
	return v, nil
}

// publisherOf is the name, or the part of a name, that has a checksum; "" when
// there is none.
func publisherOf(names []string, sum uint32) string {
	for _, name := range names {
		all := words(name)
		if sumOf(all) == sum {
			return name
		}
		for i := range all {
			for j := i + 1; j <= len(all); j++ {
				if sumOf(all[i:j]) == sum {
					return strings.Join(all[i:j], " ")
				}
			}
		}
	}
	return ""
}

// words are those that a publisher is looked for by.
func words(name string) []string {
	var all []string
	for _, t := range analysis.Plain(name) {
		all = append(all, t.Exact)
	}
	return all
}

// sumOf is a checksum of words; never 0.
func sumOf(words []string) uint32 {
	h := fnv.New32a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{' '})
	}
	return max(1, h.Sum32())
}

// text reads a text with its length before it.
func (d *decoder) text() string {
	n := d.uint()
	if n > len(d.rest) {
		d.failed, d.rest = true, nil
		return ""
	}
	s := string(d.rest[:n])
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) uint32() uint32 {
	if len(d.rest) < 4 {
		d.failed, d.rest = true, nil
		return 0
	}
	n := binary.BigEndian.Uint32(d.rest)
	d.rest = d.rest[4:]
	return n
}

// topic reads all that is left.
func (d *decoder) topic() string {
	if len(d.rest) == 0 {
		d.failed = true
		return ""
	}
	kind, rest := d.rest[0], d.rest[1:]
	if kind == asUTF8 {
		return string(rest)
	}
	if kind != asUTF16 || len(rest)%2 != 0 {
		d.failed = true
		return ""
	}
	units := make([]uint16, len(rest)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(rest[2*i:])
	}
	return string(utf16.Decode(units))
}
