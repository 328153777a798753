//go:build e2e && linux

package e2e_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Who says that they have finished is gone, and so is everything of them; whoever
// comes next finds the screen as the first one did, and no key brings anything
// back.
func TestFinished(t *testing.T) {
	needs(t, "tmux", "oathtool")
	t.Parallel()
	whole := hallOf(t)
	for i, at := range places {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			k := welcome(t, whole, at.who)
			fresh := k.shows()
			at.walk(k)
			mark := len(k.all())
			k.press([]string{"\x1b[21~", "\x03"}[i%2]) // F10, Ctrl+C
			k.asFound(fresh, mark)
			k.closed()
			if a := k.sound(); a.Pending != nil {
				t.Error("a key that nobody verified is still there")
			}
		})
	}
}

// Who walks away is warned, and then as gone as if they had said so. The times are
// those of the program: this takes a minute and a half, most of which other tests
// have for themselves, since a test that waits to be parallel stands still and its
// kiosk does not.
func TestIdle(t *testing.T) {
	needs(t, "tmux")
	k := welcome(t, hallOf(t), budi)
	fresh := k.shows()
	k.toPassword()
	mark, walked := len(k.all()), time.Now()
	t.Parallel()
	time.Sleep(time.Until(walked.Add(60 * time.Second)))
	k.until(`Isian dihapus dalam \d+ detik`)
	time.Sleep(time.Until(walked.Add(90 * time.Second)))
	k.until("Sesi berakhir")
	k.asFound(fresh, mark)
	if at := k.forgotten(); at.Sub(walked) < 89*time.Second {
		t.Errorf("it is over %v after the last key", at.Sub(walked))
	}
	k.closed()
	k.sound()
}

// forgotten is when the program last forgot somebody, by its log.
func (k *kiosk) forgotten() (at time.Time) {
	k.t.Helper()
	b, err := os.ReadFile(filepath.Join(k.dir, "data", "aktivasi.log"))
	if err != nil {
		k.t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		var l struct {
			Time time.Time
			Do   string
		}
		if json.Unmarshal([]byte(line), &l) == nil && l.Do == "Forget" {
			at = l.Time
		}
	}
	return at
}

