package discord

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
)

func TestAnAnswerIsRemovedByItsAskerAndByModerators(t *testing.T) {
	w := join(t, saying(0))
	mod := w.AddUser("mod", "en-US")
	w.guild.Join(mod, emulator.ManageMessages)
	for name, who := range map[string]*emulator.User{"asker": w.ann, "moderator": mod} {
		answer := w.reply(t, w.ann.Say(w.channel, w.Mention()+" q"))
		who.Click(answer, answer.CustomID("Remove"))
		if err := w.WaitGone(deadline(t), answer); err != nil {
			t.Errorf("%s: the reply: %v", name, err)
		}
		answer = must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t)
		who.Click(answer, answer.CustomID("Remove"))
		if err := w.WaitGone(deadline(t), answer); err != nil {
			t.Errorf("%s: the answer to /ask: %v", name, err)
		}
	}
}

func TestOthersAreToldThatTheyMayNotRemove(t *testing.T) {
	w := join(t, saying(0))
	answer := w.reply(t, w.bob.Say(w.channel, w.Mention()+" q"))
	got := must(w.ann.Click(answer, answer.CustomID("Remove")).Response(deadline(t)))(t)
	if !got.Private || !strings.HasPrefix(got.Content, "Seuls la personne") {
		t.Errorf("private %v: %q", got.Private, got.Content)
	}
	if w.replies(w.channel, emulator.Message{ID: answer.RepliesTo}) != 1 {
		t.Error("the answer is gone")
	}
}

func TestADirectAnswerIsRemoved(t *testing.T) {
	w := join(t, saying(0))
	answer := w.reply(t, w.ann.DM("q"))
	w.ann.Click(answer, answer.CustomID("Remove"))
	if err := w.WaitGone(deadline(t), answer); err != nil {
		t.Error(err)
	}
}

func TestADirectAnswerToACommandIsRemoved(t *testing.T) {
	w := join(t, real(t))
	got := must(w.ann.Slash(w.ann.DMChannel(), "ask", emulator.Options{"question": "Combien de tonnes de pommes ?"}).Response(deadline(t)))(t)
	more := must(w.ann.Click(got, got.CustomID("Plus…")).Response(deadline(t)))(t)
	told := must(w.ann.Click(more, more.CustomID("Retirer")).Response(deadline(t)))(t)
	if err := w.WaitGone(deadline(t), got); err != nil || told.Content != "La réponse a été retirée." {
		t.Errorf("%v, %s", err, told.Text())
	}
}

func TestAnAnswerIsRemovedThroughWhatElseThereIsToDo(t *testing.T) {
	w := join(t, real(t))
	mod := w.AddUser("mod", "en-US")
	w.guild.Join(mod, emulator.ManageMessages)
	ask := func() emulator.Message {
		return w.reply(t, w.bob.Say(w.channel, w.Mention()+" Why was the old bridge closed?"))
	}
	answer := ask()
	if len(answer.Rows) != 1 || len(answer.Rows[0]) > 3 || answer.CustomID("Remove") != "" {
		t.Errorf("buttons %v", answer.Rows)
	}
	press := func(who *emulator.User, m emulator.Message, label string) emulator.Message {
		t.Helper()
		return must(who.Click(m, m.CustomID(label)).Response(deadline(t)))(t)
	}
	// Ann reads French and did not ask.
	if more := press(w.ann, answer, "More…"); !more.Private {
		t.Errorf("others see %s", more.Text())
	} else if told := press(w.ann, more, "Retirer"); !told.Private || !strings.HasPrefix(told.Content, "Seuls la personne") {
		t.Errorf("who did not ask is told %s", told.Text())
	}
	for name, who := range map[string]*emulator.User{"asker": w.bob, "moderator": mod} {
		answer := ask()
		more := press(who, answer, "More…")
		if told := press(who, more, "Remove"); told.Content != "The answer was removed." || len(told.Rows) != 0 {
			t.Errorf("%s is told %s", name, told.Text())
		}
		if err := w.WaitGone(deadline(t), answer); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAnswerGoesWithItsQuestion(t *testing.T) {
	dir := t.TempDir()
	w := join(t, saying(0), Config{Dir: dir})
	first := w.ann.Say(w.channel, w.Mention()+" one")
	answer := w.reply(t, first)
	w.ann.Delete(first)
	if err := w.WaitGone(deadline(t), answer); err != nil {
		t.Error(err)
	}

	second := w.ann.Say(w.channel, w.Mention()+" two")
	answer = w.reply(t, second)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.start(t, saying(0), Config{Dir: dir})
	w.ann.Delete(second)
	if err := w.WaitGone(deadline(t), answer); err != nil {
		t.Errorf("after a restart: %v", err)
	}
}

func TestAQuestionDeletedBeforeItsAnswerGetsNone(t *testing.T) {
	w := join(t, saying(400*time.Millisecond))
	question := w.ann.Say(w.channel, w.Mention()+" q")
	time.Sleep(100 * time.Millisecond)
	w.ann.Delete(question)
	w.reply(t, w.ann.Say(w.channel, w.Mention()+" q")) // which takes longer than the first
	if n := len(w.Messages(w.channel)); n != 2 {
		t.Errorf("%d messages, want a question and its reply", n)
	}
	if strings.Contains(w.log.String(), `"level":"ERROR"`) {
		t.Errorf("log: %s", w.log)
	}
	w.TakeViolations() // a reply to a message that is gone is refused, and that is meant
}

func TestTheListOfAnswersIsBounded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.txt")
	a, err := openAnswers(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2*keep + 5 {
		if _, err := a.add(fmt.Sprint("q", i), place{"c", fmt.Sprint("m", i)}); err != nil {
			t.Fatal(err)
		}
	}
	a.close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), "\n"); n > keep+10 {
		t.Errorf("%d lines", n)
	}
	if err := os.WriteFile(path, append(b, "cut off li"...), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := openAnswers(path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.close()
	if got := again.remove(fmt.Sprint("q", 2*keep+4)); len(got) != 1 || got[0] != (place{"c", fmt.Sprint("m", 2*keep+4)}) {
		t.Errorf("after a restart: %v", got)
	}
	if got := again.remove("q0"); got != nil {
		t.Errorf("the oldest is still kept: %v", got)
	}
}
