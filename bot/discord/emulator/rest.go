package emulator

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is one request that arrived, and its answer.
type Request struct {
	Method string
	Path   string          // below /api/vN, without the query
	Body   json.RawMessage // of a multipart request its payload_json
	Files  []string        // names
	Status int             // 0: not answered (yet), or the connection was cut
	Code   int             // of the error, such as 50035
	At     time.Time
}

// Requests are all that arrived until now, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.record.requests)
}

// call is one REST request on its way through the server.
type call struct {
	*Server
	r         *http.Request
	operation string // path of the operation in Discord's description
	body      object
	list      []any // of a request whose body is an array
	files     []sentFile
	broken    []Violation
}

// answer is what a call is answered with; the zero Code is none of Discord's.
type answer struct {
	status int
	body   any // nil: none
}

// apiError is an answer that refuses.
type apiError struct {
	status, code int
	message      string
}

func (e *apiError) answer() answer {
	return answer{e.status, object{"message": e.message, "code": e.code}}
}

// Errors as Discord words them.
var (
	errUnauthorized        = &apiError{401, 0, "401: Unauthorized"}
	errNotFound            = &apiError{404, 0, "404: Not Found"}
	errUnknownApplication  = &apiError{404, 10002, "Unknown Application"}
	errUnknownChannel      = &apiError{404, 10003, "Unknown Channel"}
	errUnknownGuild        = &apiError{404, 10004, "Unknown Guild"}
	errUnknownMember       = &apiError{404, 10007, "Unknown Member"}
	errUnknownMessage      = &apiError{404, 10008, "Unknown Message"}
	errUnknownUser         = &apiError{404, 10013, "Unknown User"}
	errUnknownWebhook      = &apiError{404, 10015, "Unknown Webhook"}
	errUnknownInteraction  = &apiError{404, 10062, "Unknown interaction"}
	errAcknowledged        = &apiError{400, 40060, "Interaction has already been acknowledged."}
	errMissingAccess       = &apiError{403, 50001, "Missing Access"}
	errNotOwnMessage       = &apiError{403, 50005, "Cannot edit a message authored by another user"}
	errEmptyMessage        = &apiError{400, 50006, "Cannot send an empty message"}
	errCannotDM            = &apiError{403, 50007, "Cannot send messages to this user"}
	errMissingPermissions  = &apiError{403, 50013, "Missing Permissions"}
	errInvalidWebhookToken = &apiError{401, 50027, "Invalid Webhook Token"}
	errReplyWithoutHistory = &apiError{403, 160002, "Cannot reply without permission to read message history"}
)

// maxBody is Discord's limit for one request: ten files of 10 MiB are refused
// as a whole long before.
const maxBody = 25 << 20

type handler func(*call) (answer, *apiError)

// route ties an operation of Discord's description to its handler.
func (s *Server) route(mux *http.ServeMux, operation string, auth bool, h handler) {
	method, path, _ := strings.Cut(operation, " ")
	mux.HandleFunc(method+" /api/{version}"+path, func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, operation, auth, h)
	})
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, operation string, auth bool, h handler) {
	c := &call{Server: s, r: r, operation: operation}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		writeAnswer(w, (&apiError{413, 40005, "Request entity too large"}).answer())
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	payload, apiErr := c.readBody(data)
	n := c.log(payload)

	fault, faulty := s.nextFault(r.Method, apiPath(r))
	if faulty && !s.delay(r.Context(), fault) {
		return
	}
	if faulty && fault.failsUnserved() {
		c.finish(n, fault.apply(w))
		return
	}
	out := c.handle(auth, h, apiErr)
	if fault.breaks() {
		c.finish(n, fault.apply(w))
		return
	}
	c.finish(n, out)
	if s.inspect != nil {
		s.inspect(operation, out)
	}
	writeAnswer(w, out)
}

// handle checks who asks and what, and lets the handler answer.
func (c *call) handle(auth bool, h handler, bad *apiError) answer {
	if v := c.r.PathValue("version"); v != "v9" && v != "v10" {
		return (&apiError{400, 50041, "Invalid API version"}).answer()
	}
	if auth && c.r.Header.Get("Authorization") != "Bot "+c.config.Token {
		return errUnauthorized.answer()
	}
	if bad != nil {
		c.breach("", "the body cannot be read: %s", bad.message)
		c.keepViolations()
		return bad.answer()
	}
	c.check()
	if len(c.broken) > 0 {
		c.keepViolations()
		if refused := formErrors(c.broken); refused != nil {
			return *refused
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	out, err := h(c)
	if err != nil {
		return err.answer()
	}
	return out
}

// log notes the request and returns its place in the record.
func (c *call) log(payload json.RawMessage) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	req := Request{Method: c.r.Method, Path: apiPath(c.r), Body: payload, At: time.Now()}
	for _, f := range c.files {
		req.Files = append(req.Files, f.Filename)
	}
	c.record.requests = append(c.record.requests, req)
	c.notify()
	return c.record.forgotten + len(c.record.requests) - 1
}

// finish notes the answer to the nth request.
func (c *call) finish(n int, a answer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.notify()
	if n -= c.record.forgotten; n < 0 {
		return
	}
	c.record.requests[n].Status = a.status
	if o, ok := a.body.(object); ok && a.status >= 400 {
		c.record.requests[n].Code = integer(o["code"])
	}
}

// apiPath is the path below /api/vN.
func apiPath(r *http.Request) string {
	path := strings.TrimPrefix(r.URL.Path, "/api/")
	if _, below, ok := strings.Cut(path, "/"); ok {
		return "/" + below
	}
	return r.URL.Path
}

func writeAnswer(w http.ResponseWriter, a answer) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	data, err := json.Marshal(a.body)
	if err != nil {
		panic(fmt.Sprintf("emulator: writing an answer: %v", err)) // made of what came as JSON
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	w.Write(data)
}

// delay waits as the fault says; false when the client gave up or the server closed meanwhile.
func (s *Server) delay(ctx context.Context, f Fault) bool {
	select {
	case <-time.After(f.Delay):
		return true
	case <-ctx.Done():
		return false
	}
}
