package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
)

var (
	errNotJSON     = &apiError{400, 50109, "The request body contains invalid JSON."}
	errContentType = &apiError{400, 50035, `Expected "Content-Type" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.`}
	errTooLarge    = &apiError{413, 40005, "Request entity too large"}
)

// maxFile is Discord's limit for one file where nobody paid for more.
const maxFile = 10 << 20

// readBody reads JSON, alone or with files, and returns the JSON as it came.
func (c *call) readBody(data []byte) (json.RawMessage, *apiError) {
	if len(data) == 0 {
		return nil, nil
	}
	kind, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, errContentType
	case kind == "application/json":
		return c.readJSON(data)
	case kind == "multipart/form-data":
		return c.readMultipart(multipart.NewReader(bytes.NewReader(data), params["boundary"]))
	}
	return nil, errContentType
}

func (c *call) readJSON(data []byte) (json.RawMessage, *apiError) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // ids and numbers stay as they were written
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, errNotJSON
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errNotJSON
	}
	switch v := v.(type) {
	case object:
		c.body = v
	case []any:
		c.list = v
	default:
		return nil, errNotJSON
	}
	return data, nil
}

var fileField = regexp.MustCompile(`^files?\[(\d{1,4})\]$`)

func (c *call) readMultipart(parts *multipart.Reader) (json.RawMessage, *apiError) {
	payload := json.RawMessage("{}")
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errNotJSON
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return nil, errNotJSON
		}
		switch name := part.FormName(); {
		case name == "payload_json":
			payload = content
		case fileField.MatchString(name) && len(content) > maxFile:
			return nil, errTooLarge
		case fileField.MatchString(name):
			n, _ := strconv.Atoi(fileField.FindStringSubmatch(name)[1])
			c.files = append(c.files, sentFile{uploaded(part, content), n})
		}
	}
	return c.readJSON(payload)
}

// sentFile is a file of a request.
type sentFile struct {
	Attachment
	number int // n of files[n]
}

// uploaded keeps a file; Discord looks at the content for what kind it is.
func uploaded(part *multipart.Part, content []byte) Attachment {
	kind := part.Header.Get("Content-Type")
	if kind == "" || kind == "application/octet-stream" {
		kind = http.DetectContentType(content)
	}
	return Attachment{Filename: part.FileName(), ContentType: kind, Content: content}
}

// attach gives the call's files ids and addresses in a channel, and the
// descriptions that the message has of them.
func (c *call) attach(channel *Channel, message object) []Attachment {
	var out []Attachment
	for _, f := range c.files {
		f.ID = c.world.newID()
		f.URL = c.URL + "/attachments/" + channel.ID + "/" + f.ID + "/" + url.PathEscape(f.Filename)
		for _, a := range objects(message["attachments"]) {
			if text(a["id"]) == strconv.Itoa(f.number) {
				f.Description = text(a["description"])
			}
		}
		out = append(out, f.Attachment)
	}
	return out
}

// serveAttachment is the CDN.
func (s *Server) serveAttachment(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.world.uploads[r.PathValue("attachment_id")]; a != nil {
		w.Header().Set("Content-Type", a.ContentType)
		w.Write(a.Content)
		return
	}
	if c := s.world.channels[r.PathValue("channel_id")]; c != nil {
		for _, m := range c.messages {
			for _, a := range m.attachments {
				if a.ID == r.PathValue("attachment_id") && a.Filename == r.PathValue("filename") {
					w.Header().Set("Content-Type", a.ContentType)
					w.Write(a.Content)
					return
				}
			}
		}
	}
	http.NotFound(w, r)
}
