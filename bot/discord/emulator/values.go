package emulator

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
)

// integer reads a JSON number, 0 if v is none.
func integer(v any) int {
	switch n := v.(type) {
	case json.Number:
		i, _ := n.Int64()
		return int(i)
	case int:
		return n
	case float64:
		return int(n)
	}
	return 0
}

// text reads a JSON string, "" if v is none.
func text(v any) string {
	s, _ := v.(string)
	return s
}

// truth reads a JSON boolean, false if v is none.
func truth(v any) bool {
	b, _ := v.(bool)
	return b
}

// objects reads a JSON array of objects, and passes over whatever else is in it.
func objects(v any) []object {
	list, _ := v.([]any)
	var out []object
	for _, e := range list {
		if o, ok := e.(object); ok {
			out = append(out, o)
		}
	}
	return out
}

// units is the length of a text in UTF-16 units. Discord writes "characters"
// and does not say which; no other way to count gives more, so what fits here
// fits there.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// trimmed copies o without nulls and with the white space around every text
// taken off, as Discord does with embeds.
func trimmed(o object) object {
	out := object{}
	for k, v := range o {
		if v = trimmedValue(v); v != nil && v != "" {
			out[k] = v
		}
	}
	return out
}

func trimmedValue(v any) any {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case object:
		return trimmed(v)
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, trimmedValue(e))
		}
		return out
	}
	return v
}

// isZero tells whether v is what a client library writes for "not set".
func isZero(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case json.Number:
		f, err := v.Float64()
		return err == nil && f == 0
	case []any:
		return len(v) == 0
	case object:
		return len(v) == 0
	}
	return false
}
