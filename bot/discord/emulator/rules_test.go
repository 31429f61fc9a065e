package emulator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// send posts a body and returns the status and Discord's code.
func send(t *testing.T, srv *emulator.Server, method, path string, body any) (int, int) {
	t.Helper()
	var data []byte
	if body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			t.Fatal(err)
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL+"/api/v10"+path, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+srv.Token())
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var e struct{ Code int }
	json.NewDecoder(resp.Body).Decode(&e) // an array, or nothing, where it went well
	return resp.StatusCode, e.Code
}

type o = map[string]any
type l = []any

func button(id string, more ...string) o {
	b := o{"type": 2, "style": 1, "label": "press", "custom_id": id}
	for _, m := range more {
		key, value, _ := strings.Cut(m, "=")
		b[key] = value
	}
	return b
}

func row(inside ...any) o { return o{"type": 1, "components": inside} }

func many(n int, make func(int) any) l {
	out := l{}
	for i := range n {
		out = append(out, make(i))
	}
	return out
}

func embed(key string, v any) o { return o{"embeds": l{o{key: v}}} }

func field(name, value string) o { return embed("fields", l{o{"name": name, "value": value}}) }

func text(n int) string { return strings.Repeat("a", n) }

// messages are bodies of POST /channels/{id}/messages, without allowed_mentions.
var messages = map[string]struct {
	body o
	code int // 0: taken
}{
	"content at its limit":        {o{"content": text(2000)}, 0},
	"content over its limit":      {o{"content": text(2001)}, 50035},
	"emoji over the limit":        {o{"content": strings.Repeat("😀", 1001)}, 50035},
	"space around is not counted": {o{"content": " " + text(2000) + "\n"}, 0},
	"nothing":                     {o{}, 50006},
	"white space alone":           {o{"content": " \n"}, 50006},
	"zero values of a library":    {o{"content": "x", "tts": false, "embeds": nil, "components": nil, "sticker_ids": nil}, 0},

	"title at its limit":        {embed("title", text(256)), 0},
	"title over its limit":      {embed("title", text(257)), 50035},
	"description at its limit":  {embed("description", text(4096)), 0},
	"description over":          {embed("description", text(4097)), 50035},
	"footer over":               {embed("footer", o{"text": text(2049)}), 50035},
	"author over":               {embed("author", o{"name": text(257)}), 50035},
	"author without a name":     {embed("author", o{"url": "https://example.org"}), 50035},
	"field at its limits":       {field(text(256), text(1024)), 0},
	"field name over":           {field(text(257), "v"), 50035},
	"field value over":          {field("n", text(1025)), 50035},
	"field name empty":          {field(" ", "v"), 50035},
	"field value empty":         {field("n", ""), 50035},
	"26 fields":                 {embed("fields", many(26, func(int) any { return o{"name": "n", "value": "v"} })), 50035},
	"10 embeds":                 {o{"embeds": many(10, func(int) any { return o{"title": "t"} })}, 0},
	"11 embeds":                 {o{"embeds": many(11, func(int) any { return o{"title": "t"} })}, 50035},
	"6000 in all":               {o{"embeds": many(2, func(int) any { return o{"description": text(3000)} })}, 0},
	"6001 in all":               {o{"embeds": l{o{"description": text(3000)}, o{"description": text(3000), "title": "t"}}}, 50035},
	"embed that shows nothing":  {embed("color", 1), 50035},
	"embed URL without domain":  {o{"embeds": l{o{"title": "t", "url": "http://wiki/page"}}}, 50035},
	"embed URL without host":    {o{"embeds": l{o{"title": "t", "url": "https://"}}}, 50035},
	"embed URL of a script":     {o{"embeds": l{o{"title": "t", "url": "javascript:alert(1)"}}}, 50035},
	"embed URL that is a path":  {o{"embeds": l{o{"title": "t", "url": "/a"}}}, 50035},
	"timestamp that is no time": {embed("timestamp", "yesterday"), 50035},
	"colour over 24 bits":       {o{"embeds": l{o{"title": "t", "color": 1 << 24}}}, 50035},

	"5 rows of 5 buttons": {o{"content": "x", "components": many(5, func(r int) any {
		return row(many(5, func(b int) any { return button(fmt.Sprint(r, b)) })...)
	})}, 0},
	"6 rows":                   {o{"content": "x", "components": many(6, func(r int) any { return row(button(fmt.Sprint(r))) })}, 50035},
	"6 buttons in a row":       {o{"content": "x", "components": l{row(many(6, func(b int) any { return button(fmt.Sprint(b)) })...)}}, 50035},
	"empty row":                {o{"content": "x", "components": l{row()}}, 50035},
	"button outside a row":     {o{"content": "x", "components": l{button("a")}}, 50035},
	"custom_id at its limit":   {o{"content": "x", "components": l{row(button(text(100)))}}, 0},
	"custom_id over":           {o{"content": "x", "components": l{row(button(text(101)))}}, 50035},
	"custom_id twice":          {o{"content": "x", "components": l{row(button("a"), button("a"))}}, 50035},
	"label over":               {o{"content": "x", "components": l{row(button("a", "label="+text(81)))}}, 50035},
	"label empty":              {o{"content": "x", "components": l{row(button("a", "label="))}}, 50035},
	"link with a URL":          {o{"content": "x", "components": l{row(o{"type": 2, "style": 5, "label": "a", "url": "https://example.org"})}}, 0},
	"link without a URL":       {o{"content": "x", "components": l{row(o{"type": 2, "style": 5, "label": "a"})}}, 50035},
	"link with a custom_id":    {o{"content": "x", "components": l{row(o{"type": 2, "style": 5, "label": "a", "url": "https://example.org", "custom_id": "a"})}}, 50035},
	"button without custom_id": {o{"content": "x", "components": l{row(o{"type": 2, "style": 1, "label": "a"})}}, 50035},
	"unknown style":            {o{"content": "x", "components": l{row(o{"type": 2, "style": 9, "label": "a", "custom_id": "a"})}}, 50035},
	"unknown component":        {o{"content": "x", "components": l{row(o{"type": 77})}}, 50035},
	"select beside a button":   {o{"content": "x", "components": l{row(button("a"), selectOf(2))}}, 50035},
	"25 options":               {o{"content": "x", "components": l{row(selectOf(25))}}, 0},
	"26 options":               {o{"content": "x", "components": l{row(selectOf(26))}}, 50035},
	"V2 flag with content":     {o{"content": "x", "flags": 1 << 15}, 50035},
	"V2 text alone":            {o{"flags": 1 << 15, "components": l{o{"type": 10, "content": "x"}}}, 0},
	"reply to nothing":         {o{"content": "x", "message_reference": o{"message_id": "1"}}, 50035},
	"reply to nothing, if any": {o{"content": "x", "message_reference": o{"message_id": "1", "fail_if_not_exists": false}}, 0},
	"id that is a number":      {o{"content": "x", "message_reference": o{"message_id": 1}}, 50035},
	"content that is a number": {o{"content": 1}, 50035},
}

