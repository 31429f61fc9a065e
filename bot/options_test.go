package bot

import "testing"

func TestDatesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, c := range []struct{ text, locale, want string }{
		{"", "", ""}, {"2024", "", "2024"}, {"2024-10", "", "2024-10"}, {" 2024-10-23 ", "", "2024-10-23"},
		{"23/10/2024", "fr", "2024-10-23"}, {"23.10.2024", "de", "2024-10-23"}, {"23-10-2024", "", "2024-10-23"},
		{"3/4/2024", "fr", "2024-04-03"}, {"3/4/2024", "en-GB", "2024-04-03"}, {"3/4/2024", "en-US", "2024-03-04"},
		{"23/10/2024", "en-US", "2024-10-23"}, {"10/23/2024", "fr", "2024-10-23"},
		{"10/2024", "en-US", "2024-10"}, {"2024/10/23", "", "2024-10-23"}, {"2024/10", "", "2024-10"},
		{"2024-1-5", "", "2024-01-05"}, {"29/02/2024", "", "2024-02-29"},
		{"octobre 2024", "fr", "2024-10"}, {"23 octobre 2024", "en-US", "2024-10-23"}, {"1er janvier 2024", "fr", "2024-01-01"},
		{"October 2024", "fr", "2024-10"}, {"October 23, 2024", "", "2024-10-23"},
	} {
		if got, err := readDate(c.text, c.locale); err != nil || got.String() != c.want {
			t.Errorf("%q (%s): %s, %v; want %s", c.text, c.locale, got, err, c.want)
		}
	}
	for _, bad := range []string{"29/02/2023", "13/13/2024", "00/10/2024", "yesterday", "soon", "2024-13", "31/04/2024", "10/2024/23", "octobre"} {
		if got, err := readDate(bad, "fr"); err == nil {
			t.Errorf("%q was read as %s", bad, got)
		}
	}
}

func TestLanguagesAreReadAsPeopleNameThem(t *testing.T) {
	for text, want := range map[string]string{"fr": "fr", "French": "fr", "FRANÇAIS": "fr", "francais": "fr", "anglais": "en", "Deutsch": "de", "": "", "klingon": "klingon"} {
		if got := ReadLang(text); string(got) != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOnlyHonestAddressesAreLinked(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1", "http://a.example": "http://a.example",
		"javascript:alert(1)": "", "ftp://a.example": "", "//a.example": "", "a.example": "", "https://": "", "file:///etc/passwd": "",
		"http://wiki/page": "", "http://localhost:8080/x": "", "https://bank.example@evil.example/": "", "https://a.example/\x00": "", "": "", "data:text/html,x": "",
		"https://a.example/café au lait": "https://a.example/caf%C3%A9%20au%20lait",
	} {
		if got := link(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
