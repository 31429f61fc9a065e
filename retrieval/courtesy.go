package retrieval

import (
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// questionWords ask and search nothing. Function words such as "who" and
// "pourquoi" are left out by the analysis where they are function words; these
// are the others, folded.
var questionWords = folded(`why how when where what which who whose whom much many please pls plz thanks thx hello hi hey ok lol
pourquoi comment combien quand ou quel quelle quels quelles lequel laquelle merci bonjour bonsoir salut svp stp coucou
est-ce qu
wich whitch whcih wat wot wut wen wehn wher waht hwo teh ur abt wanna gonna gotta dunno idk btw imo imho tbh afaik cuz coz bcz acc um uh erm hmm yo sup u r
pk pq pkoi pourkoi prk pcq psk parske koi ki kel kelle kels kelles cmb combi1 qd kan kand kom ke ya jsp jsais bcp tt ts tte tjs tjrs mtn auj ajd pdt pr ds dc avc slt bjr bsr dsl mrc ouais heu euh bah ben bref wesh wsh oklm`)

// smallTalk are words that ask nothing when a message holds no others: greetings,
// thanks, and what people type to see whether the bot is there.
var smallTalk = folded(`test tests testing essai essais ping pong 1 2 3 12 123 1234 one two three un deux trois lot lots bunch
va vas allez bien ca bonne bon nuit soiree journee apres-midi midi matin soir week-end good great nice cool fine day night morning afternoon evening weekend
today parfait perfect doing going there bot world everyone all monde tous beaucoup mille fois super genial top haha hahaha mdr ptdr lmao rofl hmm bye goodbye ciao adieu bientot later see welcome rien nothing`)

// light are words that people ask with and that say little of what they ask
// for, folded. In a small corpus they are rare, and would weigh as names do.
var light = folded(`give gives gave given giving get gets got getting take takes took taken taking make makes made making say says said saying tell tells told think thinks thought want wants wanted use uses used using
show shows showed shown go goes went gone come comes came coming happen happens happened happening know knows knew known mean means meant put keep kept let need needs needed try tried like likes liked look looks
call called calls name names thing things something anything someone anyone everybody somebody anybody people person way ways kind kinds sort type types lot many main really actually exactly currently recently now still already ever even
donner donne donnent donnait donnee dire dit disent disait prendre prend prennent pris mettre met mettent mis vouloir veut veulent voulait penser pense pensent pensait aller va vont allait alle allee venir vient viennent venu venue venus
passer passe passent passait parler parle parlent parlait savoir sait savent connaitre connait utiliser utilise utilisent montrer montre arriver arrive arrivent arrivait appeler appelle appelent nommer tenir tient rester reste devenir
chose choses quelque personne personnes gens maniere facon sorte genre type types vraiment exactement actuellement recemment maintenant toujours deja jamais beaucoup principal principale principaux`)

// lightly is what a light word weighs, in shares of its idf.
const lightly = 0.5

// courtesies are phrases that ask politely. They are compared word by word,
// folded; the longest that fits is taken out.
var courtesies = phrases(`
can you tell me; could you tell me; would you tell me; can you please tell me; could you please tell me; tell me; please tell me; can you explain; could you explain; explain to me
d accord; do you know; do you happen to know; does anyone know; does anybody know; anyone know; anybody know; i want to know; i would like to know; id like to know; i wonder; i was wondering
is it true that; what do you know about; what can you tell me about; can you show me; show me; give me; give me information about; find me
in the news; in the articles; according to the articles; according to your articles; according to the corpus; thank you; good morning; good evening; by the way; just curious
est ce que; qu est ce que; qu est ce qui; qui est ce qui; qui est ce que; c est quoi; est ce vrai que; il y a; y a t il
peux tu me dire; pouvez vous me dire; peux tu m expliquer; pouvez vous m expliquer; pourrais tu me dire; pourriez vous me dire; dis moi; dites moi; explique moi; expliquez moi
sais tu; savez vous; tu sais; vous savez; sait on; quelqu un sait; est ce que quelqu un sait; quelqu un peut me dire; j aimerais savoir; je voudrais savoir; je veux savoir; je me demande; j aimerais comprendre; je voudrais comprendre
que sais tu de; que savez vous de; que sait on de; que sait on sur; montre moi; montrez moi; donne moi; donnez moi
au revoir; a bientot; a plus tard; a demain; see you; see you later; good bye; s il te plait; s il vous plait; selon les articles; d apres les articles; dans les articles; je te prie; je vous prie; bonne journee; au fait`)

func folded(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// phrases reads phrases parted by semicolons and lines, by their first word.
func phrases(text string) map[string][][]string {
	m := map[string][][]string{}
	for _, p := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		if w := strings.Fields(p); len(w) > 0 {
			m[w[0]] = append(m[w[0]], w)
		}
	}
	return m
}

// occurrences finds phrases in a text of these words, in order, as bytes of it.
func occurrences(words []analysis.Token, phrases map[string][][]string) []Match {
	var found []Match
	for i := 0; i < len(words); i++ {
		longest := 0
		for _, p := range phrases[words[i].Exact] {
			if len(p) > longest && beginsWith(words[i:], p) {
				longest = len(p)
			}
		}
		if longest > 0 {
			found = append(found, Match{Start: words[i].Start, End: words[i+longest-1].End})
			i += longest - 1
		}
	}
	return found
}

// splitAll is every word of a text, folded, with what stands before an
// apostrophe as a word of its own.
func splitAll(text string) []analysis.Token {
	var words []analysis.Token
	for _, t := range analysis.Plain(text) {
		start := t.Start
		for i, r := range text[t.Start:t.End] {
			if r != '\'' && r != '’' {
				continue
			}
			if at := t.Start + i; at > start {
				words = append(words, analysis.Token{Exact: analysis.Fold(text[start:at]), Start: start, End: at})
			}
			start = t.Start + i + len(string(r))
		}
		if start < t.End {
			words = append(words, analysis.Token{Exact: analysis.Fold(text[start:t.End]), Start: start, End: t.End})
		}
	}
	return words
}

func beginsWith(words []analysis.Token, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		if words[i].Exact != p {
			return false
		}
	}
	return true
}