func selectOf(n int) o {
	return o{"type": 3, "custom_id": "s", "options": many(n, func(i int) any { return o{"label": "l", "value": fmt.Sprint(i)} })}
}

func TestMessagesAreCheckedAsDiscordDoes(t *testing.T) {
	t.Parallel()
	srv := emulator.New(t, emulator.Config{})
	channel := srv.AddGuild("Newsroom", "fr").AddChannel("general")
	srv.CheckAnswers(t.Errorf)
	for name, c := range messages {
		c.body["allowed_mentions"] = o{"parse": l{}}
		status, code := send(t, srv, "POST", "/channels/"+channel.ID+"/messages", c.body)
		if code != c.code || (status == 200) != (c.code == 0) {
			t.Errorf("%s: %d, code %d, want code %d", name, status, code, c.code)
		}
		broken := srv.TakeViolations()
		if recorded := len(broken) > 0; recorded != (c.code != 0) && !strings.HasPrefix(name, "reply") {
			t.Errorf("%s: recorded %v", name, broken)
		}
	}
}

func TestMistakesThatDiscordOverlooksAreRecorded(t *testing.T) {
	t.Parallel()
	srv := emulator.New(t, emulator.Config{})
	channel := srv.AddGuild("Newsroom", "fr").AddChannel("general")
	silent := o{"parse": l{}}
	for where, body := range map[string]o{
		"contnet":                         {"content": "x", "contnet": "y", "allowed_mentions": silent},
		"embeds.0.colour":                 {"embeds": l{o{"title": "t", "colour": 1}}, "allowed_mentions": silent},
		"components.0.components.0.lable": {"content": "x", "components": l{row(button("a", "lable=b"))}, "allowed_mentions": silent},
		"embeds.1.url":                    {"embeds": l{o{"title": "t", "url": "https://a.example"}, o{"title": "u", "url": "https://a.example"}}, "allowed_mentions": silent},
		"allowed_mentions":                {"content": "x"},
		"allowed_mentions.parse":          {"content": "x", "allowed_mentions": o{"parse": nil}},
	} {
		if status, _ := send(t, srv, "POST", "/channels/"+channel.ID+"/messages", body); status != 200 {
			t.Errorf("%s: status %d", where, status)
		}
		if got := srv.TakeViolations(); len(got) != 1 || got[0].Where != where {
			t.Errorf("%s: recorded %v", where, got)
		}
	}
}

