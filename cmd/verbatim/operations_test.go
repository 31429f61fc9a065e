package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func page(t *testing.T, url string) (status int, body string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

func TestHealthAndMetricsTellHowTheServerDoes(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	n := serving(t, "VERBATIM_CORPUS="+article(t), "VERBATIM_HTTP_ADDR="+addr)
	n.reply(t, n.ann.Say(n.channel, n.Mention()+" who lit the lighthouse?"))
	n.reply(t, n.bob.Say(n.channel, n.Mention()+" how do I bake banana bread?"))
	status, body := page(t, "http://"+addr+"/healthz")
	var h health
	if err := json.Unmarshal([]byte(body), &h); err != nil || status != 200 || !h.Ready || h.Version == "" || h.Gateway != "connected" || len(h.Troubles) != 0 {
		t.Errorf("%d %s, %v", status, body, err)
	}
	_, metrics := page(t, "http://"+addr+"/metrics")
	for _, want := range []string{
		`verbatim_questions_total{outcome="answered"} 1`, `verbatim_questions_total{outcome="abstained"} 1`, "verbatim_answer_seconds_count 2",
		"verbatim_articles 1", "verbatim_passages 1", `verbatim_reloads_total{outcome="applied"} 1`, "verbatim_gateway_reconnects_total 0",
		"verbatim_gateway_connected 1", "verbatim_gateway_identifies 1", "verbatim_gateway_renewals_total 0", "verbatim_rest_retries_total 0",
	} {
		if !strings.Contains(metrics, "\n"+want+"\n") {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if strings.Contains(metrics, "lighthouse") || strings.Contains(metrics, "banana") {
		t.Error("the metrics tell what was asked")
	}
	n.DropGateway()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		_, metrics := page(t, "http://"+addr+"/metrics")
		if status, _ := page(t, "http://"+addr+"/healthz"); status == 200 && !strings.Contains(metrics, "verbatim_gateway_reconnects_total 0") {
			return
		}
		if time.Now().After(end) {
			t.Fatal("a reconnection is not counted")
		}
	}
}
