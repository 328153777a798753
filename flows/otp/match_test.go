package otp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aktivasi/flows"
)

// noon is a time near which no two steps share a code.
var noon = time.Date(2026, 1, 1, 5, 0, 7, 0, time.UTC)

// show is what a phone shows that is off by so many steps.
func show(tb testing.TB, secret flows.Secret, now time.Time, off Step) string {
	tb.Helper()
	code, err := Code(secret, StepAt(now)+off)
	if err != nil {
		tb.Fatal(err)
	}
	return code.Reveal()
}

func TestMatch(t *testing.T) {
	t.Parallel()
	at := StepAt(noon)
	for _, tt := range []struct {
		name string
		off  Step // of the phone
		last Step
		want Verdict
	}{
		{"first code ever", 0, 0, Valid},
		{"phone a step slow", -1, 0, Valid},
		{"phone a step fast", +1, 0, Valid},
		{"phone two steps slow", -2, 0, Wrong},
		{"phone two steps fast", +2, 0, Wrong},
		{"same code again", 0, at, Used},
		{"older than the used one", -1, at, Used},
		{"newer than the used one", +1, at, Valid},
		{"next after a slow one", 0, at - 1, Valid},
		{"slow one again", -1, at - 1, Used},
		{"fast one used, then the present", 0, at + 1, Used},
		{"fast one used, then again", +1, at + 1, Used},
		{"clock set back a day", 0, at + 2880, Used},
		{"used long ago", 0, at - 2880, Valid},
		{"wrong, and something used", +5, at, Wrong},
	} {
		step, v, err := Match(rfc, flows.Hide(show(t, rfc, noon, tt.off)), noon, tt.last)
		if err != nil || v != tt.want {
			t.Errorf("%s: %v, %v; want %v", tt.name, v, err, tt.want)
		}
		want := tt.last
		if v == Valid {
			want = at + tt.off
		}
		if step != want {
			t.Errorf("%s: step %d to remember, want %d", tt.name, step, want)
		}
	}
}

// A code is good to the last moment of the window and not a moment longer.
func TestMatchAtTheRim(t *testing.T) {
	t.Parallel()
	code := flows.Hide(show(t, rfc, noon, 0))
	start := time.Unix(int64(StepAt(noon))*30, 0)
	for after, want := range map[time.Duration]Verdict{
		-Period - 1:  Wrong,
		-Period:      Valid,
		2*Period - 1: Valid,
		2 * Period:   Wrong,
	} {
		if _, v, err := Match(rfc, code, start.Add(after), 0); v != want || err != nil {
			t.Errorf("%v after its step began: %v, %v; want %v", after, v, err, want)
		}
	}
}

// Spaces of any kind do not matter. What else there is, matters, and is no
// guess at the code.
func TestSpelling(t *testing.T) {
	t.Parallel()
	code := show(t, rfc, noon, 0)
	a, b := code[:3], code[3:]
	for typed, want := range map[string]Verdict{
		code:               Valid,
		a + " " + b:        Valid,
		"  " + code + "\n": Valid,
		a + "\t" + b:       Valid,
		a + "\u00a0" + b:   Valid, // no-break space
		a + "\u2009" + b:   Valid, // thin space
		a + "\u202f" + b:   Valid, // narrow no-break space
		a + "\u3000" + b:   Valid, // ideographic space
		strings.Join([]string{"", code[:1], code[1:2], code[2:]}, " "): Valid,

		"":                       NotACode,
		" ":                      NotACode,
		a:                        NotACode,
		code[:5]:                 NotACode,
		code + "0":               NotACode,
		code + code:              NotACode,
		a + "-" + b:              NotACode,
		"+" + code[1:]:           NotACode,
		a + "\u200b" + b:         NotACode, // zero-width space, which Unicode calls no space
		a + "\ufeff" + b:         NotACode,
		fullWidth(code):          NotACode,
		fullWidth(a) + b:         NotACode,
		code + "\x00":            NotACode,
		"\xff" + code:            NotACode,
		"١٢٣٤٥٦":                 NotACode, // digits, but not ours
		"0x1234":                 NotACode,
		"abcdef":                 NotACode,
		strings.Repeat("9", 1e6): NotACode,
	} {
		_, v, err := Match(rfc, flows.Hide(typed), noon, 0)
		if err != nil || v != want {
			t.Errorf("%.40q: %v, %v; want %v", typed, v, err, want)
		}
	}
}

func fullWidth(s string) string {
	return strings.Map(func(c rune) rune { return c - '0' + '０' }, s)
}

// Once in a million two steps of a window share a code. Then the later one is
// burnt, so that the same six digits are not good a second time.
func TestTwins(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		early, late Step
		code        string
	}{
		{58261606, 58261608, "905913"},
		{59061240, 59061241, "963181"},
	} {
		for _, s := range []Step{tt.early, tt.late} {
			if got, err := Code(rfc, s); err != nil || got.Reveal() != tt.code {
				t.Fatalf("step %d: %s, %v; want %s", s, got.Reveal(), err, tt.code)
			}
		}
		now := time.Unix(int64(tt.late-1)*30, 0)
		last, v, err := Match(rfc, flows.Hide(tt.code), now, 0)
		if last != tt.late || v != Valid || err != nil {
			t.Errorf("%s burns %d, %v, %v; want %d", tt.code, last, v, err, tt.late)
		}
		if _, v, _ := Match(rfc, flows.Hide(tt.code), now, last); v != Used {
			t.Errorf("%s again: %v", tt.code, v)
		}
	}
}

