package lexicon

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// forms are the forms of a folded lemma that stemming leaves apart from it: the
// frequent ones of irregular verbs, irregular plurals and feminines. Some are
// made by rule and are no words; nobody prints them, so they find nothing. A
// form that is better known as another word (“court” of courir) is left out.
func forms(lang corpus.Lang, lemma string) []string {
	var made []string
	switch lang {
	case corpus.French:
		made = french.of(lemma)
	case corpus.English:
		made = englishForms(lemma)
	}
	return slices.DeleteFunc(made, func(f string) bool { return homographs[f] })
}

// homographs are forms that mostly are other words.
var homographs = set(`court lit but sort part cru ment sent but vis plu plut soit soient sous mu crut
opera data visa marina camera casa villa para cura agenda
ground wound bound bit bore rose left found lay shed ridden`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// paradigm says what stands for an ending in other forms.
type paradigm struct {
	ending string
	before int // letters that stand before the ending at least
	forms  []string
}

func endings(ending string, before int, forms string) paradigm {
	return paradigm{ending, before, strings.Fields(forms)}
}

// paradigms are the paradigms of a language by their last two letters. Of those
// that fit a word the first is taken.
type paradigms map[string][]paradigm

func byEnding(all ...paradigm) paradigms {
	m := paradigms{}
	for _, p := range all {
		last := p.ending[len(p.ending)-2:]
		m[last] = append(m[last], p)
	}
	return m
}

// french are the paradigms of French, folded.
// Of verbs they give the third persons of the present and of the past historic
// and the past participle, where stems differ: vient, viennent, vint, venu.
var french = byEnding(
	endings("tenir", 0, "tient tiennent tint tinrent tenu tiendra"),
	endings("venir", 0, "vient viennent vint vinrent venu viendra"),
	endings("prendre", 0, "prend prennent prit prirent pris"),
	endings("mettre", 0, "met mettent mit mirent mis"),
	endings("naitre", 0, "nait naissent naquit naquirent"),
	endings("aitre", 2, "ait aissent ut urent u"),
	endings("croire", 0, "croit croient"),
	endings("boire", 0, "boit boivent bu burent"),
	endings("eindre", 1, "eint eignent eignit"),
	endings("aindre", 1, "aint aignent aignit"),
	endings("oindre", 1, "oint oignent oignit"),
	endings("soudre", 2, "sout solvent solu"),
	endings("coudre", 0, "coud cousu cousent"),
	endings("moudre", 0, "moud moulu"),
	endings("rompre", 0, "rompt rompent rompit rompu"),
	endings("battre", 0, "bat battent battit battu"),
	endings("suivre", 0, "suit suivent suivit suivi"),
	endings("vivre", 0, "vit vivent vecut vecu"),
	endings("vaincre", 0, "vainc vainquit vaincu"),
	endings("crire", 1, "crit crivent crivit"),
	endings("uire", 1, "uit uisent uisit"),
	endings("lire", 0, "lit lisent lut lu"),
	endings("dire", 0, "dit disent dirent"),
	endings("raire", 1, "rait raient"),
	endings("plaire", 0, "plait plaisent"),
	endings("taire", 0, "tait tut"),
	endings("faire", 2, "fait font fit"),
	endings("rire", 0, "rit rirent"),
	endings("clure", 2, "clut clu"),
	endings("cevoir", 1, "coit coivent cut curent cu"),
	endings("mouvoir", 1, "meut meuvent mut mu"),
	endings("vouloir", 0, "veut veulent voulut voulu"),
	endings("valoir", 0, "vaut valent valut valu"),
	endings("savoir", 0, "sait savent sut"),
	endings("asseoir", 0, "assied assis"),
	endings("voir", 0, "voit voient vu"),
	endings("querir", 2, "quiert quierent quit quis"),
	endings("mourir", 0, "meurt meurent mourut mort"),
	endings("courir", 0, "court courent courut couru"),
	endings("couvrir", 0, "couvre couvrent couvert"),
	endings("ouvrir", 0, "ouvre ouvrent ouvert"),
	endings("frir", 2, "fre frent fert"),
	endings("cueillir", 0, "cueille cueillent"),
	endings("dormir", 0, "dort"),
	endings("servir", 0, "sert"),
	endings("partir", 0, "part"),
	endings("sortir", 0, "sort"),
	endings("sentir", 0, "sent"),
	endings("mentir", 0, "ment"),
	endings("fuir", 0, "fuit fuient"),
	endings("ndre", 2, "nd ndent ndit ndu"),
	endings("rdre", 2, "rd rdent rdit rdu"),
	endings("voyer", 1, "voie voient verra"),
	endings("oyer", 2, "oie oient oya"),
	endings("uyer", 2, "uie uient uya"),
	endings("eler", 2, "elle ellent ela"),
	endings("eter", 2, "ette ettent eta"),
	endings("ger", 3, "gea"),
	endings("ier", 3, "ia"),
	endings("ir", 3, "it"),
	endings("er", 3, "a"),

	endings("teur", 2, "trice teuse"),
	endings("eur", 3, "euse"),
	endings("ail", 2, "aux"),
	endings("eau", 1, "elle"),
	endings("euf", 1, "euve"),
	endings("ref", 1, "reve"),
	endings("anc", 1, "anche"),
	endings("ic", 2, "ique"),
	endings("ong", 1, "ongue"),
)

// of are the forms of a lemma by the paradigm that fits it.
func (m paradigms) of(lemma string) []string {
	if len(lemma) < 2 {
		return nil
	}
	for _, p := range m[lemma[len(lemma)-2:]] {
		stem, ok := strings.CutSuffix(lemma, p.ending)
		if !ok || len(stem) < p.before {
			continue
		}
		made := make([]string, len(p.forms))
		for i, f := range p.forms {
			made[i] = stem + f
		}
		return made
	}
	return nil
}

// english are the paradigms of English plurals that stems leave apart.
var english = byEnding(
	endings("woman", 0, "women"), endings("man", 1, "men"), endings("child", 0, "children"),
	endings("foot", 0, "feet"), endings("tooth", 0, "teeth"), endings("goose", 0, "geese"), endings("mouse", 0, "mice"), endings("louse", 0, "lice"),
	endings("wife", 0, "wives"), endings("life", 0, "lives"), endings("knife", 0, "knives"), endings("leaf", 0, "leaves"), endings("wolf", 0, "wolves"),
	endings("half", 0, "halves"), endings("self", 1, "selves"), endings("shelf", 0, "shelves"), endings("thief", 0, "thieves"), endings("loaf", 0, "loaves"),
	endings("calf", 0, "calves"), endings("scarf", 0, "scarves"), endings("hoof", 0, "hooves"), endings("elf", 0, "elves"),
	endings("phenomenon", 0, "phenomena"), endings("criterion", 0, "criteria"), endings("bacterium", 0, "bacteria"), endings("larva", 0, "larvae"),
	endings("fungus", 0, "fungi"), endings("alga", 0, "algae"), endings("alumnus", 0, "alumni"), endings("nucleus", 0, "nuclei"), endings("stimulus", 0, "stimuli"),
	endings("sis", 2, "ses"), endings("matrix", 0, "matrices"), endings("appendix", 0, "appendices"), endings("index", 0, "indices"), endings("vertex", 0, "vertices"),
)

// strong are the irregular verbs of English: the past and the past participle.
var strong = func() map[string][]string {
	m := map[string][]string{}
	for verb := range strings.SplitSeq(strongVerbs, ",") {
		words := strings.Fields(verb)
		m[words[0]] = words[1:]
	}
	return m
}()

const strongVerbs = `arise arose arisen, awake awoke awoken, bear bore born borne, beat beaten, become became, begin began begun, behold beheld, bend bent,
bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed bred, bring brought, build built, burn burnt, buy bought,
catch caught, choose chose chosen, cling clung, come came, creep crept, deal dealt, die dying, dig dug, do did done, draw drew drawn, dream dreamt,
drink drank drunk, drive drove driven, dwell dwelt, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought, find found, flee fled,
fling flung, fly flew flown, forbid forbade forbidden, foresee foresaw foreseen, forget forgot forgotten, forgive forgave forgiven, freeze froze frozen,
get got gotten, give gave given, go went gone, grind ground, grow grew grown, hang hung, hear heard, hide hid hidden, hold held, keep kept,
kneel knelt, know knew known, lay laid, lead led, lean leant, leap leapt, learn learnt, leave left, lend lent, lie lain lying, light lit, lose lost,
make made, mean meant, meet met, mow mown, pay paid, prove proven, rend rent, ride rode ridden, ring rang rung, rise rose risen, run ran,
saw sawn, say said, see saw seen, seek sought, sell sold, send sent, sew sewn, shake shook shaken, shear shorn, shine shone, shoot shot,
show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat, slay slew slain, sleep slept, slide slid, smell smelt, sow sown,
speak spoke spoken, speed sped, spell spelt, spend spent, spill spilt, spin spun, spoil spoilt, spring sprang sprung, stand stood, steal stole stolen,
stick stuck, sting stung, stink stank stunk, stride strode, strike struck stricken, strive strove striven, swear swore sworn, sweep swept,
swell swollen, swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell told, think thought, throw threw thrown, tie tying,
tread trod trodden, understand understood, undertake undertook undertaken, wake woke woken, wear wore worn, weave wove woven, weep wept,
win won, wind wound, withdraw withdrew withdrawn, wring wrung, write wrote written`

// prefixes may stand before an irregular verb.
var prefixes = []string{"", "over", "under", "out", "fore", "mis", "re", "un", "up", "with", "broad"}

func englishForms(lemma string) []string {
	for _, prefix := range prefixes {
		verb, ok := strings.CutPrefix(lemma, prefix)
		if !ok || strong[verb] == nil {
			continue
		}
		made := slices.Clone(strong[verb])
		for i := range made {
			made[i] = prefix + made[i]
		}
		return made
	}
	return english.of(lemma)
}
