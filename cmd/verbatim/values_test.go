package main

import "testing"

func TestSizesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int64{"500": 500, "10MB": 10 << 20, "1.5 gb": 3 << 29, "4kb": 4096, "1": 1} {
		if got, err := parseSize(text); err != nil || got != want {
			t.Errorf("parseSize(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "MB", "ten", "0", "-1", "NaN", "1e300", "10 MiB or so", "Inf"} {
		if got, err := parseSize(text); err == nil {
			t.Errorf("parseSize(%q) = %d, want an error", text, got)
		}
	}
}

func TestDaysAreAWholeNumber(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "90": 90, "365": 365} {
		if got, err := parseDays(text); err != nil || got != want {
			t.Errorf("parseDays(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-1", "1.5", "90 days", "never"} {
		if got, err := parseDays(text); err == nil {
			t.Errorf("parseDays(%q) = %d, want an error", text, got)
		}
	}
}

func TestOriginsAreASchemeAndAHost(t *testing.T) {
	for text, want := range map[string]string{
		"http://localhost:3000": "http://localhost:3000", "https://proxy.example/": "https://proxy.example",
	} {
		if got, err := parseOrigin(text); err != nil || got != want {
			t.Errorf("parseOrigin(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"localhost:3000", "ftp://x", "http://", "http://x/api/v10", "http://u:p@x", "http://x?y", "://"} {
		if got, err := parseOrigin(text); err == nil {
			t.Errorf("parseOrigin(%q) = %q, want an error", text, got)
		}
	}
}

func TestTokensAreTakenAsTheyAreAndBrokenOnesRefused(t *testing.T) {
	for text, want := range map[string]string{"abc.def-ghi_j": "abc.def-ghi_j", "Bot abc.def": "abc.def"} {
		if got, err := parseToken(text); err != nil || got != want {
			t.Errorf("parseToken(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "two words", "abc\ndef", "jeton-é"} {
		if _, err := parseToken(text); err == nil {
			t.Errorf("parseToken(%q) is taken", text)
		}
	}
}

func TestASiteThatTranslatesIsAnAddressWithPlacesToFill(t *testing.T) {
	for _, text := range []string{"https://t.example/#{from}/{to}/{text}", "https://t.example/?q={text}"} {
		if got, err := parseTranslate(text); err != nil || got != text {
			t.Errorf("parseTranslate(%q) = %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "t.example/{text}", "http://t.example/{text}", "https://t.example/", "https:///{text}", "https://t.example/{lang}/{text}", "https://t.example/{text"} {
		if got, err := parseTranslate(text); err == nil {
			t.Errorf("parseTranslate(%q) = %q, want an error", text, got)
		}
	}
}
