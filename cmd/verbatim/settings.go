package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/joho/godotenv"

	"verbatim/bot"
	"verbatim/corpus"
	"verbatim/corpus/read"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
)

// settings are what the environment, .env and the flags of one run say.
type settings struct {
	corpus       string  // a folder; "" is the embedded sample
	corpora      []entry // several, in place of one
	corporaFile  string
	place        *bot.Place    // of one of several
	languages    []corpus.Lang // of one of several; none: all
	data         string        // a folder; "" is the default one
	maxArticle   int64         // bytes
	logLevel     slog.Level
	log          *slog.Logger
	token        string
	apiURL       string
	sample       bool // serve may answer from the sample
	logQuestions bool
	contact      string // for the sites that are fetched from
	privateFetch bool   // addresses of private networks may be fetched from
	cooldowns    bot.Cooldowns
	maxQuote     int    // characters
	lexicon      string // a file; "" is the program's own alone
	missing      error  // that the folder of the corpus is not there; serve alone goes on then
	keep         int    // generations
	maxShrink    float64
	watch        bool
	homes        []string // servers
	httpAddr     string   // of /healthz and /metrics; "" for none
	unanswered   bool     // keep public questions that had no answer
	stale        int      // days after which an article is old to a question about now; 0: never
	translate    string
	logChannel   string // that is told of changes of the corpus
	host         string // address of whoever runs the bot
}

func defaults() *settings {
	return &settings{maxArticle: read.DefaultMaxArticle, cooldowns: bot.DefaultCooldowns, maxQuote: retrieval.DefaultMaxQuote, stale: 90, keep: bleveindex.DefaultKeep, maxShrink: curation.DefaultMaxShrink}
}

// setting is one key of the environment. The table of them is the only place
// that knows a key: README and .env.example are held against it by a test.
type setting struct {
	key     string
	without string // what holds when it is not set, as people read it
	example string
	about   string
	serve   bool   // only serve reads it
	remedy  string // what to do when the value is wrong
	set     func(s *settings, value string) error
}

