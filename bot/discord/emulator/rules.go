package emulator

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Violation is a rule of Discord that a request of the bot broke.
type Violation struct {
	Method, Path string
	Where        string // in the body, keys and indices joined by dots
	Rule         string
	Code         int // of the error that refused the request; 0: Discord takes it, but it is a mistake all the same
}

// String says it in one line.
func (v Violation) String() string {
	return fmt.Sprintf("%s %s: %s: %s", v.Method, v.Path, v.Where, v.Rule)
}

// Violations are those until now, oldest first.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.record.violations)
}

// TakeViolations returns the violations until now and forgets them, for a test that provokes some.
func (s *Server) TakeViolations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.record.violations
	s.record.violations = nil
	return v
}

const (
	codeInvalidForm = 50035
	codeEmpty       = 50006
)

// breach notes a broken rule that makes the body invalid.
func (c *call) breach(where, format string, args ...any) {
	c.broken = append(c.broken, c.violation(codeInvalidForm, where, format, args...))
}

func (c *call) violation(code int, where, format string, args ...any) Violation {
	return Violation{Method: c.r.Method, Path: apiPath(c.r), Where: where, Rule: fmt.Sprintf(format, args...), Code: code}
}

func (c *call) keepViolations() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record.violations = append(c.record.violations, c.broken...)
}

// formErrors is the answer to a request that broke rules, nil if Discord would take it.
func formErrors(broken []Violation) *answer {
	errs, empty := object{}, false
	for _, v := range broken {
		switch v.Code {
		case codeEmpty:
			empty = true
		case codeInvalidForm:
			at := errs
			for key := range strings.FieldsFuncSeq(v.Where, func(r rune) bool { return r == '.' }) {
				next, ok := at[key].(object)
				if !ok {
					next = object{}
					at[key] = next
				}
				at = next
			}
			list, _ := at["_errors"].([]any)
			at["_errors"] = append(list, object{"code": "BASE_TYPE_BAD_VALUE", "message": v.Rule})
		}
	}
	switch {
	case len(errs) == 0 && empty:
		a := errEmptyMessage.answer()
		return &a
	case len(errs) == 0:
		return nil
	}
	return &answer{400, object{"message": "Invalid Form Body", "code": codeInvalidForm, "errors": errs}}
}

// check looks at the body: first against Discord's description, then against the rules that it does not state.
func (c *call) check() {
	d := describe()
	pointer := d.requestPointer(c.operation)
	if pointer == "" {
		return
	}
	var value any = c.body
	if c.list != nil {
		value = c.list
	}
	if c.body == nil && c.list == nil {
		c.breach("", "a body is required")
		return
	}
	value = numericPermissions(value)
	for _, f := range d.invalid(pointer, value) {
		c.breach(f.where, "%s", f.rule)
	}
	for _, f := range d.misspelt(pointer, value) {
		c.broken = append(c.broken, c.violation(0, f.where, "%s", f.rule)) // Discord overlooks them
	}
	c.checkOperation()
}

// numericPermissions copies command definitions with default_member_permissions
// as the number that the description wants; the documentation has it as text.
func numericPermissions(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = numericPermissions(e)
		}
		return out
	case object:
		if n, err := strconv.ParseUint(text(v["default_member_permissions"]), 10, 64); err == nil {
			v = maps.Clone(v)
			v["default_member_permissions"] = n
		}
		return v
	}
	return v
}

// checkOperation applies the rules of our own that fit the operation.
func (c *call) checkOperation() {
	switch _, path, _ := strings.Cut(c.operation, " "); {
	case strings.HasSuffix(path, "/commands"):
		c.checkCommands()
	case strings.HasSuffix(path, "/callback"):
		c.checkCallback()
	case c.r.Method == "POST" && (strings.HasSuffix(path, "/messages") || strings.HasPrefix(path, "/webhooks/")):
		c.checkMessage(c.body, "", true)
	case c.r.Method == "PATCH" && strings.Contains(path, "/messages/"):
		c.checkMessage(c.body, "", false)
	}
}

