package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// parseText reads plain text. Lines like "Title: …" or "Auteur : …" at its very
// top are metadata; all else is text, whose structure is guessed.
func parseText(data []byte) (document, error) {
	text, note, err := decode(data, "text/plain")
	if err != nil {
		return document{}, err
	}
	if htmlPage.MatchString(text) {
		d, err := parseHTML(data)
		d.note("it holds a web page, and was read as one")
		return d, err
	}
	d := document{plain: true}
	values, body := headerLines(text)
	d.state(values)
	if note != "" {
		d.note("%s", note)
	}
	d.blocks = plainBlocks(body)
	return d, nil
}

// htmlPage is how a page begins that was saved under the wrong ending.
var htmlPage = regexp.MustCompile(`^\s*(?i:<!doctype html|<html[\s>]|<head[\s>])`)

// headerLines takes the metadata lines off the top of a text: from the first
// line that is not blank, as long as each names a field that is known and not
// stated yet.
func headerLines(text string) (values map[string][]string, body string) {
	values = map[string][]string{}
	rest := strings.TrimLeft(text, "\n")
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		key, value, ok := headerLine(line)
		if !ok || values[key] != nil {
			break
		}
		values[key] = []string{value}
		rest = after
	}
	if !certainHeader(values) {
		return nil, text
	}
	readMailHead(values)
	return values, rest
}

// readMailHead takes the marks of replies off a mail's subject, and for the
// author of a mail that is no reply and not passed on whom its head names as that
// (From, RFC 5322).
func readMailHead(values map[string][]string) {
	for _, k := range []string{"subject", "objet", "sujet"} {
		subject := values[k]
		if subject == nil {
			continue
		}
		own := replyMark.ReplaceAllString(subject[0], "")
		values[k] = []string{own}
		if own != subject[0] {
			continue
		}
		for _, from := range slices.Concat(values["from"], values["de"]) {
			if name := senderName(from); name != "" && values["author"] == nil {
				values["author"] = []string{name}
			}
		}
	}
}

// senderName is the name beside a mail's address, "" where there is none.
func senderName(from string) string {
	name, _, _ := strings.Cut(from, "<")
	name, _, _ = strings.Cut(name, "‹")
	name = strings.Trim(name, " \"'")
	if strings.Contains(name, "@") {
		return ""
	}
	return name
}

// replyMark is what mail programs put before a subject.
var replyMark = regexp.MustCompile(`^(?i:(re|fwd?|tr|aw|wg)\s?:\s*)+`)

// mailKeys are the header lines of a mail that tell nothing of an article.
var mailKeys = []string{"from", "to", "cc", "sent", "de", "a", "envoye", "mime_version", "content_type", "content_transfer_encoding", "message_id", "reply_to", "received", "return_path"}

// certainHeader rejects a single line that could as well be a title of the
// text: "Media: what changes in spring".
func certainHeader(values map[string][]string) bool {
	known := 0
	for key := range values {
		if isFieldKey(key) {
			known++
		}
	}
	if known == 0 || len(values) > 1 {
		return known > 0
	}
	for key := range values {
		if slices.Contains(fieldKeys.publisher, key) || slices.Contains(fieldKeys.lang, key) {
			return false
		}
	}
	return true
}

func headerLine(line string) (key, value string, ok bool) {
	name, value, ok := strings.Cut(line, ":")
	if !ok || len(name) > 40 || strings.HasPrefix(value, "//") {
		return "", "", false
	}
	// French prints a no-break space before the colon.
	key = foldKey(strings.TrimSpace(name))
	value = strings.TrimSpace(value)
	if value == "" || utf8.RuneCountInString(value) > 300 || !isFieldKey(key) && !slices.Contains(mailKeys, key) {
		return "", "", false
	}
	return key, value, true
}
