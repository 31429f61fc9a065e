package corpus

import "testing"

func TestOnlyOpenLicencesAllowRepublication(t *testing.T) {
	for license, want := range map[string]bool{
		"CC-BY-4.0": true, "cc by-sa 3.0": true, "CC0-1.0": true, "CC0": true, "CC BY-ND 4.0": true, "CC-BY-3.0-IGO": true, "CC BY 2.0 FR": true,
		"Creative Commons Attribution 4.0 International": true, "https://creativecommons.org/licenses/by/4.0/": true,
		"https://creativecommons.org/licenses/by-sa/3.0/fr/": true, "https://creativecommons.org/publicdomain/zero/1.0/": true,
		"http://creativecommons.org/licenses/by/4.0/deed.fr": true,
		"Etalab-2.0": true, "Licence Ouverte 2.0": true, "OGL-UK-3.0": true, "public domain": true, "Domaine public": true,
		"": false, "CC-BY-NC-4.0": false, "CC BY-NC-SA 4.0": false, "CC-BY-NC-ND-4.0": false, "all rights reserved": false, "© Le Quai": false,
		"https://creativecommons.org/licenses/by-nc/4.0/": false, "MIT": false, "proprietary": false, "cc": false,
		"not CC-BY-4.0": false, "CC-BY-4.0 for the pictures": false, "https://evil.example/creativecommons.org/licenses/by/4.0/": false,
	} {
		if got := Republishable(license); got != want {
			t.Errorf("%q: %v", license, got)
		}
	}
}
