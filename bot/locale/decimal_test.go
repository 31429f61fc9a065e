package locale

import "testing"

func TestDecimalsHaveTheLanguagesMark(t *testing.T) {
	if fr, en := French.Decimal(1234.56), English.Decimal(1234.56); fr != "1\u00a0234,6" || en != "1,234.6" {
		t.Errorf("%q, %q", fr, en)
	}
}