func drawSecret(t *rapid.T) flows.Secret {
	key := rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "key")
	return inBase32(string(key))
}

func drawTime(t *rapid.T, label string) time.Time {
	return time.Unix(rapid.Int64Range(1e9, 1e11).Draw(t, label), 0)
}

// spell writes code with spaces of any kind anywhere.
func spell(t *rapid.T, code string) flows.Secret {
	space := rapid.StringOfN(rapid.SampledFrom([]rune(" \t\n\r\u0085\u00a0\u2003\u2009\u202f\u3000")), 0, 3, -1)
	var b strings.Builder
	for _, c := range code {
		b.WriteString(space.Draw(t, "space"))
		b.WriteRune(c)
	}
	b.WriteString(space.Draw(t, "space"))
	return flows.Hide(b.String())
}

// Whatever the secret, the time, the phone's clock, the memory and the spelling:
// Match does what the rule says, read off the codes of the window one by one.
func TestMatchKeepsTheRule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		secret, now := drawSecret(t), drawTime(t, "now")
		at := StepAt(now)
		off := Step(rapid.IntRange(-4, 4).Draw(t, "off"))
		last := Step(0)
		if rapid.Bool().Draw(t, "used before") {
			last = at + Step(rapid.IntRange(-4, 4).Draw(t, "last"))
		}
		code, err := Code(secret, at+off)
		if err != nil {
			t.Fatal(err)
		}

		want, burnt := Wrong, last
		for _, s := range []Step{at - 1, at, at + 1} {
			c, err := Code(secret, s)
			switch {
			case err != nil:
				t.Fatal(err)
			case c.Reveal() != code.Reveal():
			case s > last:
				want, burnt = Valid, s
			case want == Wrong:
				want = Used
			}
		}
		if near := -1 <= off && off <= 1; near && want == Wrong {
			t.Fatal("a code of the window is not in it")
		}

		step, v, err := Match(secret, spell(t, code.Reveal()), now, last)
		if err != nil || v != want || step != burnt {
			t.Fatalf("step %d, %v, %v; want %d, %v", step, v, err, burnt, want)
		}
	})
}

// Over a whole life of a device, with a clock that wanders both ways: what is
// accepted only ever climbs, and nothing accepted is accepted again.
func TestStepsOnlyClimb(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		secret, now := drawSecret(t), drawTime(t, "start")
		var last Step
		for range rapid.IntRange(1, 30).Draw(t, "attempts") {
			now = now.Add(time.Duration(rapid.IntRange(-90, 120).Draw(t, "seconds")) * time.Second)
			code, err := Code(secret, StepAt(now)+Step(rapid.IntRange(-2, 2).Draw(t, "off")))
			if err != nil {
				t.Fatal(err)
			}
			step, v, err := Match(secret, spell(t, code.Reveal()), now, last)
			if err != nil {
				t.Fatal(err)
			}
			if v == Valid && step <= last {
				t.Fatalf("step %d after %d", step, last)
			}
			if v != Valid && step != last {
				t.Fatalf("%v, and yet %d became %d", v, last, step)
			}
			last = step
			if _, v, _ := Match(secret, spell(t, code.Reveal()), now, last); v == Valid {
				t.Fatalf("the same code at the same time, again: %v", v)
			}
		}
	})
}

func TestVerdictString(t *testing.T) {
	t.Parallel()
	if got := fmt.Sprint(Wrong, Valid, Used, NotACode); got != "wrong valid used not a code" {
		t.Error(got)
	}
}

// FuzzMatch: only digits that stand in the text in this order, alone but for
// spaces, are ever accepted, whatever else is typed at whatever time.
func FuzzMatch(f *testing.F) {
	f.Add("287082", int64(59), int64(0))
	f.Add(" 2 8\u00a07082", int64(59), int64(1))
	f.Add("２８７０８２", int64(59), int64(0))
	f.Add("", int64(-1), int64(-1))
	f.Fuzz(func(t *testing.T, typed string, at, last int64) {
		step, v, err := Match(rfc, flows.Hide(typed), time.Unix(at, 0), Step(last))
		if v != Valid {
			if step != Step(last) {
				t.Fatalf("%v, and yet %d became %d", v, last, step)
			}
			return
		}
		code, _ := Code(rfc, step)
		if err != nil || step <= Step(last) || strings.Join(strings.Fields(typed), "") != code.Reveal() {
			t.Fatalf("%q at %d after %d: %d, %v, %v", typed, at, last, step, v, err)
		}
	})
}

// BenchmarkMatch is what a sign-in costs besides argon2 and the store.
func BenchmarkMatch(b *testing.B) {
	code := flows.Hide(show(b, rfc, noon, 0))
	b.ReportAllocs()
	for b.Loop() {
		if _, v, err := Match(rfc, code, noon, 0); v != Valid || err != nil {
			b.Fatal(v, err)
		}
	}
}
