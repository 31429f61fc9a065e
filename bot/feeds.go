package bot

import (
	"strings"

	"verbatim/bot/locale"
)

// feeds says how the feeds of the corpus do, for its status: "" where there are
// none.
func (h *handler) feeds(w *locale.Words) string {
	if h.Intake == nil {
		return ""
	}
	health, err := h.Intake.Health()
	if err != nil {
		return explainCorpus(err, w)
	}
	c := w.Corpus.Status
	var wrong []string
	for _, f := range health.Failing {
		// the error names the address too
		reason, ok := strings.CutPrefix(f.Error, "fetching "+f.URL+": ")
		if !ok {
			reason = strings.TrimPrefix(f.Error, f.URL+": ")
		}
		wrong = append(wrong, c.Failing.With("feed", short(f.URL, 100), "since", moment(f.Since, w), "error", short(w.Reason(reason), 160)))
	}
	for _, p := range health.Problems {
		wrong = append(wrong, w.Reason(p))
	}
	count := ""
	if health.Feeds > 0 {
		count = w.Count(c.FeedCount, health.Feeds)
	}
	if len(wrong) == 0 && count != "" {
		return joined(" · ", count, string(c.FeedsFine))
	}
	return joined("\n", count, headOf(wrong, 260, w))
}