var table = []setting{
	{key: "VERBATIM_CORPUS", without: "the embedded sample", example: "/srv/articles", about: "Folder of the articles, read with all its sub-folders.",
		remedy: "name a folder that exists", set: setCorpus},
	{key: "VERBATIM_CORPORA", without: "one corpus for all servers", example: "corpora.yaml", about: "File that gives servers, or channels, corpora of their own, in place of VERBATIM_CORPUS: see “Several servers, several corpora”.",
		remedy: "mend the file; README.md shows one", set: setCorpora},
	{key: "VERBATIM_DATA", without: "in the user's cache folder", example: "/var/lib/verbatim", about: "Folder of the index and of small state, for one bot alone.",
		remedy: "name a folder that can be written to", set: func(s *settings, v string) (err error) { s.data, err = filepath.Abs(v); return }},
	{key: "VERBATIM_MAX_ARTICLE", without: "10MB", example: "25MB", about: "The largest article that is read; larger ones are skipped and reported.",
		remedy: "write bytes, or a number with KB, MB or GB, like 10MB", set: func(s *settings, v string) (err error) { s.maxArticle, err = parseSize(v); return }},
	{key: "VERBATIM_MAX_SHRINK", without: "50%", example: "20%", about: "A reload that would lose more than this share of the articles, or of their passages, is refused, until somebody forces it.",
		remedy: "write a percentage from 0% to 100%, like 50%", set: func(s *settings, v string) (err error) { s.maxShrink, err = parseShare(v); return }},
	{key: "VERBATIM_KEEP_GENERATIONS", without: strconv.Itoa(bleveindex.DefaultKeep), example: "5", about: "Versions of the corpus that stay on disk: the one that serves, and those that it can be rolled back to.",
		remedy: "write a number from 1 to 100", set: func(s *settings, v string) (err error) { s.keep, err = parseKeep(v); return }},
	{key: "VERBATIM_LOG_LEVEL", without: "info", example: "debug", about: "The least serious line that is logged: debug, info, warn or error.",
		remedy: "write debug, info, warn or error", set: func(s *settings, v string) error { return s.logLevel.UnmarshalText([]byte(v)) }},
	{key: "VERBATIM_QUOTE_MAX", without: strconv.Itoa(retrieval.DefaultMaxQuote), example: "250", about: "Characters of a quote, 100 to 600 at most: it is cut to whole sentences, and one longer sentence to whole clauses.",
		remedy: "write a number from 100 to 600", set: func(s *settings, v string) (err error) { s.maxQuote, err = parseQuoteMax(v); return }},
	{key: "VERBATIM_LEXICON", without: "the program's own words", example: "/srv/words.tsv", about: "File of more French-English word pairs: a line holds French words, a tab, English words, several of them parted by commas.",
		remedy: "name a file that can be read", set: func(s *settings, v string) (err error) { s.lexicon, err = filepath.Abs(v); return }},
	{key: "VERBATIM_STALE_DAYS", without: "90", example: "30", about: "When a question is about now and the newest article on it is older than so many days, the answer says so; 0 is never.",
		remedy: "write a number of days, like 90, or 0", set: func(s *settings, v string) (err error) { s.stale, err = parseDays(v); return }},
	{key: "VERBATIM_TRANSLATE_URL", serve: true, without: "none", example: "https://www.deepl.com/translator#{from}/{to}/{text}", about: "Site that quotes in another language than the reader's are linked to, with {text}, {from} and {to} in its address.",
		remedy: "write an address that begins with https:// and holds {text}", set: func(s *settings, v string) (err error) { s.translate, err = parseTranslate(v); return }},
	{key: "VERBATIM_WATCH", serve: true, without: "false", example: "true", about: "Reload a few seconds after files of the corpus have changed.",
		remedy: "write true or false", set: func(s *settings, v string) (err error) { s.watch, err = parseBool(v); return }},
	{key: "VERBATIM_FETCH_CONTACT", without: "none", example: "https://example.org/bot", about: "Page or mail address that sites which are fetched from are told, beside the program's name.",
		remedy: "write a web or mail address", set: func(s *settings, v string) (err error) { s.contact, err = parseContact(v); return }},
	{key: "VERBATIM_ALLOW_PRIVATE_FETCH", without: "false", example: "true", about: "Let pages and feeds be fetched from private networks too: of an intranet, or in tests.",
		remedy: "write true or false", set: func(s *settings, v string) (err error) { s.privateFetch, err = parseBool(v); return }},
	{key: "DISCORD_TOKEN", serve: true, without: "serve does not start", example: "paste-the-token-here", about: "The bot's token, from the page Bot of its application.",
		remedy: "paste the token alone, as the page Bot of discord.com/developers/applications shows it once after Reset Token", set: func(s *settings, v string) (err error) { s.token, err = parseToken(v); return }},
	{key: "DISCORD_TOKEN_FILE", serve: true, without: "DISCORD_TOKEN", example: "/run/secrets/discord_token", about: "File that holds the token, instead of DISCORD_TOKEN.",
		remedy: "name a file that holds the token and that this user can read, and set only one of DISCORD_TOKEN and DISCORD_TOKEN_FILE", set: setTokenFile},
	{key: "DISCORD_API_URL", serve: true, without: "https://discord.com", example: "http://localhost:3000", about: "Scheme and host that replace Discord's own in REST calls, for a rate-limiting proxy.",
		remedy: "write a scheme and a host alone, like http://localhost:3000", set: func(s *settings, v string) (err error) { s.apiURL, err = parseOrigin(v); return }},
	{key: "VERBATIM_SAMPLE", serve: true, without: "false", example: "true", about: "Let serve answer from the embedded sample when no corpus is named.",
		remedy: "write true or false", set: func(s *settings, v string) (err error) { s.sample, err = parseBool(v); return }},
	{key: "VERBATIM_COOLDOWN_USER", serve: true, without: bot.DefaultCooldowns.User.String(), example: "5/10s", about: "Questions that one person may ask: so many in so long; 0 is no limit.",
		remedy: rateRemedy, set: func(s *settings, v string) (err error) { s.cooldowns.User, err = bot.ParseRate(v); return }},
	{key: "VERBATIM_COOLDOWN_CHANNEL", serve: true, without: bot.DefaultCooldowns.Channel.String(), example: "10/10s", about: "Questions that may be asked in one channel.",
		remedy: rateRemedy, set: func(s *settings, v string) (err error) { s.cooldowns.Channel, err = bot.ParseRate(v); return }},
	{key: "VERBATIM_COOLDOWN_SERVER", serve: true, without: bot.DefaultCooldowns.Server.String(), example: "30/10s", about: "Questions that may be asked in one server.",
		remedy: rateRemedy, set: func(s *settings, v string) (err error) { s.cooldowns.Server, err = bot.ParseRate(v); return }},
	{key: "VERBATIM_HOME_GUILDS", serve: true, without: "the one server that the bot is in", example: "123456789012345678", about: "Servers whose moderators may use /corpus and /corpus-admin, by their IDs, parted by commas.",
		remedy: "write the numbers that Discord shows under Copy Server ID once Developer Mode is on, parted by commas", set: func(s *settings, v string) (err error) { s.homes, err = parseIDs(v); return }},
	{key: "VERBATIM_HTTP_ADDR", serve: true, without: "none", example: "127.0.0.1:9090", about: "Address of /healthz and /metrics (Prometheus). They tell nothing of questions or people.",
		remedy: "write an address with a port, like 127.0.0.1:9090 or :9090", set: func(s *settings, v string) (err error) { s.httpAddr, err = parseAddress(v); return }},
	{key: "VERBATIM_KEEP_UNANSWERED", serve: true, without: "false", example: "true", about: "Keep the words of public questions that had no answer, for 30 days and without who asked, for /corpus unanswered.",
		remedy: "write true or false", set: func(s *settings, v string) (err error) { s.unanswered, err = parseBool(v); return }},
	{key: "VERBATIM_LOG_CHANNEL", serve: true, without: "none", example: "123456789012345678", about: "Channel that is told of every change of the articles, refused reload, failing feed and report of a reader, by its ID; /settings sets others.",
		remedy: "write the number that Discord shows under Copy Channel ID once Developer Mode is on", set: setLogChannel},
	{key: "VERBATIM_PRIVACY_CONTACT", serve: true, without: "none", example: "privacy@example.org", about: "Mail address or page of whoever runs the bot, which /privacy and 'verbatim privacy' show.",
		remedy: "write a web or mail address", set: func(s *settings, v string) (err error) { s.host, err = parseContact(v); return }},
	{key: "VERBATIM_LOG_QUESTIONS", serve: true, without: "false", example: "true", about: "Log the text of questions. Questions reveal opinions: tell your members first.",
		remedy: "write true or false", set: func(s *settings, v string) (err error) { s.logQuestions, err = parseBool(v); return }},
}

