// Verbatim answers questions about a corpus of articles with exact quotes, in
// a terminal and in Discord, and never with words of its own.
//
// A tour of the code, in the order of one question:
//
//   - this package reads the settings (settings.go), opens the corpus (open.go)
//     and runs one command: ask.go and batch.go, corpus.go, serve.go.
//   - verbatim/corpus holds articles and passages; corpus/read makes them from
//     files, one file a format; corpus/sample is the embedded corpus.
//   - verbatim/retrieval answers: Engine.Answer analyses a question, ranks
//     what the index found, chooses quotes or abstains. Live holds the index
//     that serves, Keeper keeps it in step with the corpus.
//   - verbatim/retrieval/curation changes what serves, with a guard and a log;
//     reload.go, control.go and tend.go are the ways to it.
//   - verbatim/retrieval/bleveindex is that index, on disk.
//   - verbatim/bot turns a Request into a Reply in the asker's language, and
//     bot/discord carries both to and from Discord.
//
// Imports run one way: corpus <- retrieval <- bot <- cmd (imports_test.go).
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// invocation is one run of a command: what it was given and where it writes.
type invocation struct {
	args   []string // after the command's name
	env    []string // "KEY=value", as os.Environ gives it
	stdin  io.Reader
	stdout io.Writer // the result alone
	stderr *guarded  // logs, progress, errors and hints
}

// command is one of the words that follow "verbatim".
type command struct {
	name  string
	args  string // what follows the name, as help shows it
	about string
	run   func(context.Context, *invocation) error
}

func commands() []command {
	return []command{
		{"add", "[flags] URL|FILE...", "add web pages, feeds and files to the corpus", add},
		{"ask", "[flags] QUESTION", "answer a question with quotes", ask},
		{"check", "[flags] TEXT", "say whether the corpus prints a quote, word for word", check},
		{"corpus", "[flags]", "show how the corpus was read: articles, clutter, skipped files", reportCorpus},
		{"dates", "[flags] [TEXT]", "find the dates of a text", readDates},
		{"eval", "[flags]", "measure answers on judged questions", evaluate},
		{"privacy", "", "print what the bot stores, as a page to publish", printPrivacy},
		{"purge", "[flags] FILE|ID|URL", "take a text down for good", purge},
		{"reload", "[flags]", "read the corpus again, also for a running server", reload},
		{"rollback", "[flags] [VERSION]", "let a former version of the corpus serve again", rollback},
		{"serve", "[flags]", "answer in Discord until stopped", serve},
		{"timeline", "[flags] TOPIC", "show what happened, when, and who says so", showTimeline},
		{"version", "", "print the version", printVersion},
	}
}

// run is the whole program: it returns the exit code, 0 for an answer or an
// abstention, 1 for a failure, 2 for wrong usage.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	in := &invocation{env: env, stdin: stdin, stdout: stdout, stderr: &guarded{w: stderr}}
	err := dispatch(ctx, args, in)
	if err == nil {
		return 0
	}
	if ctx.Err() != nil {
		err = &failure{text: "stopped before the end"}
	}
	return report(in.stderr, err)
}

func dispatch(ctx context.Context, args []string, in *invocation) error {
	if len(args) == 0 {
		printHelp(in.stderr)
		return &usageError{text: "no command given", quiet: true}
	}
	name := args[0]
	in.args = args[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		return help(ctx, in)
	case "-version", "--version":
		name = "version"
	}
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, in)
		}
		names = append(names, c.name)
	}
	return &usageError{text: "no command is called " + quoted(name), hint: didYouMean(name, names) + "'verbatim help' lists the commands"}
}