// Talk is what a message that asks nothing does.
type Talk string

// The kinds of talk.
const (
	NoTalk   Talk = ""
	Thanks   Talk = "thanks"
	Greeting Talk = "greeting"
	Trial    Talk = "trial" // somebody looks whether anybody is there
)

// talk are the words that thank, greet and try, folded, in the languages that
// they belong to.
var talk = []struct {
	does  Talk
	lang  corpus.Lang
	words map[string]bool
}{
	{Thanks, corpus.French, folded(`merci mrc mercii remercie`)},
	{Thanks, corpus.English, folded(`thanks thank thx ty cheers`)},
	{Greeting, corpus.French, folded(`bonjour bonsoir salut coucou bjr bsr slt wesh wsh`)},
	{Greeting, corpus.English, folded(`hello hi hey yo morning evening`)},
	{Trial, corpus.French, folded(`essai essais`)},
	{Trial, corpus.English, folded(`testing`)},
	{Trial, corpus.Undetermined, folded(`test tests ping`)},
}

// Courtesy tells what a message does that asks nothing; NoTalk for any that
// holds another word.
func Courtesy(text string) Talk {
	does, _ := courtesy(text)
	return does
}

// CourtesyLang is the language of a message of courtesy, Undetermined for others.
func CourtesyLang(text string) corpus.Lang {
	_, lang := courtesy(text)
	return lang
}

func courtesy(text string) (Talk, corpus.Lang) {
	does, lang := NoTalk, corpus.Undetermined
	for _, w := range splitAll(clean(text)) {
		for _, t := range talk {
			if does == NoTalk && t.words[w.Exact] {
				does, lang = t.does, t.lang
			}
		}
	}
	return does, lang
}
