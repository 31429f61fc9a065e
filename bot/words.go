package bot

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"runtime/debug"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/timeline"
)

// wording tells the asker of an error in words. What is no fault of the asker
// goes to the log as well.
func wording(next Handler, log *slog.Logger) Handler {
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		err := next.Handle(ctx, r, w)
		if err == nil {
			return nil
		}
		if silent(err) && r.byMessage() {
			return nil
		}
		r.Private = r.Private || r.Via != ByMention // an error is told to the asker alone, where that can be
		text, fault := explain(err, r.words())
		if fault {
			log.LogAttrs(ctx, slog.LevelError, "a question was not answered", append(r.attrs(), slog.Any("error", err))...)
		}
		return w.Reply(ctx, Reply{Text: text, Private: true})
	})
}

// explain words an error; fault says that it is ours.
func explain(err error, w *locale.Words) (text string, fault bool) {
	var wait *waitError
	var date *dateError
	var query *retrieval.QueryError
	var role *roleError
	var period *timeline.PeriodError
	switch {
	case errors.As(err, &wait):
		return w.Count(w.Wait, int(math.Ceil(wait.wait.Seconds()))), false
	case errors.Is(err, errUnplaced):
		return string(w.Failed), true
	case errors.Is(err, errNowhere):
		return string(w.Nowhere), false
	case errors.Is(err, errQuiet):
		return string(w.Settings.NotHere), false
	case errors.As(err, &role):
		return w.Settings.NoRole.With("roles", short(listNamed("@", role.roles), 600)), false
	case errors.As(err, &date):
		return w.BadDate.With("value", short(date.value, 60)), false
	case errors.As(err, &period):
		return w.Timeline.BadDate.With("value", short(period.Text, 60)), false
	case errors.As(err, &query):
		return explainQuery(query, w)
	case errors.Is(err, curation.ErrManyReports):
		return string(w.Reading.ManyReports), false
	case errors.Is(err, errChanged):
		return string(w.Changed), false
	case errors.Is(err, errState):
		return string(w.OldButton), false
	case errors.Is(err, retrieval.ErrNotReady), errors.Is(err, retrieval.ErrNoGeneration):
		return string(w.NotReady), true
	case errors.Is(err, context.DeadlineExceeded):
		return string(w.TooSlow), true
	}
	return string(w.Failed), true
}

func explainQuery(e *retrieval.QueryError, w *locale.Words) (text string, fault bool) {
	value := short(e.Value, 60)
	switch e.Kind {
	case retrieval.QueryEmpty:
		return string(w.NoWords), false
	case retrieval.QueryTooLong:
		return w.TooLong.With("n", w.Number(retrieval.MaxQuestion)), false
	case retrieval.QueryPeriod:
		return string(w.BadPeriod), false
	case retrieval.QueryPublisher:
		return w.BadPublisher.With("value", value, "known", known(e.Known)), false
	case retrieval.QueryLang:
		var named []string
		for _, lang := range e.Known {
			named = append(named, w.Language(corpus.Lang(lang)))
		}
		return w.BadLanguage.With("value", value, "known", known(named)), false
	}
	return string(w.Failed), true
}

func known(names []string) string {
	if len(names) == 0 {
		return "–"
	}
	return short(strings.Join(names, ", "), 600)
}

// recovering turns a panic into an apology and one line of the log.
func recovering(next Handler, log *slog.Logger) Handler {
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) (err error) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			log.LogAttrs(ctx, slog.LevelError, "a question made the bot panic", append(r.attrs(), slog.Any("panic", p), slog.String("stack", string(debug.Stack())))...)
			err = w.Reply(ctx, Reply{Text: string(wordsFor(r, corpus.Undetermined).Failed), Private: true})
		}()
		return next.Handle(ctx, r, w)
	})
}