// asFound checks that the kiosk is as its first guest found it: the same screen to
// the letter, nothing on the other one, nothing scrolled off, and nothing of the
// last guest on any screen that can be got to from here.
func (k *kiosk) asFound(fresh string, mark int) {
	k.t.Helper()
	await(k.t, "the first screen is as it was\n"+fresh, func() bool { return k.shows() == fresh })
	if s := k.found(replayed(k.t, k.size, k.all()).all()); s != nil {
		k.t.Errorf("the terminal still has %q", s)
	}
	said := k.all()
	wiped := strings.LastIndex(said, wipe)
	if wiped < mark {
		k.t.Fatal("the terminal was not wiped")
	}
	for _, key := range []string{
		"\x1b", "\t", "\x1b[Z", "\x7f", "\x1b[D", "\x1b[C", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F",
		"\x12", "\x05", "\x02", "\x07", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[21~", "\x03", "\x19", "\x1a", "\x1f",
	} {
		k.press(key)
	}
	for _, door := range []struct{ keys, says string }{
		{"\x1bOP", "Pilih baris"}, // F1
		{"\r", "Login dengan NIP dan password"},
		{"\x1b[B\r", "Masukkan NIP dan captcha"},
		{strings.Repeat("\x1b[B", weakOne) + "\r", "password lama"},
		{strings.Repeat("\x1b[B", lost) + "\r", "Masukkan NIP dan captcha"},
		{strings.Repeat("\x1b[B", granted) + "\r", "Ketik kode dari petugas"},
		{"\x1b[20~", "Login petugas"}, // F9
	} {
		k.press(door.keys)
		k.until(door.says)
		k.press("\x1b")
		k.until(firstScreen)
	}
	if s := k.found(k.all()[wiped:]); s != nil {
		k.t.Errorf("after the wipe there comes %q", s)
	}
}

// clockFace is the time in the header.
var clockFace = regexp.MustCompile(`\d\d\.\d\d WI(B|TA|T)\b`)

// shows is what stands on the screen now, but for the time and the line that says
// what happened last.
func (k *kiosk) shows() string {
	k.t.Helper()
	r := replayed(k.t, k.size, k.all())
	text := clockFace.ReplaceAllString(r.screen, "--.-- ---")
	text = strings.ReplaceAll(text, "Sesi berakhir. Semua isian sudah dihapus.", "")
	return strings.TrimSpace(text) + "\n" + strings.TrimSpace(r.other)
}

// Whatever is pressed, wherever: the program stays, it does not stop, and nothing
// comes up beside it.
func TestNoWayOut(t *testing.T) {
	needs(t, "oathtool")
	t.Parallel()
	whole := hallOf(t)
	keys := wayward()
	for _, at := range append([]place{{"first", budi, func(*kiosk) {}}}, places...) {
		t.Run(at.name, func(t *testing.T) {
			t.Parallel()
			k := welcome(t, whole, at.who)
			at.walk(k)
			for _, key := range keys {
				k.press(key)
			}
			k.stays()
			k.home()
			for _, key := range []string{"\x03", "\x03", "\x1b[21~", "\x04", "\x1a", "\x1c", "q", ":q\r", "\x1b"} {
				k.press(key)
			}
			k.stays()
			k.home()
			k.stays()
			k.closed()
			k.sound()
		})
	}
}

// home goes to the first screen, from wherever it is and whatever is still being
// read, by way of another: so it is drawn anew.
func (k *kiosk) home() {
	k.t.Helper()
	await(k.t, "the first screen is there", func() bool {
		for _, key := range []string{"\x1b", "\x1b[20~", "\x1b[21~"} { // Esc, F9, F10
			k.press(key)
			time.Sleep(pace)
		}
		rest, wiped := k.rest()
		return wiped && anyFirst.MatchString(rest)
	})
}

// anyFirst matches the first screen in both languages.
var anyFirst = regexp.MustCompile(firstScreen + "|What would you like to do")

// pace is how fast somebody presses one key after the other: slower than a
// terminal sends what belongs together (package door).
const pace = 50 * time.Millisecond

// stays checks that the program runs, in the foreground of its terminal, which is
// still its own to draw on, and has started nothing.
func (k *kiosk) stays() {
	k.t.Helper()
	select {
	case <-k.over:
		k.t.Fatalf("it has ended, with %d", k.code)
	default:
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", k.pid))
	if err != nil {
		k.t.Fatal(err)
	}
	if state := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))[0]; state == "T" || state == "Z" {
		k.t.Fatalf("it is in state %s", state)
	}
	if c := children(k.t, k.pid); len(c) > 0 {
		k.t.Fatalf("it has started %v", c)
	}
	if k.echoes() {
		k.t.Fatal("the terminal shows what is typed")
	}
}

// wayward are the keys that lead out of other programs: everything that a keyboard
// has on it, in the forms that terminals send it in, and what a mouse says.
func wayward() (keys []string) {
	for c := byte(0); c < 0x20; c++ {
		if c != '\r' && c != 0x1b && c != 0x03 {
			keys = append(keys, string(rune(c)))
		}
	}
	for c := byte(' '); c < 0x80; c++ {
		keys = append(keys, "\x1b"+string(rune(c))) // Alt
	}
	for _, c := range "PQRS" {
		keys = append(keys, "\x1bO"+string(c)) // F1 to F4
		for mod := '2'; mod <= '8'; mod++ {
			keys = append(keys, "\x1b[1;"+string(mod)+string(c))
		}
	}
	for n := 1; n <= 34; n++ {
		keys = append(keys, fmt.Sprintf("\x1b[%d~", n), fmt.Sprintf("\x1b[%d;5~", n), fmt.Sprintf("\x1b[%d^", n), fmt.Sprintf("\x1b[%d@", n))
	}
	for _, c := range "ABCDEFGH" {
		keys = append(keys, "\x1b[1;5"+string(c), "\x1b[1;3"+string(c), "\x1b[["+string(c))
	}
	return append(keys,
		"\x1b[M !!", "\x1b[<0;10;10M", "\x1b[<0;10;10m", "\x1b[<64;1;1M", "\x1b[32;10;10M", "\x1b[I", "\x1b[O", // mouse, focus
		"\x1b[200~!sh\r:q!\r\x03\x1a\x1b[201~", "\x1b[27;5;122~", "\x1b[122;5u", "\x1b[?1;2c", "\x1b]52;c;?\x07", "\x1bP+q\x1b\\",
	)
}
