package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/run/clock"
	"aktivasi/ui/paper"
)

// noon is a time that all are agreed on.
var noon = time.Date(2026, time.December, 7, 4, 0, 0, 0, time.UTC)

// patient is a doctor of whom it is known what they see, and what they said.
func patient(environ map[string]string) (*doctor, *bytes.Buffer) {
	var said bytes.Buffer
	return &doctor{
		around: surroundings{environ: func(name string) string { return environ[name] }},
		out:    &said,
		now:    func() time.Time { return noon },
		built:  noon.AddDate(0, -1, 0),
		font:   func(*os.File) (font, error) { return nil, errors.ErrUnsupported },
		free:   func(string) (uint64, error) { return 1 << 40, nil },
		ask:    func(context.Context, string, func() time.Time) (clock.Offset, error) { panic("nobody to ask") },
	}, &said
}

// finds checks that one line, and a hint under it if it is none that is well,
// was said, and matches.
func finds(t *testing.T, d *doctor, said *bytes.Buffer, want string) {
	t.Helper()
	got := said.String()
	if !regexp.MustCompile(`\A(ok  ` + `|!!? +)[a-z ]+: .+\n(    hint: .+\n)?\z`).MatchString(got) {
		t.Errorf("no finding:\n%s", got)
	}
	if !regexp.MustCompile(`\A` + want).MatchString(got) {
		t.Errorf("it says\n%s\nand not %s", got, want)
	}
	if stops := strings.HasPrefix(got, "!! "); stops != (d.stops > 0) {
		t.Errorf("%d things would stop an enrolment, after\n%s", d.stops, got)
	}
}

func TestDoctorSize(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		w, h int
		want string
	}{
		{80, 24, "ok  size: 80 x 24\n"},
		{200, 60, "ok  size: 200 x 60\n"},
		{79, 24, "!   size: 79 x 24: QR codes give way"},
		{80, 23, "!   size: 80 x 23: QR codes give way"},
		{40, 12, "!   size: 40 x 12: "},
		{39, 50, "!!  size: 39 x 50 has room for nothing"},
		{0, 0, "!   size: the terminal does not know"},
	} {
		d, said := patient(nil)
		d.size(paper.Frame{W: tt.w, H: tt.h})
		finds(t, d, said, tt.want)
	}
}

func TestDoctorLetters(t *testing.T) {
	t.Parallel()
	has := func(text string) func(*os.File) (font, error) {
		f := font{}
		for _, r := range text {
			f[r] = true
		}
		return func(*os.File) (font, error) { return f, nil }
	}
	var ascii strings.Builder
	for r := ' '; r < 0x7f; r++ {
		ascii.WriteRune(r)
	}
	for _, tt := range []struct {
		name   string
		glyphs paper.Glyphs
		font   func(*os.File) (font, error)
		want   string
	}{
		{"eyes", paper.Modern, nil, `ok  letters: modern; .*\|▄█▀\|\n`},
		{"eyes, without pictures", paper.ASCII, nil, `!   letters: ascii: QR codes give way .*\n.*\|▄█▀\|\n`},
		{"all of it", paper.Console, has(drawn(paper.Console)), `ok  letters: console, and the console's font has all of it\n`},
		{"blocks missing", paper.Console, has(strings.NewReplacer("▀", "", "▄", "", "█", "").Replace(drawn(paper.Console))), `!   letters: console, and the console's font lacks ▀▄█\n`},
		{"ticks missing", paper.Modern, has(drawn(paper.Console)), `!   letters: modern, and the console's font lacks ✓✗\n`},
		{"better than thought", paper.ASCII, has(drawn(paper.Console)), `!   letters: ascii: .* has ▀▄█ and all the rest\n    hint: start with --glyphs console\n`},
		{"plain", paper.ASCII, has(ascii.String()), `!   letters: ascii: .* font lacks ▀▄█`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, said := patient(nil)
			if tt.font != nil {
				d.font = tt.font
			}
			d.letters(tt.glyphs)
			finds(t, d, said, tt.want)
		})
	}
}

