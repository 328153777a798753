package otp

import (
	"encoding/base32"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	pquerna "github.com/pquerna/otp"
	"pgregory.net/rapid"

	"aktivasi/flows"
)

// The secret of the RFCs, "12345678901234567890", and one as Keycloak makes
// them, of letters only, "AbCdEfGhIjKlMnOpQrSt".
var (
	rfc      = flows.Hide("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
	keycloak = flows.Hide("IFREGZCFMZDWQSLKJNWE23SPOBIXEU3U")
)

// inBase32 writes key as a secret.
func inBase32(key string) flows.Secret {
	return flows.Hide(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString([]byte(key)))
}

// RFC 4226, appendix D.
func TestHOTPVectors(t *testing.T) {
	t.Parallel()
	for count, want := range strings.Fields("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489") {
		got, err := generate(rfc, Step(count), pquerna.AlgorithmSHA1, 6)
		if err != nil || got != want {
			t.Errorf("count %d: %s, %v; want %s", count, got, err, want)
		}
	}
}

// RFC 6238, appendix B. The keys of SHA-256 and SHA-512 are as long as their
// hash, as in the code of appendix A; the text of B names only the short one.
func TestTOTPVectors(t *testing.T) {
	t.Parallel()
	algorithms := []struct {
		a   pquerna.Algorithm
		key flows.Secret
	}{
		{pquerna.AlgorithmSHA1, inBase32(strings.Repeat("1234567890", 2))},
		{pquerna.AlgorithmSHA256, inBase32(strings.Repeat("1234567890", 4)[:32])},
		{pquerna.AlgorithmSHA512, inBase32(strings.Repeat("1234567890", 7)[:64])},
	}
	for _, tt := range []struct {
		at   int64
		want [3]string
	}{
		{59, [3]string{"94287082", "46119246", "90693936"}},
		{1111111109, [3]string{"07081804", "68084774", "25091201"}},
		{1111111111, [3]string{"14050471", "67062674", "99943326"}},
		{1234567890, [3]string{"89005924", "91819424", "93441116"}},
		{2000000000, [3]string{"69279037", "90698825", "38618901"}},
		{20000000000, [3]string{"65353130", "77737706", "47863826"}},
	} {
		for i, want := range tt.want {
			got, err := generate(algorithms[i].key, StepAt(time.Unix(tt.at, 0)), algorithms[i].a, 8)
			if err != nil || got != want {
				t.Errorf("%v at %d: %s, %v; want %s", algorithms[i].a, tt.at, got, err, want)
			}
		}
	}
}

// Domain notes §15: what a phone shows, and Match takes.
func TestCode(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		secret flows.Secret
		at     int64
		want   string
	}{
		{rfc, 59, "287082"},
		{rfc, 1111111109, "081804"},
		{rfc, 1111111111, "050471"},
		{rfc, 1234567890, "005924"},
		{rfc, 2000000000, "279037"},
		{rfc, 20000000000, "353130"},
		{keycloak, 1767225600, "064176"},
		{keycloak, 1767225630, "043476"},
	} {
		now := time.Unix(tt.at, 0)
		got, err := Code(tt.secret, StepAt(now))
		if err != nil || got.Reveal() != tt.want {
			t.Errorf("at %d: %s, %v; want %s", tt.at, got.Reveal(), err, tt.want)
		}
		if _, v, err := Match(tt.secret, flows.Hide(tt.want), now, 0); v != Valid || err != nil {
			t.Errorf("at %d: %s is %v, %v", tt.at, tt.want, v, err)
		}
	}
}