func option3(more o) o {
	out := o{"type": 3, "name": "a", "description": "d"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func command(more o) o {
	out := o{"name": "ask", "description": "d"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func choices(n int) l {
	return many(n, func(i int) any { return o{"name": fmt.Sprint(i), "value": fmt.Sprint(i)} })
}

func TestCommandsAreCheckedAsDiscordDoes(t *testing.T) {
	t.Parallel()
	srv := emulator.New(t, emulator.Config{})
	srv.CheckAnswers(t.Errorf)
	named := func(i int) any { return command(o{"name": fmt.Sprint("c", i)}) }
	for name, c := range map[string]struct {
		body l
		ok   bool
	}{
		"none":                 {l{}, true},
		"plain":                {l{command(nil)}, true},
		"French name":          {l{command(o{"name_localizations": o{"fr": "demander-à"}})}, true},
		"unknown locale":       {l{command(o{"name_localizations": o{"fr-FR": "demander"}})}, false},
		"upper case":           {l{command(o{"name": "Ask"})}, false},
		"space in a name":      {l{command(o{"name": "ask me"})}, false},
		"space, translated":    {l{command(o{"name_localizations": o{"fr": "pose une"}})}, false},
		"no name":              {l{o{"description": "d"}}, false},
		"name over":            {l{command(o{"name": text(33)})}, false},
		"no description":       {l{o{"name": "ask"}}, false},
		"description over":     {l{command(o{"description": text(101)})}, false},
		"100 commands":         {many(100, named), true},
		"101 commands":         {many(101, named), false},
		"two of a name":        {l{command(nil), command(nil)}, false},
		"menu of that name":    {l{command(nil), o{"type": 3, "name": "ask"}}, true},
		"menu with words":      {l{o{"type": 3, "name": "Ask", "description": "d"}}, false},
		"required first":       {l{command(o{"options": l{option3(o{"required": true}), option3(o{"name": "b"})}})}, true},
		"required last":        {l{command(o{"options": l{option3(nil), option3(o{"name": "b", "required": true})}})}, false},
		"two options of name":  {l{command(o{"options": l{option3(nil), option3(nil)}})}, false},
		"option, no words":     {l{command(o{"options": l{o{"type": 3, "name": "a"}}})}, false},
		"25 choices":           {l{command(o{"options": l{option3(o{"choices": choices(25)})}})}, true},
		"26 choices":           {l{command(o{"options": l{option3(o{"choices": choices(26)})}})}, false},
		"choices and complete": {l{command(o{"options": l{option3(o{"choices": choices(1), "autocomplete": true})}})}, false},
		"26 options":           {l{command(o{"options": many(26, func(i int) any { return option3(o{"name": fmt.Sprint("o", i)}) })})}, false},
		"permissions as text":  {l{command(o{"default_member_permissions": "8192"})}, true},
		"unknown context":      {l{command(o{"contexts": l{7}})}, false},
		"8000 characters": {l{command(o{"options": many(25, func(i int) any {
			return option3(o{"name": fmt.Sprint("o", i), "description": text(100), "choices": many(3, func(n int) any { return o{"name": fmt.Sprint(n), "value": text(90)} })})
		})})}, false},
	} {
		status, code := send(t, srv, "PUT", "/applications/"+srv.ApplicationID()+"/commands", c.body)
		if (status == 200) != c.ok || !c.ok && code != 50035 {
			t.Errorf("%s: status %d, code %d", name, status, code)
		}
		if broken := srv.TakeViolations(); (len(broken) == 0) != c.ok {
			t.Errorf("%s: recorded %v", name, broken)
		}
	}
}
