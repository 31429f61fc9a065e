package picture

import (
	"bytes"
	"errors"
	goflag "flag"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

var pictures = goflag.String("pictures", "", "a folder to write the test pictures to, for people to look at")

// cases are the sizes that were looked at.
func cases(t *testing.T, run func(t *testing.T, n int, span corpus.Day, lang corpus.Lang)) {
	for _, n := range []int{1, 3, 12, 60, 400} {
		for _, span := range []corpus.Day{7, 365, 3650} {
			for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
				t.Run(fmt.Sprintf("%d events in %d days in %s", n, span, lang), func(t *testing.T) { run(t, n, span, lang) })
			}
		}
	}
}

// Painting is slow under the race detector: the fullest cards stand for all,
// whose layouts TestNothingOverlapsAndAllIsOnTheCard checks.
func TestFullPicturesAreSmall(t *testing.T) {
	for _, span := range []corpus.Day{7, 365, 3650} {
		if size := len(drawn(t, made(400, span, corpus.French))); size >= 300<<10 {
			t.Errorf("400 events in %d days: %d bytes, want under 300 KB", span, size)
		}
	}
}

func TestSameTimelineGivesTheSamePicture(t *testing.T) {
	if !bytes.Equal(drawn(t, made(60, 365, corpus.French)), drawn(t, made(60, 365, corpus.French))) {
		t.Error("the same timeline gave another picture")
	}
}

func drawn(t *testing.T, tl timeline.Timeline) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := PNG(&b, tl, corpus.French); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPicturesForPeopleToLookAt(t *testing.T) {
	if *pictures == "" {
		t.Skip("-pictures names no folder")
	}
	cases(t, func(t *testing.T, n int, span corpus.Day, lang corpus.Lang) {
		show(t, fmt.Sprintf("%03d", n), int(span), made(n, span, lang), lang)
	})
}

// show writes a picture for people to look at, where -pictures says so.
func show(t *testing.T, name string, number int, tl timeline.Timeline, lang corpus.Lang) {
	t.Helper()
	if *pictures == "" {
		return
	}
	f, err := os.Create(filepath.Join(*pictures, fmt.Sprintf("%s-%d-%s.png", name, number, lang)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	alt, err := PNG(f, tl, lang)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(alt)
}

func TestWithoutADatedEventThereIsNoPicture(t *testing.T) {
	var b bytes.Buffer
	if _, err := PNG(&b, timeline.Timeline{Topic: "x", Undated: make([]timeline.Event, 2)}, corpus.English); !errors.Is(err, ErrNoEvents) || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
}

func TestDescriptionTellsTheMostImportantEvent(t *testing.T) {
	tl := made(12, 365, corpus.French)
	tl.Topic, tl.Found = "Ponts\net quais", 48
	tl.Events[3].Importance = 9
	tl.Events[3].Sources[0].Text = "Le pont a rouvert."
	tl.Events[3].Sources[0].Publisher = "Écho"
	alt := french.alt(&tl)
	for _, want := range []string{"Chronologie «\u00a0Ponts et quais\u00a0»\u00a0: 12 événements sur 48, du ", "«\u00a0Le pont a rouvert.\u00a0» (Écho).", french.when(tl.Events[3].When)} {
		if !strings.Contains(alt, want) {
			t.Errorf("%q lacks %q", alt, want)
		}
	}
}

// A card with its own ground looks the same on a dark and on a light theme.
func TestCardIsOpaque(t *testing.T) {
	var b bytes.Buffer
	if _, err := PNG(&b, made(3, 7, corpus.English), corpus.English); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if !img.(*image.Paletted).Opaque() {
		t.Error("the ground of the page shines through")
	}
}
