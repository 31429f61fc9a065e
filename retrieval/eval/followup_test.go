package eval

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval"
)

// followUpsFile holds replies to answers on the sample corpus, written before
// the rules that read them: “whole” ones are questions of their own. A quote
// hits that holds one of the gold texts.
const followUpsFile = "testdata/followups.jsonl"

type followUpCase struct {
	Lang, Earlier, Reply string
	Whole                bool
	Gold                 []string
}

func loadFollowUps(t *testing.T) []followUpCase {
	t.Helper()
	data, err := os.ReadFile(followUpsFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []followUpCase
	for line := range strings.Lines(string(data)) {
		var c followUpCase
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

func (c followUpCase) hit(quotes []retrieval.Quote) bool {
	return slices.ContainsFunc(quotes, func(q retrieval.Quote) bool {
		text := q.Text
		for _, beside := range q.Context {
			text += " " + beside.Text
		}
		return slices.ContainsFunc(c.Gold, func(g string) bool { return strings.Contains(text, g) })
	})
}

// TestFollowUpsAreAskedInTheirContext holds what is reached; -v tells what is missed.
func TestFollowUpsAreAskedInTheirContext(t *testing.T) {
	engine := sampleEngine(t)
	answer := func(q retrieval.Query) retrieval.Answer {
		a, err := engine.Answer(t.Context(), q)
		if err != nil {
			t.Fatalf("%s: %v", q.Text, err)
		}
		return a
	}
	hits := map[string]int{}
	for _, c := range loadFollowUps(t) {
		first := answer(retrieval.Query{Text: c.Earlier})
		got := answer(retrieval.Query{Text: c.Reply, Follows: &retrieval.Earlier{Question: c.Earlier, Quotes: first.Quotes}})
		if c.Whole && len(got.Carried) > 0 {
			t.Errorf("the whole question %q is bent by %q", c.Reply, got.Carried)
		}
		if !c.hit(got.Quotes) {
			t.Logf("missed: %s | %s | with %q", c.Earlier, c.Reply, got.Carried)
			continue
		}
		hits[c.Lang+map[bool]string{true: " whole"}[c.Whole]]++
	}
	t.Log("hits", hits)
	for kind, least := range map[string]int{"en": 26, "fr": 24, "en whole": 14, "fr whole": 14} { // of 30, 31, 15 and 14
		if hits[kind] < least {
			t.Errorf("%s: %d hits, want %d", kind, hits[kind], least)
		}
	}
}

// replies are what people write below an answer, written before the rules:
// those that lean on it, and those that do not.
var (
	leaning = []string{
		"et pourquoi ?", "pourquoi ?", "pourquoi ça ?", "et quand ?", "quand ça ?", "c'était quand ?", "qui a dit ça ?", "qui dit ça", "et en 2023 ?",
		"et en Chine ?", "et la Chine ?", "et lui ?", "combien ?", "combien en tout ?", "et combien de morts ?", "où ça ?", "comment ?", "comment ça ?",
		"et après ?", "et depuis ?", "mais pourquoi donc ?", "et Poutine ?", "qu'en est-il de Séoul ?", "ils sont combien ?", "elle a répondu quoi ?",
		"et leurs familles ?", "c'est vrai ça ?", "une source ?", "et le traité ?", "alors pourquoi ?", "et à quel prix ?", "il a dit quoi d'autre ?",
		"and why?", "why?", "why is that?", "and when?", "when was that?", "who said that?", "who says so", "and in 2023?", "and in China?", "what about China?",
		"and him?", "how many?", "how many in all?", "how many died?", "where?", "where was that?", "how?", "how so?", "and then?", "and since then?",
		"but why?", "and Putin?", "what about Seoul?", "how many are there?", "what did she reply?", "and their families?", "is that true?", "source?",
		"and the treaty?", "so why?", "at what price?", "what else did he say?",
	}
	standing = []string{
		"merci !", "ok merci beaucoup", "bonjour", "super", "lol", "mdr", "d'accord", "parfait, merci bien",
		"Pourquoi Kim Jong-un a-t-il envoyé des soldats en Russie ?", "Combien de conteneurs d'armes la Corée du Nord a-t-elle livrés ?",
		"Que dit l'article 4 du traité entre Moscou et Pyongyang ?", "Quand Vladimir Poutine s'est-il rendu à Pyongyang ?", "Qui est Choe Son-hui ?",
		"quelles sanctions de l'ONU visent la Corée du Nord", "Quel est le rôle de la Banque de Corée dans le calcul du PIB ?",
		"combien de ballons la Corée du Nord a lancés sur le Sud", "Qui a remporté le prix Nobel de littérature en 2024, et pourquoi ?",
		"thanks!", "ok thank you very much", "hello", "great", "haha", "lol ok", "cool thanks",
		"Why did Kim Jong Un send soldiers to Russia?", "How many containers of weapons did North Korea deliver?",
		"What does article 4 of the treaty between Moscow and Pyongyang say?", "When did Vladimir Putin visit Pyongyang?", "Who is Choe Son Hui?",
		"which UN sanctions target North Korea", "What is the role of the Bank of Korea in computing GDP?",
		"how many balloons did North Korea launch at the South", "Who won the Nobel prize for literature in 2024, and why?",
	}
)

func TestRepliesAreToldFromQuestionsOfTheirOwn(t *testing.T) {
	engine := sampleEngine(t)
	carried := func(text, earlier string) int {
		a, err := engine.Answer(t.Context(), retrieval.Query{Text: text, Follows: &retrieval.Earlier{Question: earlier}})
		if err != nil {
			t.Fatal(err)
		}
		return len(a.Carried)
	}
	right := 0
	for _, text := range leaning {
		if carried(text, "Combien de soldats nord-coréens sont arrivés à Koursk ?") > 0 {
			right++
		} else {
			t.Logf("%q is asked alone", text)
		}
	}
	for _, text := range standing {
		if carried(text, "Why did the old bridge over the river close?") == 0 {
			right++
		} else {
			t.Logf("%q is bent", text)
		}
	}
	all := len(leaning) + len(standing)
	t.Logf("%d of %d right", right, all)
	if right*100 < all*95 {
		t.Errorf("%d of %d right, want 95 %%", right, all)
	}
}