const rateRemedy = "write a number and a time, like 5/10s or 30/1m, or 0 for no limit"

// environment is the values of the keys, by key, each with where it is said.
type environment map[string]said

type said struct{ value, where string }

// readEnvironment reads .env and the real environment, which wins. Values that
// are empty count as not set.
func readEnvironment(env []string) (environment, error) {
	all := environment{}
	file, err := godotenv.Read(".env")
	if err := explainFile(err); err != nil {
		return nil, err
	}
	for k, v := range file {
		all[k] = said{v, k + " in .env"}
	}
	for _, kv := range env {
		if k, v, _ := strings.Cut(kv, "="); v != "" || all[k].value != "" {
			all[k] = said{v, k}
		}
	}
	maps.DeleteFunc(all, func(_ string, s said) bool { return strings.TrimSpace(s.value) == "" })
	return all, nil
}

// explainFile words an error of .env. What the parser says is left out: it
// repeats the file, and the token with it.
func explainFile(err error) error {
	var path *fs.PathError
	switch {
	case err == nil || errors.Is(err, fs.ErrNotExist):
		return nil
	case errors.As(err, &path):
		return &failure{text: "cannot read .env", cause: err, hint: "let this user read it, or set the keys in the environment"}
	}
	return &failure{text: ".env is not made of KEY=value lines", hint: "write it as .env.example does; a value with spaces or # goes between quotes"}
}

