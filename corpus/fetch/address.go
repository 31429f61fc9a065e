package fetch

import (
	"fmt"
	"net/netip"
	"syscall"
)

// AddressError is that of an address outside the public internet.
type AddressError struct {
	Addr netip.Addr
	Kind string // "a private network"
}

func (e *AddressError) Error() string {
	return fmt.Sprintf("its address %s is %s, and only the public internet is fetched from; for a site of your own network set VERBATIM_ALLOW_PRIVATE_FETCH=true", e.Addr, e.Kind)
}

// control checks an address after it was looked up and before it is connected
// to: nothing can change in between, whatever the name leads to next time.
func control(allowed func(netip.Addr) error) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("%q is no address to connect to", address)
		}
		return allowed(at.Addr())
	}
}

func anywhere(netip.Addr) error { return nil }

// ranges are those of IPv4 that are not the public internet
// (iana.org/assignments/iana-ipv4-special-registry), and the addresses inside
// it at which machines of a cloud ask about themselves. What netip knows by a
// method is not among them.
var ranges = []struct {
	prefix netip.Prefix
	kind   string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a provider's inner network"},
	{netip.MustParsePrefix("192.0.0.0/24"), "kept for protocols"},
	{netip.MustParsePrefix("192.0.2.0/24"), "kept for documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a relay"},
	{netip.MustParsePrefix("198.18.0.0/15"), "kept for measurements"},
	{netip.MustParsePrefix("198.51.100.0/24"), "kept for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "kept for documentation"},
	{netip.MustParsePrefix("240.0.0.0/4"), "kept for the future"},
	{netip.MustParsePrefix("168.63.129.16/32"), "a cloud's own service"},
	// Of IPv6, inside 2000::/3:
	{netip.MustParsePrefix("2001::/23"), "kept for protocols, Teredo among them"},
	{netip.MustParsePrefix("2001:db8::/32"), "kept for documentation"},
	{netip.MustParsePrefix("2002::/16"), "an IPv4 address in another form (6to4)"},
	{netip.MustParsePrefix("3fff::/20"), "kept for documentation"},
}

// global is where all public addresses of IPv6 are. Outside it are also those
// that hold an IPv4 address (::a.b.c.d, 64:ff9b::/96, 64:ff9b:1::/48).
var global = netip.MustParsePrefix("2000::/3")

// public allows the addresses of the public internet.
func public(a netip.Addr) error {
	refuse := func(kind string) error { return &AddressError{a, kind} }
	ip := a.Unmap()
	switch {
	case !ip.IsValid() || ip.Zone() != "":
		return refuse("of one network alone")
	case ip.IsUnspecified(), ip.IsLoopback():
		return refuse("this machine")
	case ip.IsPrivate():
		return refuse("a private network")
	case ip.IsLinkLocalUnicast():
		return refuse("of the local link, where clouds keep their metadata")
	case ip.IsMulticast():
		return refuse("that of many machines at once")
	case ip.Is6() && !global.Contains(ip):
		return refuse("outside the public internet, or an IPv4 address in another form")
	}
	for _, r := range ranges {
		if r.prefix.Contains(ip) {
			return refuse(r.kind)
		}
	}
	return nil
}
