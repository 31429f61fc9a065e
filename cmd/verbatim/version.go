package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// version is set by the linker (-ldflags "-X main.version=1.2.3").
var version string

func printVersion(_ context.Context, in *invocation) error {
	words, err := newFlags("version", "", "print the version").parse(in)
	if err != nil {
		return err
	}
	if err := noWords("version", words); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "verbatim %s %s %s/%s\n", versionText(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// versionText is the version of a release, else the commit that was built.
func versionText() string {
	if version != "" {
		return version
	}
	revision, dirty := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				dirty = "+changes"
			}
		}
	}
	return cmp.Or(revision[:min(12, len(revision))], "development") + dirty
}

func help(ctx context.Context, in *invocation) error {
	for _, c := range commands() {
		if len(in.args) > 0 && in.args[0] == c.name {
			in.args = []string{"-help"}
			return c.run(ctx, in)
		}
	}
	printHelp(in.stdout)
	return nil
}

func printHelp(w io.Writer) {
	fmt.Fprint(w, "Verbatim answers questions about a corpus of articles with exact quotes.\n\nusage: verbatim COMMAND [flags] [words]\n\ncommands:\n")
	var rows [][2]string
	for _, c := range commands() {
		rows = append(rows, [2]string{strings.TrimSpace(c.name + " " + c.args), c.about})
	}
	writeRows(w, rows)
	fmt.Fprint(w, `
Try:
  verbatim ask "Why did Kim Jong-un send soldiers to Russia?"
  verbatim ask -corpus ~/articles "your question"

'verbatim COMMAND -help' lists the flags of a command. Settings come from the
environment and from .env; .env.example lists them all.
`)
}
