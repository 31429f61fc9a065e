package bot

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/language"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/timeline"
)

// view is a timeline as somebody looks at it: what was asked, and which part of
// it is seen. It is made anew from the articles whenever a button is pressed:
// the State of the reply holds what was asked, and nothing is stored.
type view struct {
	query    timeline.Query
	from, to corpus.Day // that was zoomed in on; both 0: nothing was
	corpus   uint32     // tells the corpus that the timeline was first made of
	page     int        // from 0
	sum      uint32     // of a publisher whose name is too long for a state, until it is looked up
}

// newView is what a command asks for.
func newView(r Request) (view, error) {
	v := view{query: timeline.Query{
		Topic: shortTopic(r.Options[optTopic]), Lang: ReadLang(r.Options[optLang]), Publisher: strings.TrimSpace(r.Options[optPublisher]),
		Limit: min(r.Options.Number(optLimit), maxEvents),
	}}
	return v, v.query.Within(r.Options[optFrom], r.Options[optTo], r.Locale, now())
}

// shown is the query of what is seen.
func (v *view) shown() timeline.Query {
	q := v.query
	if v.from != v.to {
		q.From, q.To = v.from, v.to
	}
	return q
}

// zoomTo shows the time between two dates as people write them, all of it where
// both are "".
func (v *view) zoomTo(from, to, locale string) error {
	q := v.query
	if err := q.Within(from, to, locale, now()); err != nil {
		return err
	}
	v.from, v.to = q.From, q.To
	return nil
}

// zoomOn shows the period that was picked in the menu.
func (v *view) zoomOn(picked string) error {
	if picked == zoomOut {
		v.from, v.to = 0, 0
		return nil
	}
	a, b, ok := strings.Cut(picked, ".")
	from, err := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if !ok || err != nil || err2 != nil || from >= to {
		return errState
	}
	v.from, v.to = corpus.Day(from), corpus.Day(to)
	return nil
}

// fingerprint tells one corpus from another.
func fingerprint(lib *corpus.Library) uint32 {
	h := fnv.New32a()
	h.Write([]byte(lib.Version()))
	return h.Sum32()
}

// changed says that the articles are others than those of the first page.
func (v *view) changed(t *timeline.Timeline, w *locale.Words) string {
	if v.corpus == 0 || v.corpus == fingerprint(t.Library) {
		return ""
	}
	return string(w.Timeline.Changed)
}

// heading names the topic, and what was left out of the search for it.
func (v *view) heading(w *locale.Words) string {
	q := v.shown()
	period := ""
	if q.Period().Known() {
		period = timeline.WordsFor(w.Lang).When(q.Period())
	}
	var publishers []string
	if q.Publisher != "" {
		publishers = []string{short(q.Publisher, 100)}
	}
	title := w.Title.With("title", short(q.Topic, maxTopic))
	return joined(" · ", w.Timeline.Heading.With("topic", title), period, w.Filters(publishers, q.Lang, corpus.Date{}, corpus.Date{}))
}

// form asks for the dates to zoom to.
func (v *view) form(r Request) Modal {
	r.Private = true // nobody else sees a form
	w := wordsFor(r, language.Detect(v.query.Topic, corpus.French, corpus.English))
	f := w.Timeline.Form
	field := func(name string, label locale.Text) Field {
		return Field{Name: name, Label: string(label), Hint: string(f.Hint), Most: maxPeriod}
	}
	return Modal{Name: timelineButton, Arg: argZoom, Title: string(f.Title), Fields: []Field{field(optFrom, f.From), field(optTo, f.To)}}
}

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
