package read

import "testing"

func TestNoSuchDay(t *testing.T) {
	for s, want := range map[string]bool{
		"31/02/2023": true, "2023-02-30": true, "29.02.2023": true, "2023-13-01": true, "00/00/2023": true,
		"03/04/2024": false, "29/02/2024": false, "02/29/2024": false, "2024-02-29": false, "soon": false,
	} {
		if got := noSuchDay(s); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
	var d document
	if d.stateDate("31/02/2023"); d.published.Known() || len(d.notes) != 1 {
		t.Errorf("%v, notes %q", d.published, d.notes)
	}
}