// A secret that cannot be one gives no code, least of all the empty one.
func TestBadSecret(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]flows.Secret{
		"zero":              {},
		"empty":             flows.Hide(""),
		"80 bits":           flows.Hide("JBSWY3DPEHPK3PXP"),
		"125 bits":          flows.Hide(rfc.Reveal()[:25]),
		"small letters":     flows.Hide(strings.ToLower(rfc.Reveal())),
		"blank in front":    flows.Hide(" " + rfc.Reveal()),
		"line break inside": flows.Hide(rfc.Reveal()[:16] + "\n" + rfc.Reveal()[16:]),
		"padded":            flows.Hide(rfc.Reveal()[:26] + "======"),
		"27 letters":        flows.Hide(rfc.Reveal()[:27]),
		"a 1":               flows.Hide("1" + rfc.Reveal()[1:]),
		"raw bytes":         flows.Hide("12345678901234567890"),
	} {
		if c, err := Code(s, 1); !errors.Is(err, ErrSecret) || !c.Empty() {
			t.Errorf("%s: code, %v", name, err)
		}
		if step, v, err := Match(s, flows.Hide("123456"), time.Unix(1e9, 0), 7); !errors.Is(err, ErrSecret) || v == Valid || step != 7 {
			t.Errorf("%s: match %d, %v, %v", name, step, v, err)
		}
		if name == "27 letters" {
			continue // only a decoder finds this out
		}
		if _, err := URI(DefaultIssuer, "199001012015011001", s); !errors.Is(err, ErrSecret) {
			t.Errorf("%s: address, %v", name, err)
		}
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"12345678901234567890":      rfc.Reveal(),
		"AbCdEfGhIjKlMnOpQrSt":      keycloak.Reveal(),
		strings.Repeat("\x00", 20):  strings.Repeat("A", 32),
		strings.Repeat("\xff", 999): strings.Repeat("7", 32),
	} {
		s, err := New(strings.NewReader(key))
		if err != nil || s.Reveal() != want {
			t.Errorf("%q: %s, %v; want %s", key, s.Reveal(), err, want)
		}
	}
	if s, err := New(strings.NewReader("1234567890123456789")); !errors.Is(err, io.ErrUnexpectedEOF) || !s.Empty() {
		t.Errorf("152 bits will do: %v", err)
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		rfc.Reveal(): "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
		"ABCDE":      "ABCD E",
		"ABCD":       "ABCD",
		"":           "",
	} {
		if got := Groups(flows.Hide(in)).Reveal(); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

func TestStepAt(t *testing.T) {
	t.Parallel()
	jakarta := time.FixedZone("WIB", 7*3600)
	for _, tt := range []struct {
		at   time.Time
		want Step
		left time.Duration
	}{
		{time.Unix(0, 0), 0, 30 * time.Second},
		{time.Unix(29, 999_999_999), 0, 1},
		{time.Unix(30, 0), 1, 30 * time.Second},
		{time.Unix(59, 500_000_000), 1, 500 * time.Millisecond},
		{time.Unix(-1, 0), -1, time.Second},
		{time.Unix(-30, 0), -1, 30 * time.Second},
		{time.Unix(-31, 0), -2, time.Second},
		{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 58907520, 30 * time.Second},
		{time.Date(2026, 1, 1, 7, 0, 29, 0, jakarta), 58907520, time.Second},
	} {
		if got := StepAt(tt.at); got != tt.want {
			t.Errorf("%v is in step %d, want %d", tt.at, got, tt.want)
		}
		if got := Left(tt.at); got != tt.left {
			t.Errorf("at %v there are %v left, want %v", tt.at, got, tt.left)
		}
	}
}

// What is left of a step ends it: a moment before, it is still that step.
func TestLeft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Unix(rapid.Int64Range(-1e11, 1e11).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nano"))
		s, left := StepAt(now), Left(now)
		if left <= 0 || left > Period {
			t.Fatalf("%v left", left)
		}
		if before, after := StepAt(now.Add(left-1)), StepAt(now.Add(left)); before != s || after != s+1 {
			t.Fatalf("step %d is %d just before it ends, %d then", s, before, after)
		}
	})
}

// Without a clock that was ever set there is no judging.
func TestBefore1970(t *testing.T) {
	t.Parallel()
	for _, now := range []time.Time{{}, time.Unix(-1, 0), time.Unix(29, 0)} { // at 29 the step before is -1
		if _, v, err := Match(rfc, flows.Hide("755224"), now, 0); !errors.Is(err, ErrClock) || v == Valid {
			t.Errorf("at %v: %v, %v", now, v, err)
		}
	}
	if _, err := Code(rfc, -1); !errors.Is(err, ErrClock) {
		t.Errorf("code of step -1: %v", err)
	}
}