func TestDoctorColours(t *testing.T) {
	t.Parallel()
	for want, environ := range map[string]map[string]string{
		"ok  colours: 16\n":                          {"TERM": "linux"},
		"ok  colours: 256\n":                         {"TERM": "xterm-256color"},
		"ok  colours: 16 million\n":                  {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
		"ok  colours: none but those of the QR code": {"TERM": "xterm-256color", "NO_COLOR": "1"},
		"ok  colours: none\n":                        {"TERM": "vt100"},
	} {
		d, said := patient(environ)
		d.colours()
		finds(t, d, said, want)
	}
}

func TestDoctorDisk(t *testing.T) {
	t.Parallel()
	c := config{Data: t.TempDir()}
	for _, tt := range []struct {
		free uint64
		want string
	}{
		{0, "!!  disk: 0 MiB free, and 50 MiB is the least\n    hint: make room"},
		{50<<20 - 1, "!!  disk: 49 MiB free"},
		{50 << 20, "!   disk: 50 MiB free\n"},
		{500<<20 - 1, "!   disk: 499 MiB free\n"},
		{500 << 20, "ok  disk: 500 MiB free\n"},
		{70 << 30, "ok  disk: 70 GiB free\n"},
	} {
		d, said := patient(nil)
		d.free = func(dir string) (uint64, error) {
			if dir != c.Data {
				t.Errorf("it looks at %q", dir)
			}
			return tt.free, nil
		}
		d.disk(t.Context(), c)
		finds(t, d, said, tt.want)
	}
	// And of a real one.
	if free, err := freeSpace(c.Data); err != nil && !errors.Is(err, errors.ErrUnsupported) || err == nil && free == 0 {
		t.Errorf("%d bytes are free, %v", free, err)
	}
}

func TestDoctorClock(t *testing.T) {
	t.Parallel()
	c := config{zone: time.FixedZone("WITA", 8*60*60), Zone: "Asia/Makassar"}
	for _, tt := range []struct {
		name   string
		now    time.Time
		newest time.Time
		off    time.Duration
		want   string
	}{
		{"nobody to ask", noon, time.Time{}, 0, `ok  clock: 2026-12-07 12:00:00 WITA; a phone should say the same\n`},
		{"a minute after the newest entry", noon, noon.Add(-time.Minute), 0, `ok  clock: `},
		{"before the program", noon.AddDate(-50, 0, 0), time.Time{}, 0, `!!  clock: 1976-12-07 12:00:00 WITA is before this program was made, 2026-11-07\n    hint: set`},
		{"before the newest entry", noon, noon.Add(time.Hour), 0, `!!  clock: .* is before the newest entry in the store, 2026-12-07 13:00:00 WITA\n`},
		{"as the server has it", noon, time.Time{}, 300 * time.Millisecond, `ok  clock: .*, 300ms ahead by ntp\.example\n`},
		{"three seconds behind", noon, time.Time{}, -3 * time.Second, `!   clock: .* is 3s behind by ntp\.example\n`},
		{"a minute ahead", noon, time.Time{}, time.Minute, `!!  clock: .* is 1m0s ahead by ntp\.example\n`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, said := patient(nil)
			c := c
			d.now, d.newest = func() time.Time { return tt.now }, tt.newest
			if tt.off != 0 {
				c.NTPServer = "ntp.example"
				d.ask = func(_ context.Context, server string, _ func() time.Time) (clock.Offset, error) {
					if server != c.NTPServer {
						t.Errorf("it asks %q", server)
					}
					return clock.Offset{Known: true, By: tt.off}, nil
				}
			}
			d.clock(t.Context(), c)
			finds(t, d, said, tt.want)
		})
	}
	t.Run("a server that is silent", func(t *testing.T) {
		d, said := patient(nil)
		c := c
		c.NTPServer = "ntp.example"
		d.ask = func(context.Context, string, func() time.Time) (clock.Offset, error) {
			return clock.Offset{}, errors.New("no answer")
		}
		d.clock(t.Context(), c)
		if got := said.String(); d.stops != 0 || !strings.HasPrefix(got, "!   time server: no answer\n    hint: ") || !strings.Contains(got, "\nok  clock: ") {
			t.Errorf("%d stops, and it says\n%s", d.stops, got)
		}
	})
}

func TestDoctorZone(t *testing.T) {
	t.Parallel()
	for hours, want := range map[int]string{
		7: "ok  time zone: ", 8: "ok  time zone: ", 9: "ok  time zone: ", 0: "!   time zone: ", 10: "!   time zone: ",
	} {
		d, said := patient(nil)
		d.zone(t.Context(), config{zone: time.FixedZone("X", hours*60*60)})
		finds(t, d, said, want)
	}
}

// What nobody reads must not keep the doctor waiting, and what is not there is
// not made.
func TestDoctorSlip(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "printer")
	if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		slip slipConfig
		want string
	}{
		{slipConfig{Printer: file}, "ok  printer: "},
		{slipConfig{Printer: filepath.Join(dir, "none")}, "!   printer: .*none: .*\n    hint: "},
		{slipConfig{Folder: dir}, "ok  slip folder: "},
		{slipConfig{Folder: filepath.Join(dir, "none")}, "!   slip folder: .*none: "},
	} {
		d, said := patient(nil)
		d.slip(t.Context(), config{Slip: tt.slip})
		finds(t, d, said, tt.want)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "before" {
		t.Errorf("the printer has %q, %v", b, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("in the folder there is %v, %v", left, err)
	}
}

// With a terminal it looks at it, and asks it nothing: see doctor_unix_test.go.
// Without one it says so and goes on.
func TestDoctorWithoutTerminal(t *testing.T) {
	t.Parallel()
	in, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer out.Close()
	d, said := patient(map[string]string{"TERM": "xterm"})
	d.around.in, d.around.out = in, out
	if err := d.terminal(); err != nil {
		t.Fatal(err)
	}
	finds(t, d, said, "!   terminal: there is none here")
}

// What stands over a run of nothing but !! is said once more, for whoever looks
// at standard error alone.
func TestDoctorVerdict(t *testing.T) {
	t.Parallel()
	for stops, want := range map[int]string{
		0: "<nil>", 1: "doctor: nobody could be enrolled, for one reason", 3: "doctor: nobody could be enrolled, for 3 reasons",
	} {
		if got := fmt.Sprint((&doctor{stops: stops}).verdict()); got != want {
			t.Errorf("after %d it says %q", stops, got)
		}
	}
}
