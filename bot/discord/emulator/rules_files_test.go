package emulator_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/emulator"
)

// upload posts a body with files, by the name of their field, and returns the status.
func upload(t *testing.T, srv *emulator.Server, method, path string, body any, fields ...string) int {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	payload, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	w.WriteField("payload_json", string(payload))
	for _, f := range fields {
		part, err := w.CreateFormFile(f, "été.png")
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte("\x89PNG\r\n\x1a\n"))
	}
	w.Close()
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+"/api/v10"+path, &b)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+srv.Token())
	req.Header.Set("Content-Type", w.FormDataContentType())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func TestFilesAndWhatIsSaidOfThemBelongTogether(t *testing.T) {
	srv := emulator.New(t, emulator.Config{})
	channel := srv.AddGuild("Newsroom", "fr").AddChannel("general")
	quiet := func(more o) o {
		more["allowed_mentions"] = o{"parse": l{}}
		return more
	}
	at := func(ids ...string) l {
		list := l{}
		for _, id := range ids {
			list = append(list, o{"id": id, "description": "A picture"})
		}
		return list
	}
	for name, c := range map[string]struct {
		body   o
		fields []string
		want   int
	}{
		"described":        {o{"attachments": at("0")}, []string{"files[0]"}, 200},
		"two":              {o{"attachments": at("0", "1")}, []string{"files[0]", "files[1]"}, 200},
		"not described":    {o{}, []string{"files[0]"}, 200},
		"no such file":     {o{"content": "x", "attachments": at("1")}, []string{"files[0]"}, 400},
		"no file":          {o{"content": "x", "attachments": at("0")}, nil, 400},
		"described twice":  {o{"attachments": at("0", "0")}, []string{"files[0]"}, 400},
		"one number twice": {o{}, []string{"files[0]", "files[0]"}, 400},
		"too many":         {o{}, strings.Fields("files[0] files[1] files[2] files[3] files[4] files[5] files[6] files[7] files[8] files[9] files[10]"), 400},
		"too much said":    {o{"attachments": l{o{"id": "0", "description": strings.Repeat("x", 1025)}}}, []string{"files[0]"}, 400},
		"an embed of it":   {o{"attachments": at("0"), "embeds": l{o{"image": o{"url": "attachment://été.png"}}}}, []string{"files[0]"}, 200},
		"of none":          {o{"embeds": l{o{"image": o{"url": "attachment://none.png"}}}}, nil, 400},
	} {
		if got := upload(t, srv, "POST", "/channels/"+channel.ID+"/messages", quiet(c.body), c.fields...); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	srv.TakeViolations()
	m := srv.Messages(channel)[0]
	if len(m.Attachments) == 0 {
		t.Fatal("no attachment")
	}
	path := "/channels/" + channel.ID + "/messages/" + m.ID
	for _, c := range []struct {
		body   o
		fields []string
		want   int
		left   int
	}{
		{o{"attachments": at("0")}, []string{"files[0]"}, 200, 1},
		{o{"attachments": at()}, []string{"files[0]"}, 400, 1},
		{o{"attachments": at("5")}, nil, 400, 1},
		{o{"content": "alone", "attachments": at()}, nil, 200, 0},
	} {
		got := upload(t, srv, "PATCH", path, quiet(c.body), c.fields...)
		if now := srv.Messages(channel)[0]; got != c.want || len(now.Attachments) != c.left {
			t.Errorf("%v: %d with %d files, want %d with %d", c.body, got, len(now.Attachments), c.want, c.left)
		}
	}
	srv.TakeViolations()
}

func TestFormsThatDiscordRefuses(t *testing.T) {
	asked := make(chan *discordgo.InteractionCreate)
	f := connect(t, emulator.Config{}, func(_ *discordgo.Session, i *discordgo.InteractionCreate) { asked <- i })
	f.register()
	input := func(id string, more o) o {
		in := o{"type": 4, "custom_id": id, "style": 1, "label": "From"}
		for k, v := range more {
			in[k] = v
		}
		return in
	}
	for name, c := range map[string]struct {
		title string
		rows  l
		ok    bool
	}{
		"fine":               {"Dates", l{row(input("a", nil)), row(input("b", o{"value": "2024", "max_length": 4}))}, true},
		"a long title":       {strings.Repeat("x", 46), l{row(input("a", nil))}, false},
		"no title":           {"", l{row(input("a", nil))}, false},
		"nothing":            {"Dates", l{}, false},
		"six":                {"Dates", l{row(input("a", nil)), row(input("b", nil)), row(input("c", nil)), row(input("d", nil)), row(input("e", nil)), row(input("f", nil))}, false},
		"one name twice":     {"Dates", l{row(input("a", nil)), row(input("a", nil))}, false},
		"two in a row":       {"Dates", l{row(input("a", nil), input("b", nil))}, false},
		"a long label":       {"Dates", l{row(input("a", o{"label": strings.Repeat("x", 46)}))}, false},
		"no label":           {"Dates", l{row(input("a", o{"label": nil}))}, false},
		"a value too long":   {"Dates", l{row(input("a", o{"value": "20245", "max_length": 4}))}, false},
		"a button in a form": {"Dates", l{row(button("a"))}, false},
	} {
		f.ann.Slash(f.channel, "ask", emulator.Options{"question": "q"})
		i := <-asked
		status, _ := send(t, f.srv, "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", o{"type": 9, "data": o{"custom_id": "dates", "title": c.title, "components": c.rows}})
		if ok := status < 300; ok != c.ok {
			t.Errorf("%s: %d", name, status)
		}
		f.srv.TakeViolations()
	}
}