// Kinds of answers to an interaction.
const (
	answerMessage      = 4
	answerDeferred     = 5
	answerUpdateLater  = 6
	answerUpdate       = 7
	answerSuggestions  = 8
	answerModal        = 9
	componentRow       = 1
	componentButton    = 2
	componentSelect    = 3
	componentTextInput = 4
	styleLink          = 5
	stylePremium       = 6
)

func (c *call) checkCallback() {
	data, _ := c.body["data"].(object)
	switch integer(c.body["type"]) {
	case answerMessage:
		c.checkMessage(data, "data", true)
	case answerUpdate:
		c.checkMessage(data, "data", false)
	case answerSuggestions:
		c.checkChoices(data["choices"], "data.choices")
	case answerModal:
		c.checkComponents(data["components"], "data.components")
		c.checkText(data["title"], "data.title", 45)
		c.checkModal(data)
	}
}

// checkMessage checks a message that is created, or the parts of it that are edited.
func (c *call) checkMessage(m object, where string, created bool) {
	at := func(key string) string { return strings.TrimPrefix(where+"."+key, ".") }
	c.checkText(m["content"], at("content"), 2000)
	c.checkEmbeds(m["embeds"], at("embeds"))
	c.checkComponents(m["components"], at("components"))
	c.checkMentions(m, at("allowed_mentions"), created)
	c.checkFiles(m, at("attachments"), created)
	c.checkV2(m, at("flags"))
	if n := len(objects(m["embeds"])); n > 10 {
		c.breach(at("embeds"), "%d embeds, at most 10", n)
	}
	if created && isEmptyMessage(m) && len(c.files) == 0 {
		c.broken = append(c.broken, c.violation(codeEmpty, where, "an empty message"))
	}
}

func isEmptyMessage(m object) bool {
	return strings.TrimSpace(text(m["content"])) == "" && isZero(m["embeds"]) && isZero(m["sticker_ids"]) &&
		isZero(m["components"]) && isZero(m["poll"]) && isZero(m["attachments"])
}

// checkText holds a text against a maximum in UTF-16 units, without the white space around it.
func (c *call) checkText(v any, where string, most int) {
	if n := units(strings.TrimSpace(text(v))); n > most {
		c.breach(where, "%d characters, at most %d", n, most)
	}
}

// checkMentions refuses what leaves it to Discord whom a message notifies.
func (c *call) checkMentions(m object, where string, created bool) {
	allowed, stated := m["allowed_mentions"].(object)
	if !stated {
		if created || text(m["content"]) != "" {
			c.broken = append(c.broken, c.violation(0, where, "missing: everything in content notifies"))
		}
		return
	}
	if allowed["parse"] == nil {
		c.broken = append(c.broken, c.violation(0, where+".parse", "missing or null: an empty list says that nothing notifies"))
	}
	parse := texts(allowed["parse"])
	for _, kind := range []string{"users", "roles"} {
		if slices.Contains(parse, kind) && !isZero(allowed[kind]) {
			c.breach(where, `parse:[%q] and %s: [ids] are mutually exclusive`, kind, kind)
		}
	}
}

func (c *call) checkV2(m object, where string) {
	if integer(m["flags"])&flagComponentsV2 == 0 {
		return
	}
	for _, key := range []string{"content", "embeds", "poll", "sticker_ids"} {
		if !isZero(m[key]) {
			c.breach(where, "the Components V2 flag excludes %s", key)
		}
	}
}

func (c *call) checkURL(v any, where string, schemes ...string) {
	if text(v) == "" {
		return
	}
	u, err := url.Parse(text(v))
	switch {
	case err != nil:
		c.breach(where, "not a well formed URL")
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		c.breach(where, "scheme %q must be one of %s", u.Scheme, strings.Join(schemes, ", "))
	case !strings.Contains(strings.Trim(u.Hostname(), "."), ".") && !slices.Contains(schemes[2:], u.Scheme):
		// Not documented; many have met it: bugsink/bugsink#280, rogerrum/alertmanager-discord#19.
		c.breach(where, "not a well formed URL: the host has no domain")
	}
}
