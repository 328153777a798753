//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// enough is the most memory that a kiosk with one terminal may ever have taken,
// in MiB, whatever came from that terminal. 25 are measured where no password was
// judged, and 65 after one (19 for argon2, and what the collector has not come to
// yet); the rest is for another machine's page size and cores.
const enough = 128

// A terminal can be anything. Whatever comes from one, the program goes on and can
// be used by the next person, or it has ended and said so; it never takes more
// memory than it should, and the store is whole.
func TestRude(t *testing.T) {
	t.Parallel()
	whole := hallOf(t)
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("RUDE_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("RUDE_SEED=%d", seed)
	for _, r := range []struct {
		name string
		do   func(*kiosk, *rand.Rand)
	}{
		{"a paste without end", func(k *kiosk, r *rand.Rand) {
			k.press("\x1b[200~")
			for range 16 {
				k.press(strings.Repeat("Kopi-Hangat7-Sore\r\x03\x1b[B", 1<<11)) // 44 KiB
			}
		}},
		{"pastes without end", func(k *kiosk, r *rand.Rand) {
			k.pour(func() string { return "\x1b[200~!sh\r" + noise(r, 1<<10) })
		}},
		{"a paste of a book", func(k *kiosk, r *rand.Rand) {
			k.press("\x1b[200~" + strings.Repeat("laporan kegiatan ", 1<<16) + "\x1b[201~")
		}},
		{"noise", func(k *kiosk, r *rand.Rand) {
			k.pour(func() string { return noise(r, 1<<10) })
		}},
		{"sequences", func(k *kiosk, r *rand.Rand) {
			k.pour(func() string {
				var b strings.Builder
				for b.Len() < 1<<10 {
					b.WriteString(sequence(r))
				}
				return b.String()
			})
		}},
		{"sequences cut to pieces", func(k *kiosk, r *rand.Rand) {
			k.pour(func() string { s := sequence(r); return s[:r.IntN(len(s)+1)] })
		}},
		{"no letter ever ends", func(k *kiosk, r *rand.Rand) {
			for _, open := range []string{"\x1b]52;c;", "\x1bP+q", "\x1b_G", "\x1b^", "\x1bX", "\x1b[", "\x1b[<0;", "\xf0\x9f"} {
				k.press(open + strings.Repeat("A1;", 1<<13))
			}
		}},
		{"windows", func(k *kiosk, r *rand.Rand) {
			sizes := []frame{{0, 0}, {1, 1}, {65535, 65535}, {65535, 1}, {1, 65535}, {0, 24}, {80, 0}, {500, 200}, {80, 24}}
			for i := range 600 {
				f := sizes[i%len(sizes)]
				if i >= 300 {
					f = frame{r.IntN(1 << 16), r.IntN(1 << 16)}
				}
				k.resize(f)
				if i%20 == 0 {
					k.press(sequence(r))
				}
			}
			k.resize(frame{80, 24})
		}},
		{"everything at once", func(k *kiosk, r *rand.Rand) {
			k.pour(func() string {
				k.resize(frame{r.IntN(600), r.IntN(300)})
				switch r.IntN(3) {
				case 0:
					return noise(r, r.IntN(2000))
				case 1:
					return sequence(r)
				}
				return "\x1b[200~" + noise(r, r.IntN(2000))
			})
			k.resize(frame{80, 24})
		}},
	} {
		for _, at := range append([]place{{"first", budi, func(*kiosk) {}}}, there(t, "address", "scan")...) {
			t.Run(r.name+"/"+at.name, func(t *testing.T) {
				t.Parallel()
				k := welcome(t, whole, at.who)
				at.walk(k)
				r.do(k, rand.New(rand.NewPCG(seed, uint64(len(r.name+at.name)))))
				k.answers()
				k.stays()
				k.small()
				k.closed()
				k.sound()
			})
		}
	}
}

// effort is how long something is poured into the program. A key costs it a page,
// so a flood of keys, unlike one of pastes, is not over at once; make soak waits
// for all of it.
var effort = time.Second

// flood is how much is poured.
const flood = 1 << 20

// pour pours in one piece after the other.
func (k *kiosk) pour(piece func() string) {
	k.t.Helper()
	n := 0
	for end := time.Now().Add(effort); n < flood && time.Now().Before(end); {
		s := piece()
		k.press(s)
		n += len(s)
	}
	k.t.Logf("%d KiB", n>>10)
}

// answers checks that the program is at hand for the next person: it comes to the
// first screen, and F1 and Esc do what they should.
func (k *kiosk) answers() {
	k.t.Helper()
	k.digested()
	says := func(key string, pattern *regexp.Regexp) bool {
		k.press(key)
		time.Sleep(pace)
		return pattern.MatchString(k.answer())
	}
	await(k.t, "F1 and Esc are answered", func() bool {
		k.home()
		return says("\x1bOP", firstHelp) && says("\x1b", anyFirst)
	})
}

var firstHelp = regexp.MustCompile("Pilih baris|Choose a line")

// digested waits until the program has read what was typed. However much that is,
// it has to get on with it.
func (k *kiosk) digested() {
	k.t.Helper()
	was, empty := 0, 0
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(pace) {
		n, err := unix.IoctlGetInt(int(k.tty.Fd()), unix.TIOCINQ)
		if err != nil {
			k.t.Fatal(err)
		}
		if n != was {
			was, end = n, time.Now().Add(patience)
		}
		if n > 0 {
			empty = 0
		} else if empty++; empty == 5 { // what stood behind it would have come up meanwhile
			return
		}
	}
	k.t.Fatalf("it does not read: %d bytes are waiting", was)
}

// small checks that the program has not taken more memory than it should.
func (k *kiosk) small() {
	k.t.Helper()
	if most := inKiB(k.t, k.pid, "VmHWM") >> 10; most > enough {
		k.t.Errorf("it has taken %d MiB of memory, and %d are enough", most, enough)
	} else {
		k.t.Logf("%d MiB", most)
	}
}

// inKiB reads a line of /proc/PID/status.
func inKiB(t testing.TB, pid int, what string) int {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^` + what + `:\s*(\d+)(?: kB)?$`).FindSubmatch(b)
	if m == nil {
		t.Fatalf("/proc/%d/status does not say %s", pid, what)
	}
	return atoi(t, string(m[1]))
}

// resize tells the program another size of its window.
func (k *kiosk) resize(f frame) {
	k.t.Helper()
	if err := pty.Setsize(k.tty, &pty.Winsize{Cols: uint16(f.w), Rows: uint16(f.h)}); err != nil {
		k.t.Fatal(err)
	}
}

func noise(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}

// sequence is something like what a terminal sends.
func sequence(r *rand.Rand) string {
	var b bytes.Buffer
	b.WriteString([]string{"\x1b[", "\x1bO", "\x1b]", "\x1bP", "\x1b[<", "\x1b[?", "\x1b[M", "\x1b", "\x1b[200~", "\x1b[201~", "\x9b", "\xc3", "\x1b\x1b["}[r.IntN(13)])
	for range r.IntN(6) {
		fmt.Fprintf(&b, "%d%c", r.IntN(1<<r.IntN(20)), ";:,"[r.IntN(3)])
	}
	b.WriteByte(byte(0x20 + r.IntN(0x60)))
	return b.String()
}

// The name of a key that arrives in one piece is text, and presses nothing.
func TestKeyWords(t *testing.T) {
	t.Parallel()
	k := welcome(t, hallOf(t), ratna)
	k.introduced(forgot)
	for _, word := range []string{"enter", "ctrl+c", "esc", "f10", "f4", "f1", "tab", "ctrl+r", "up", "alt+q"} {
		k.press(word)
		k.until(regexp.QuoteMeta(word))
		k.press("\x15") // Ctrl+U
		k.until(`(?m)^ *▌ *$`)
	}
	k.press("\x1b[21~")
	k.until(firstScreen)
	k.closed()
	k.sound()
}

// A terminal that goes away at any moment takes nothing with it.
func TestGoneAnywhere(t *testing.T) {
	t.Parallel()
	whole := hallOf(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	for i := range 24 {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			k := prepared(t, whole, budi)
			k.talk = onTerminal(t, frame{80, 24}, k.dir, quiet, nil, program(t), "kiosk", "--config", "c.toml")
			typed := "\r" + k.nip + "\r" + password + "\r\r\r\r"
			moment := time.Duration(r.IntN(600)) * time.Millisecond
			for end := time.Now().Add(moment); time.Now().Before(end) && typed != ""; time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond) {
				n := min(len(typed), 1+r.IntN(12))
				k.press(typed[:n])
				typed = typed[n:]
			}
			k.hangUp()
			if code := k.end(); code != 1 {
				t.Errorf("%v after its start it ends with %d", moment, code)
			}
			k.sound()
		})
	}
}
