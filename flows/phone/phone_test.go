package phone

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

const nip = "199001012015011001"

// The secret of RFC 6238, and one as Keycloak makes them.
var (
	rfc      = flows.Hide("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	keycloak = flows.Hide("IFREGZCFMZDWQSLKJNWE23SPOBIXEU3U")
)

type failer interface {
	Helper()
	Fatal(args ...any)
}

func address(t failer, issuer string, secret flows.Secret) flows.Secret {
	t.Helper()
	u, err := otp.URI(issuer, nip, secret)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func scanned(t failer, p Phone, secrets ...flows.Secret) Phone {
	t.Helper()
	for _, s := range secrets {
		var err error
		if p, err = p.Scan(address(t, otp.DefaultIssuer, s)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// RFC 6238, appendix B, in six digits; and domain notes §15.
func TestVectors(t *testing.T) {
	t.Parallel()
	p := scanned(t, Phone{}, rfc, keycloak)
	for _, tt := range []struct {
		at    int64
		entry int
		want  string
	}{
		{59, 0, "287082"}, {1111111109, 0, "081804"}, {1111111111, 0, "050471"}, {1234567890, 0, "005924"},
		{2000000000, 0, "279037"}, {20000000000, 0, "353130"}, {1767225600, 1, "064176"}, {1767225630, 1, "043476"},
	} {
		c := p.Codes(time.Unix(tt.at, 0))[tt.entry]
		if c.Code.Reveal() != tt.want || c.Issuer != otp.DefaultIssuer || c.Account != nip {
			t.Errorf("at %d: %s of %s, %s; want %s", tt.at, c.Code.Reveal(), c.Issuer, c.Account, tt.want)
		}
	}
}

// The codes of a clock that is slow are those of earlier, and change with it.
func TestSlowClock(t *testing.T) {
	t.Parallel()
	p := scanned(t, Phone{}, rfc).SetAutomatic(false).Shift(-4*time.Minute - 10*time.Second)
	now := time.Unix(1111111109+250, 0).UTC()
	if got := p.Codes(now)[0].Code.Reveal(); got != "081804" {
		t.Errorf("shows %s", got)
	}
	if p.Left(now) != time.Second || p.Offset() != -250*time.Second || !p.Clock(now).Equal(time.Unix(1111111109, 0)) || p.Clock(now).Location() != time.UTC {
		t.Errorf("%v left, %v off, %v", p.Left(now), p.Offset(), p.Clock(now))
	}
}

// A second scan leaves the old entry where it is, until it is deleted; the same
// one is not there twice.
func TestTwoEntries(t *testing.T) {
	t.Parallel()
	one := scanned(t, Phone{}, rfc)
	two := scanned(t, one, keycloak)
	if one.Entries() != 1 || two.Entries() != 2 {
		t.Fatalf("%d, then %d entries", one.Entries(), two.Entries())
	}
	again, err := two.Scan(address(t, "Nama Lain", rfc))
	if !errors.Is(err, ErrKnown) || again.Entries() != 2 || !two.Has(address(t, "x", rfc)) || one.Has(address(t, "x", keycloak)) {
		t.Errorf("the same secret again: %d entries, %v", again.Entries(), err)
	}
	now := time.Unix(59, 0)
	left := two.Delete(0)
	if left.Entries() != 1 || left.Codes(now)[0].Code.Reveal() != two.Codes(now)[1].Code.Reveal() {
		t.Error("the wrong one was deleted")
	}
	if two.Entries() != 2 || two.Codes(now)[0].Code.Reveal() != "287082" {
		t.Error("the phone before was changed")
	}
	if two.Delete(2).Entries() != 2 || two.Delete(-1).Entries() != 2 {
		t.Error("what is not there was deleted")
	}
}

// Automatic time is right time, and cannot be set.
func TestAutomatic(t *testing.T) {
	t.Parallel()
	p := Phone{}
	if !p.Automatic() || p.Shift(time.Hour).Offset() != 0 {
		t.Error("the clock of a new phone can be set")
	}
	p = p.SetAutomatic(false)
	if p.Automatic() || p.Offset() != 0 {
		t.Error("turning it off moves the clock")
	}
	p = p.Shift(-30 * time.Minute).Shift(time.Minute)
	if p.Offset() != -29*time.Minute {
		t.Errorf("off by %v", p.Offset())
	}
	if on := p.SetAutomatic(true); on.Offset() != 0 || on.SetAutomatic(false).Offset() != 0 {
		t.Error("turning it on leaves the clock wrong")
	}
	for _, by := range []time.Duration{1 << 62, Farthest + 1} {
		if fast, slow := p.Shift(by).Shift(by), p.Shift(-by).Shift(-by); fast.Offset() != Farthest || slow.Offset() != -Farthest {
			t.Errorf("by %v: %v and %v off", by, fast.Offset(), slow.Offset())
		}
	}
	lost := scanned(t, p, rfc).Lose()
	if lost.Entries() != 0 || !lost.Automatic() {
		t.Error("a new phone has something of the old one")
	}
}

// Whatever is done to a phone: each entry shows what otp.Code gives for the step
// of its own clock, no entry is there that was not scanned or was deleted, and a
// phone that was kept is as it was.
func TestShowsTheCodesOfItsClock(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var p, kept Phone
		var have, had []flows.Secret
		var off time.Duration
		automatic := true
		for range rapid.IntRange(1, 30).Draw(t, "doings") {
			if rapid.Bool().Draw(t, "keep") {
				kept, had = p, append([]flows.Secret(nil), have...)
			}
			switch rapid.IntRange(0, 5).Draw(t, "doing") {
			case 0, 1:
				s, err := otp.New(strings.NewReader(string(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "key"))))
				if err != nil {
					t.Fatal(err)
				}
				next, err := p.Scan(address(t, "A", s))
				known := false
				for _, h := range have {
					known = known || h.Reveal() == s.Reveal()
				}
				switch {
				case known != errors.Is(err, ErrKnown), !known && (len(have) == Most) != errors.Is(err, ErrFull):
					t.Fatal(err)
				case err == nil:
					have = append(have, s)
				}
				p = next
			case 2:
				i := rapid.IntRange(0, Most).Draw(t, "entry")
				if p = p.Delete(i); i < len(have) {
					have = append(append([]flows.Secret(nil), have[:i]...), have[i+1:]...)
				}
			case 3:
				automatic = rapid.Bool().Draw(t, "automatic")
				if p = p.SetAutomatic(automatic); automatic {
					off = 0
				}
			case 4:
				by := time.Duration(rapid.IntRange(-3600, 3600).Draw(t, "seconds")) * time.Second
				if p = p.Shift(by); !automatic {
					off += by
				}
			case 5:
				if rapid.IntRange(0, 9).Draw(t, "lost") == 0 {
					p, have, off, automatic = p.Lose(), nil, 0, true
				}
			}
			off = max(-Farthest, min(off, Farthest))
		}
		now := time.Unix(rapid.Int64Range(1e9, 1e11).Draw(t, "now"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanoseconds"))
		same := func(p Phone, have []flows.Secret, at time.Time) {
			codes := p.Codes(now)
			if len(codes) != len(have) || p.Entries() != len(have) {
				t.Fatalf("%d codes, want %d", len(codes), len(have))
			}
			for i, c := range codes {
				want, err := otp.Code(have[i], otp.StepAt(at))
				if err != nil || c.Code.Reveal() != want.Reveal() {
					t.Fatalf("entry %d shows %s, want %s, %v", i, c.Code.Reveal(), want.Reveal(), err)
				}
			}
			if p.Left(now) != otp.Left(at) {
				t.Fatalf("%v left, want %v", p.Left(now), otp.Left(at))
			}
		}
		same(p, have, now.Add(off))
		same(kept, had, now.Add(kept.Offset()))
	})
}

// A phone that holds all it can says so.
func TestFull(t *testing.T) {
	t.Parallel()
	var p Phone
	for i := range Most {
		s, err := otp.New(strings.NewReader(fmt.Sprintf("%020d", i)))
		if err != nil {
			t.Fatal(err)
		}
		p = scanned(t, p, s)
	}
	if q, err := p.Scan(address(t, "A", rfc)); !errors.Is(err, ErrFull) || q.Entries() != Most {
		t.Errorf("%d entries, %v", q.Entries(), err)
	}
}

// What a phone has is not printed with it.
func TestPrintsNoSecret(t *testing.T) {
	t.Parallel()
	p := scanned(t, Phone{}, rfc)
	for _, text := range []string{fmt.Sprintf("%+v %#v %v", p, p, p), fmt.Sprintf("%+v %#v", p.Codes(time.Unix(59, 0)), p.Codes(time.Unix(59, 0)))} {
		if strings.Contains(text, rfc.Reveal()) || strings.Contains(text, "287082") {
			t.Errorf("%s", text)
		}
	}
}

// Before 1970 there are no codes, and nothing breaks.
func TestNoCodesBefore1970(t *testing.T) {
	t.Parallel()
	if c := scanned(t, Phone{}, rfc).Codes(time.Unix(-31, 0)); len(c) != 1 || !c[0].Code.Empty() {
		t.Errorf("%d entries, %q", len(c), c[0].Code.Reveal())
	}
}

// FuzzScan: what is taken for an entry shows codes, is known from then on, and has
// names that can be drawn. What is refused leaves the phone as it was.
func FuzzScan(f *testing.F) {
	for _, text := range []string{
		address(f, otp.DefaultIssuer, rfc).Reveal(), "otpauth://totp/a?secret=" + rfc.Reveal(), "otpauth://totp/a:b%1b?secret=" + rfc.Reveal(),
		"otpauth://hotp/a:b?secret=" + rfc.Reveal(), "https://contoh.example/", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		before := scanned(t, Phone{}, keycloak)
		p, err := before.Scan(flows.Hide(text))
		if err != nil {
			var label *otp.LabelError
			if p.Entries() != 1 || !errors.As(err, &label) && !errors.Is(err, otp.ErrAddress) && !errors.Is(err, otp.ErrKind) &&
				!errors.Is(err, otp.ErrSecret) && !errors.Is(err, ErrKnown) {
				t.Fatalf("%q: %d entries, %v", text, p.Entries(), err)
			}
			return
		}
		c := p.Codes(time.Unix(59, 0))
		if len(c) != 2 || len(c[1].Code.Reveal()) != otp.Digits || otp.CheckIssuer(c[1].Issuer) != nil || otp.CheckIssuer(c[1].Account) != nil {
			t.Fatalf("%q: %+v", text, c)
		}
		if !p.Has(flows.Hide(text)) {
			t.Fatalf("%q: not known", text)
		}
	})
}

func ExamplePhone() {
	address, _ := otp.URI("ASN-Digital", nip, rfc)
	p, _ := Phone{}.Scan(address)
	for _, c := range p.Codes(time.Unix(59, 0)) {
		fmt.Println(c.Issuer, c.Account, c.Code.Reveal(), p.Left(time.Unix(59, 0)))
	}
	// Output: ASN-Digital 199001012015011001 287082 1s
}