// load makes the settings of a run. flags are values that win over the
// environment, by key; nil of a command that reads no corpus. serving says that the keys of serve count too. All wrong
// settings come back as one joined error.
func load(in *invocation, flags map[string]said, serving bool) (*settings, error) {
	env, err := readEnvironment(in.env)
	if err != nil {
		return nil, err
	}
	maps.Copy(env, flags)
	in.stderr.hide(env["DISCORD_TOKEN"].value)
	warnUnknown(in, env)
	s := defaults()
	var wrong []error
	for _, t := range table {
		v, ok := env[t.key]
		if !ok || t.serve && !serving {
			continue
		}
		err := t.set(s, strings.TrimSpace(v.value))
		if err == nil {
			continue
		}
		for _, one := range apart(err) {
			f := &failure{text: v.where + " is wrong", cause: one, hint: cmp.Or(hintOf(one), t.remedy)}
			if t.key == "VERBATIM_CORPUS" && errors.Is(err, fs.ErrNotExist) {
				s.missing = f
				continue
			}
			wrong = append(wrong, f)
		}
	}
	if flags != nil {
		if err := s.choose(env, serving); err != nil {
			wrong = append(wrong, err)
		}
	}
	if s.missing != nil && (!serving || len(wrong) > 0) {
		wrong = slices.Insert(wrong, 0, s.missing)
	}
	in.stderr.hide(s.token)
	s.log = newLog(in.stderr, s.logLevel)
	slog.SetDefault(s.log)
	return s, errors.Join(wrong...)
}

// apart are the errors of a joined one, or the only one.
func apart(err error) (all []error) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	for _, one := range joined.Unwrap() {
		all = append(all, apart(one)...)
	}
	return all
}

// warnUnknown names the keys that nothing reads: a typing error there would
// otherwise go unseen.
func warnUnknown(in *invocation, env environment) {
	var known []string
	for _, t := range table {
		known = append(known, t.key)
	}
	for _, k := range slices.Sorted(maps.Keys(env)) {
		if strings.HasPrefix(k, "VERBATIM_") && !slices.Contains(known, k) {
			fmt.Fprintf(in.stderr, "warning: %s is no setting of Verbatim and does nothing\n", oneLine(env[k].where))
			if near := nearestName(k, known); near != "" {
				fmt.Fprintf(in.stderr, "hint: did you mean %s?\n", near)
			}
		}
	}
}

// setCorpus names the folder of the corpus, also one that is not there: serve
// goes on without it when it has served before, and a mount may be back later.
func setCorpus(s *settings, v string) (err error) {
	if s.corpus, err = folder(v); err != nil {
		s.corpus, _ = filepath.Abs(v)
	}
	return err
}

func setLogChannel(s *settings, v string) error {
	ids, err := parseIDs(v)
	if err == nil && len(ids) != 1 {
		err = fmt.Errorf("%q is not one channel", v)
	}
	if err == nil {
		s.logChannel = ids[0]
	}
	return err
}

func setTokenFile(s *settings, name string) error {
	if s.token != "" {
		return errors.New("the token is in DISCORD_TOKEN already")
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	s.token, err = parseToken(strings.TrimSpace(string(b)))
	return err
}
