package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// folder checks that a folder exists, and returns its absolute path.
func folder(name string) (string, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s does not exist%w", name, silent{err})
	case err != nil:
		return "", err
	case !info.IsDir():
		return "", fmt.Errorf("%s is a file, not a folder", name)
	}
	return filepath.Abs(name)
}

// parseQuoteMax reads a length in characters: a shorter one than 100 would cut
// nearly every quote to one sentence; of one article an answer in Discord shows
// no more than 600.
func parseQuoteMax(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 100 || n > 600 {
		return 0, fmt.Errorf("%q is not a number from 100 to 600", text)
	}
	return n, nil
}

// parseTranslate reads the address of a site that translates.
func parseTranslate(text string) (string, error) {
	filled := strings.NewReplacer("{text}", "text", "{from}", "fr", "{to}", "en").Replace(text)
	u, err := url.Parse(filled)
	if err != nil || u.Scheme != "https" || u.Host == "" || !strings.Contains(text, "{text}") {
		return "", fmt.Errorf("%q is not an https address with {text} in it", text)
	}
	if strings.ContainsAny(filled, "{}") {
		return "", fmt.Errorf("%q has other braces than {text}, {from} and {to}", text)
	}
	return text, nil
}

// parseSize reads a number of bytes: 500000, 10MB, 1.5 GB.
func parseSize(text string) (int64, error) {
	number, unit := strings.ToUpper(strings.ReplaceAll(text, " ", "")), 1.0
	for suffix, bytes := range map[string]float64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30} {
		if n, ok := strings.CutSuffix(number, suffix); ok {
			number, unit = n, bytes
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || !(n*unit >= 1 && n*unit < math.MaxInt64) {
		return 0, fmt.Errorf("%q is not a size", text)
	}
	return int64(n * unit), nil
}

// silent is an error that is known and not said again.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// parseShare reads a percentage: 50, 50%.
func parseShare(text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "%")), 64)
	if err != nil || !(n >= 0 && n <= 100) {
		return 0, fmt.Errorf("%q is not a percentage", text)
	}
	return n / 100, nil
}

// parseKeep reads a number of generations: each takes disk.
func parseKeep(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 100 {
		return 0, fmt.Errorf("%q is not a number from 1 to 100", text)
	}
	return n, nil
}

// parseIDs reads numbers that Discord gives to servers and channels.
func parseIDs(text string) ([]string, error) {
	ids := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	for _, id := range ids {
		if n, err := strconv.ParseUint(id, 10, 64); err != nil || n < 1<<22 || id[0] == '0' {
			return nil, fmt.Errorf("%q is not an ID of Discord", id)
		}
	}
	return ids, nil
}

// parseDays reads a number of days, 0 or more.
func parseDays(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is not a number of days", text)
	}
	return n, nil
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "true", "1", "yes", "on":
		return true, nil
	case "false", "0", "no", "off":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither true nor false", text)
}

// parseToken checks only what a token of any form would fail by: Discord has
// changed the form before.
func parseToken(text string) (string, error) {
	token := strings.TrimPrefix(text, "Bot ")
	if token == "" {
		return "", errors.New("the file is empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r > unicode.MaxASCII }) {
		return "", errors.New("a token has no spaces and only ASCII letters, digits and signs")
	}
	return token, nil
}

// parseOrigin reads a scheme and a host.
func parseOrigin(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", fmt.Errorf("%q is not an http or https address", text)
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%q has more than a scheme and a host", text)
	}
	return u.Scheme + "://" + u.Host, nil
}

// parseContact reads what goes into a header of HTTP.
func parseContact(text string) (string, error) {
	if len(text) > 200 || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || r == '(' || r == ')' || r == ';' }) {
		return "", fmt.Errorf("%q is no address", text)
	}
	return text, nil
}
