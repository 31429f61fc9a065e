package corpus

import (
	"net/url"
	"strings"
)

// FoldAddress is the address of an article without what leads to the same page:
// its scheme, a "www.", its fragment, and the marks that count where readers
// come from.
func FoldAddress(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" || name == "xtor" {
			q.Del(name)
		}
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	return host + "/" + strings.Trim(u.Path, "/") + "?" + q.Encode()
}
