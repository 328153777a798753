package nip_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"aktivasi/flows/nip"
)

const digits = "199001012015011001"

func TestForms(t *testing.T) {
	t.Parallel()
	n := parse(t, digits)
	if got := n.Grouped(); got != "19900101 201501 1 001" {
		t.Errorf("grouped %q", got)
	}
	if got := n.Masked(); got != "19900101******1001" {
		t.Errorf("masked %q", got)
	}
	if got := n.Number(); got != 199001012015011001 {
		t.Errorf("number %d", got)
	}
	if got := fmt.Sprintf("%s %v", n, n); got != digits+" "+digits {
		t.Errorf("printed %q", got)
	}
}

// The zero NIP is nobody: it says nothing and breaks nothing.
func TestZero(t *testing.T) {
	t.Parallel()
	var n nip.NIP
	if s := n.String() + n.Grouped() + n.Masked() + n.LogValue().String(); s != "" {
		t.Errorf("says %q", s)
	}
	y, m := n.Appointed()
	if n.Number() != 0 || n.Type() != 0 || n.Sex() != 0 || !n.Birth().IsZero() || y != 0 || m != 0 || n.Unusual() {
		t.Errorf("is %d: type %v, sex %v, born %v, appointed %v-%v", n.Number(), n.Type(), n.Sex(), n.Birth(), y, m)
	}
}

// What the log holds cannot be used to sign in.
func TestLogsMasked(t *testing.T) {
	t.Parallel()
	n := parse(t, digits)
	type account struct {
		NIP    nip.NIP
		hidden nip.NIP
	}
	args := []any{
		"nip", n,
		"at", &n,
		slog.Group("person", "nip", n),
		slog.Any("lazy", slog.AnyValue(n)),
		"account", account{n, n},
		"list", []nip.NIP{n},
	}
	var js strings.Builder
	slog.New(slog.NewJSONHandler(&js, nil)).Info("x", args...)
	var text strings.Builder
	slog.New(slog.NewTextHandler(&text, nil)).Info("x", args[:7]...) // fmt prints what is inside others whole
	for _, out := range []string{js.String(), text.String()} {
		if strings.Contains(out, digits) || strings.Contains(out, n.Grouped()) {
			t.Errorf("leaked: %s", out)
		}
		if got := strings.Count(out, "19900101******1001"); got < 3 {
			t.Errorf("masked only %d times: %s", got, out)
		}
	}
}

// Marshalling neither leaks a number nor reads one past Parse.
func TestNoTextForm(t *testing.T) {
	t.Parallel()
	js, err := json.Marshal(struct{ NIP nip.NIP }{parse(t, digits)})
	if err != nil || string(js) != `{"NIP":{}}` {
		t.Errorf("marshalled %s, %v", js, err)
	}
	var n nip.NIP
	if err := json.Unmarshal([]byte(`"`+digits+`"`), &n); err == nil || n != (nip.NIP{}) {
		t.Errorf("unmarshalled %v, %v", n, err)
	}
}

// No error holds a number, nearly a number, or what somebody typed into the
// wrong field.
func TestErrorsTellLittle(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"199001012015011001x", "1.99001012015011E+17", "19900101201501100", "1990010120150110011",
		"3500000101900001", "199001012015011000", "199001012015191001", "KopiPagi7-Balige",
	} {
		_, err := nip.Parse(text)
		if err == nil {
			t.Errorf("%q was accepted", text)
			continue
		}
		for i := range len(text) - 8 { // a birth date is the most that may stand there
			if strings.Contains(err.Error(), text[i:i+9]) {
				t.Errorf("Parse(%q): %v", text, err)
				break
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nip.Parse(digits); err != nil {
			b.Fatal(err)
		}
	}
}
