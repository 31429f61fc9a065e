package emulator

import (
	"bytes"
	"encoding/json"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// CheckAnswers holds every answer of the server against Discord's description.
func (s *Server) CheckAnswers(report func(format string, args ...any)) {
	s.inspect = func(operation string, a answer) {
		if a.status >= 400 {
			return // the description says little of errors
		}
		pointer := describe().responsePointer(operation, a.status)
		if (pointer == "") != (a.body == nil) {
			report("%s %d: body %v, described at %q", operation, a.status, a.body, pointer)
		}
		if pointer == "" {
			return
		}
		data, err := json.Marshal(a.body)
		if err != nil {
			report("%s: %v", operation, err)
			return
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			report("%s: %v", operation, err)
			return
		}
		for _, f := range describe().invalid(pointer, v) {
			report("%s %d: %s: %s", operation, a.status, f.where, f.rule)
		}
	}
}
