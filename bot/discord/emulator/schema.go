package emulator

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	printing "golang.org/x/text/message"
)

// openapi is Discord's description of its HTTP API (MIT, see openapi.LICENSE):
// github.com/discord/discord-api-spec, commit 74fda0fa of 2026-07-18.
//
//go:embed openapi.json.gz
var openapi []byte

// description is the OpenAPI file, with its schemas compiled as they are asked for.
type description struct {
	doc      object
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

// describe reads the embedded file once, in about 70 ms.
var describe = sync.OnceValue(func() *description {
	d, err := readDescription(openapi)
	if err != nil {
		panic(fmt.Sprintf("emulator: the embedded description of Discord: %v", err))
	}
	return d
})

// prepare compiles once what most requests need, before anybody waits for an
// answer in time: 0.2 s on two cores, 1.5 s under the race detector.
var prepare = sync.OnceFunc(func() {
	d := describe()
	for _, operation := range []string{
		"POST /channels/{channel_id}/messages",
		"POST /interactions/{interaction_id}/{interaction_token}/callback",
		"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
		"PUT /applications/{application_id}/commands",
	} {
		d.schema(d.requestPointer(operation))
	}
})

const descriptionURL = "file:///discord.json"

func readDescription(zipped []byte) (*description, error) {
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(r)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource(descriptionURL, doc); err != nil {
		return nil, err
	}
	root, ok := doc.(object)
	if !ok {
		return nil, errors.New("not an object")
	}
	return &description{doc: root, compiler: c, compiled: map[string]*jsonschema.Schema{}}, nil
}

// requestPointer is where the schema of an operation's body stands, "" if it takes none.
func (d *description) requestPointer(operation string) string {
	return d.pointer(operation, "requestBody", "content", "application/json", "schema")
}

// responsePointer is where the schema of an answer stands, "" if it has no body.
func (d *description) responsePointer(operation string, status int) string {
	return d.pointer(operation, "responses", strconv.Itoa(status), "content", "application/json", "schema")
}

func (d *description) pointer(operation string, below ...string) string {
	method, path, _ := strings.Cut(operation, " ")
	keys := append([]string{"paths", path, strings.ToLower(method)}, below...)
	var at any = d.doc
	for _, k := range keys {
		o, ok := at.(object)
		if !ok || o[k] == nil {
			return ""
		}
		at = o[k]
	}
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")
	for i, k := range keys {
		keys[i] = escape.Replace(k)
	}
	return "#/" + strings.Join(keys, "/")
}

// schema compiles what a pointer names.
func (d *description) schema(pointer string) *jsonschema.Schema {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := d.compiled[pointer]; s != nil {
		return s
	}
	s, err := d.compiler.Compile(descriptionURL + pointer)
	if err != nil {
		panic(fmt.Sprintf("emulator: the description at %s: %v", pointer, err))
	}
	d.compiled[pointer] = s
	return s
}

// node is the schema at a pointer as it is written.
func (d *description) node(pointer string) any {
	var at any = d.doc
	unescape := strings.NewReplacer("~1", "/", "~0", "~", "%7B", "{", "%7D", "}")
	for k := range strings.SplitSeq(strings.TrimPrefix(pointer, "#/"), "/") {
		o, _ := at.(object)
		at = o[unescape.Replace(k)]
	}
	return at
}

// finding is one thing wrong with a value.
type finding struct {
	where string // keys and indices joined by dots
	rule  string
}

// invalid tells where a value breaks the schema at a pointer.
func (d *description) invalid(pointer string, v any) []finding {
	err := d.schema(pointer).Validate(v)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	var found []finding
	english := printing.NewPrinter(language.English)
	var visit func(*jsonschema.ValidationError)
	visit = func(e *jsonschema.ValidationError) {
		for _, cause := range e.Causes {
			visit(cause)
		}
		if len(e.Causes) == 0 {
			found = append(found, finding{strings.Join(e.InstanceLocation, "."), e.ErrorKind.LocalizedString(english)})
		}
	}
	visit(invalid)
	return deepest(found)
}

// deepest keeps the findings that lie deepest in the value: where a schema
// offers alternatives, the one that was meant comes furthest.
func deepest(found []finding) []finding {
	depth := func(f finding) int { return strings.Count(f.where, ".") }
	most := 0
	for _, f := range found {
		most = max(most, depth(f))
	}
	found = slices.DeleteFunc(found, func(f finding) bool { return depth(f) < most })
	slices.SortFunc(found, func(a, b finding) int { return strings.Compare(a.where+a.rule, b.where+b.rule) })
	return slices.Compact(found)
}

// undescribed are keys that pass although the description has them not: the
// documentation has nsfw, and discordgo writes ID and Channel into every edit.
var undescribed = []string{"nsfw", "ID", "Channel"}

// misspelt finds keys that no alternative of the schema knows. Keys with an
// empty value pass: client libraries write every field of their structures.
func (d *description) misspelt(pointer string, v any) []finding {
	var found []finding
	var visit func(v any, schemas []any, where string)
	visit = func(v any, schemas []any, where string) {
		alternatives := d.alternatives(schemas)
		switch v := v.(type) {
		case object:
			known, open := properties(alternatives, v)
			for _, k := range slices.Sorted(maps.Keys(v)) {
				at := strings.TrimPrefix(where+"."+k, ".")
				switch {
				case known[k] != nil:
					visit(v[k], known[k], at)
				case !open && !isZero(v[k]) && !slices.Contains(undescribed, k):
					found = append(found, finding{at, "Discord knows no such key"})
				}
			}
		case []any:
			var items []any
			for _, s := range alternatives {
				if s["items"] != nil {
					items = append(items, s["items"])
				}
			}
			for i, e := range v {
				visit(e, items, strings.TrimPrefix(where+"."+strconv.Itoa(i), "."))
			}
		}
	}
	visit(v, []any{d.node(pointer)}, "")
	return found
}

// alternatives follows references and choices down to plain schemas.
func (d *description) alternatives(schemas []any) []object {
	var out []object
	for _, s := range schemas {
		o, ok := s.(object)
		if !ok {
			continue
		}
		if ref := text(o["$ref"]); ref != "" {
			out = append(out, d.alternatives([]any{d.node(ref)})...)
			continue
		}
		out = append(out, o)
		for _, key := range []string{"oneOf", "anyOf", "allOf"} {
			list, _ := o[key].([]any)
			out = append(out, d.alternatives(list)...)
		}
	}
	return out
}

// properties unites what the alternatives know that agree with the value's type.
// It is open if one of them takes any key.
func properties(alternatives []object, v object) (known map[string][]any, open bool) {
	known = map[string][]any{}
	described := false
	for _, s := range alternatives {
		props, _ := s["properties"].(object)
		if !agrees(props, v) {
			described = described || props != nil
			continue
		}
		for k, p := range props {
			known[k] = append(known[k], p)
			described = true
		}
		if s["additionalProperties"] != nil && s["additionalProperties"] != false {
			open = true
		}
	}
	return known, open || !described
}

// agrees tells whether the schema's "type" property admits the value's.
func agrees(props object, v object) bool {
	kind, _ := props["type"].(object)
	enum, _ := kind["enum"].([]any)
	return len(enum) == 0 || slices.ContainsFunc(enum, func(e any) bool { return integer(e) == integer(v["type"]) })
}
