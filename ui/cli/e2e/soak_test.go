//go:build soak && linux

package e2e_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/ui/cli"
	_ "aktivasi/ui/ground"
)

func init() {
	maps.Copy(commands, map[string]func(){"counted": counted})
	effort = time.Hour // TestRude pours in all of it
}

// How many come, and after how many it is looked how the program does.
const (
	crowd = 2000
	every = 200
)

// How much more may be in use after the last quarter of them than after the first:
// what one person can leave is some kilobytes, and two thousand times a kilobyte is
// 2 MiB. What the machine gives the process is rounded in larger pieces.
const (
	moreHeap       = 1 << 20  // bytes of Go's heap, after a collection
	moreMemory     = 12 << 20 // bytes of the process that are no file's
	moreGoroutines = 1
)

// counted is the program as it is shipped, and somebody who looks into it: at
// SIGUSR1 it collects its garbage and says how it does, in a line of the file that
// COUNTS names.
func counted() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	out, err := os.OpenFile(os.Getenv("COUNTS"), os.O_APPEND|os.O_WRONLY, 0)
	must(err)
	go func() {
		for range asked {
			debug.FreeOSMemory()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			_ = json.NewEncoder(out).Encode(count{Heap: int(m.HeapAlloc), Goroutines: runtime.NumGoroutine()})
		}
	}()
	os.Exit(cli.Main())
}

// A count is how the program does.
type count struct {
	People, Heap, Goroutines int
	Memory, Threads          int // as the system has it; bytes
	Store, Log               int // bytes
	Took                     time.Duration
}

// Two thousand people, one after the other, through one kiosk: it takes no more
// memory for the last than for the first, and leaves nothing running.
func TestSoak(t *testing.T) {
	dir := hallOf(t)
	guests := crowded(t, dir)
	k := prepared(t, dir, guests[0])
	counts := filepath.Join(t.TempDir(), "counts")
	if err := os.WriteFile(counts, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := exec.LookPath("counted")
	if err != nil {
		t.Fatal(err)
	}
	k.talk = onTerminal(t, frame{80, 24}, k.dir, append([]string{"COUNTS=" + counts}, quiet...), nil, self, "kiosk", "--config", "c.toml")
	k.until(firstScreen)

	t.Logf("%6s %10s %12s %10s %8s %10s %10s %10s", "people", "heap, KiB", "memory, KiB", "goroutines", "threads", "store, KiB", "log, KiB", "ms each")
	var all []count
	began := time.Now()
	for i, g := range guests {
		k.guest, k.planted = g, nil
		k.visits(i)
		k.mu.Lock()
		k.said, k.since = k.said[:0], 0
		k.mu.Unlock()
		if n := i + 1; n%every == 0 {
			c := k.counts(counts, len(all)+1)
			c.People, c.Took = n, time.Since(began)/every
			t.Logf("%6d %10d %12d %10d %8d %10d %10d %10d", n, c.Heap>>10, c.Memory>>10, c.Goroutines, c.Threads, c.Store>>10, c.Log>>10, c.Took.Milliseconds())
			all = append(all, c)
			began = time.Now()
		}
	}
	k.guest = guests[0]
	k.closed()
	k.sound()

	quarter := len(all) / 4
	first, last := most(all[:quarter]), most(all[len(all)-quarter:])
	if last.Heap > first.Heap+moreHeap || last.Memory > first.Memory+moreMemory || last.Goroutines > first.Goroutines+moreGoroutines {
		t.Errorf("it grows: in the first quarter it has %+v, and in the last %+v", first, last)
	}
}

// most is the most of each.
func most(all []count) (m count) {
	for _, c := range all {
		m.Heap, m.Memory, m.Goroutines = max(m.Heap, c.Heap), max(m.Memory, c.Memory), max(m.Goroutines, c.Goroutines)
	}
	return m
}

// crowded puts a crowd into a hall's store, all of them with the same password.
func crowded(t *testing.T, dir string) (guests []guest) {
	t.Helper()
	phc, err := hash.New(rand.Reader).Hash(t.Context(), flows.Hide(password))
	if err != nil {
		t.Fatal(err)
	}
	var ns []nip.NIP
	for i := range crowd {
		n := number(t, fmt.Sprintf("19%02d%02d%02d2015011%03d", 70+i%25, 1+i%12, 1+i%28, 1+i/25))
		ns = append(ns, n)
		guests = append(guests, guest{n.String(), "PEGAWAI " + strings.Repeat("I", 1+i%9), fmt.Sprintf("pegawai%d@kantor.example", i)})
	}
	inStore(t, dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		return st.Merge(ctx, ns, func(i int, a *store.Account, known bool) (bool, store.Effects, error) {
			if known {
				return false, store.Effects{}, fmt.Errorf("%s comes twice", ns[i])
			}
			*a = store.Account{NIP: ns[i], Name: guests[i].name, Unit: "Sekretariat Daerah", Email: guests[i].address}
			a.Password = store.Password{Hash: phc, Set: time.Now()}
			return true, store.Effects{}, nil
		})
	})
	return guests
}

// visits is what the i-th person does.
func (k *kiosk) visits(i int) {
	k.t.Helper()
	switch i % 20 {
	case 0, 10: // MFA is on
		k.toActivated()
	case 5: // the password was forgotten
		k.toPasswordSet()
	case 7: // walks away from the QR code
		k.toScan()
	case 12: // does not know the password
		k.toSignIn()
		k.press(k.nip + "\rBukan-Password9-Ini\r\r")
		k.until("tidak sesuai")
	case 15: // reads help, in the other language
		k.press("\x1bOQ\x1bOP")
		k.until("Choose a line")
		k.press("\x1b")
		k.until("What would you like to do")
		k.press("\r")
		k.until("Sign in with")
	case 17: // wants an officer
		k.toOfficer()
	default: // looks at the account
		k.toAccount()
	}
	k.press("\x1b[21~") // Selesai
	k.until(firstScreen)
}

// counts asks the program how it does.
func (k *kiosk) counts(file string, nth int) (c count) {
	k.t.Helper()
	k.signal(syscall.SIGUSR1)
	var lines []string
	await(k.t, "the program says how it does", func() bool {
		b, err := os.ReadFile(file)
		lines = strings.SplitAfter(string(b), "\n")
		return err == nil && len(lines) > nth
	})
	if err := json.Unmarshal([]byte(lines[nth-1]), &c); err != nil {
		k.t.Fatal(err)
	}
	c.Memory, c.Threads = inKiB(k.t, k.pid, "RssAnon")<<10, inKiB(k.t, k.pid, "Threads")
	for name, size := range map[string]*int{"aktivasi.db": &c.Store, "aktivasi.log": &c.Log} {
		info, err := os.Stat(filepath.Join(k.dir, "data", name))
		if err != nil {
			k.t.Fatal(err)
		}
		*size = int(info.Size())
	}
	return c
}
