package main

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestReportsAreInTheModeratorsLanguage: what is wrong with files, and with the
// golden questions, in the report, in the file beside it, and in the status.
func TestReportsAreInTheModeratorsLanguage(t *testing.T) {
	for lang, want := range map[string][]string{
		"en-GB": {"empty.txt: it is empty; delete it or fill it", "book.epub: .epub is not read yet", "pack.zip: it is a broken archive", "golden.jsonl line 2: \"question\" is missing", "Feeds\nfeeds.txt: line 1: \"nonsense\" is not a web address"},
		"fr":    {"empty.txt\u00a0: il est vide\u202f; supprimez-le ou remplissez-le", "book.epub\u00a0: les fichiers .epub ne sont pas lus", "pack.zip\u00a0: c’est une archive endommagée", "ligne 2 de golden.jsonl\u00a0: «\u00a0question\u00a0» manque", "Flux\nfeeds.txt\u00a0: ligne 1\u00a0: \"nonsense\" n’est pas une adresse web"},
	} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			for name, content := range map[string]string{
				"empty.txt": "", "book.epub": "x", "pack.zip": "PK, but no archive", "Eyot.txt": "The keeper of Eyot lit the lighthouse on Sunday morning, as every week.",
				".verbatim/feeds.txt":    "nonsense\n",
				".verbatim/golden.jsonl": "{\"question\":\"Who lit the lighthouse of Aran?\",\"file\":\"Aran.md\"}\n{\"file\":\"Aran.md\"}\n",
			} {
				path := filepath.Join(m.folder, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			report := m.slash("corpus reload", nil)
			m.expect(report, want[:4]...)
			if len(report.Attachments) != 1 {
				t.Fatalf("%d files", len(report.Attachments))
			}
			m.expect(emulator.Message{Content: string(report.Attachments[0].Content)}, want[:4]...)
			m.expect(m.slash("corpus status", nil), want[3], want[4])
			m.expect(m.slash("corpus reload", emulator.Options{"dry-run": true}), want[:4]...)
		})
	}
}
