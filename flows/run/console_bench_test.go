package run

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
)

// BenchmarkConsole is an officer at the console of an office of 200,000 (or
// STORE_ACCOUNTS) in one file: until people can be found after the sign-in, what
// a key costs while they are looked for, and what the progress costs when
// everybody is counted and when nothing has changed.
func BenchmarkConsole(b *testing.B) {
	people, err := strconv.Atoi(cmp.Or(os.Getenv("STORE_ACCOUNTS"), "200000"))
	if err != nil {
		b.Fatal(err)
	}
	w := crowded(b, people)
	c := w.clerk(1, store.Chief)
	var index, list, first, again, names []time.Duration
	took := func(in *[]time.Duration, f func()) {
		began := time.Now()
		f()
		*in = append(*in, time.Since(began))
	}
	queries := []string{"siti rahmawati", "dinas kesehatan", "19850102", "nur 1990", "smp negeri", "ahmad fauzi"}
	for b.Loop() {
		p := w.onDuty(c)
		took(&index, p.indexed)
		p.choose(flows.GoFind)
		for _, q := range queries {
			for n := 1; n <= len(q); n++ { // as one types
				took(&list, func() { p.look(q[:n]) })
			}
		}
		p.back()
		took(&first, func() { p.choose(flows.GoProgress) })
		for range 10 {
			took(&again, func() { p.look() })
		}
		p.back()
		p.choose(flows.GoOut)
		took(&names, func() {
			for _, err := range Names(context.Background(), w.disk, w.Now()) {
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	for what, took := range map[string][]time.Duration{"index": index, "key": list, "progress": first, "look": again, "names": names} {
		slices.Sort(took)
		b.ReportMetric(ms(took[len(took)/2]), what+"-ms")
	}
	b.ReportMetric(ms(list[len(list)-1]), "slowest-key-ms")
	b.ReportMetric(0, "ns/op")
}

// crowded is a world in one file with so many people, every third with a phone.
func crowded(b *testing.B, people int) *world {
	b.Helper()
	key, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, seal.KeySize)))
	if err != nil {
		b.Fatal(err)
	}
	st, err := bolt.Create(filepath.Join(b.TempDir(), "aktivasi.db"), key, store.Real, bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	})
	w := newWorld(b, st)
	secret, err := otp.New(w.chance)
	if err != nil {
		b.Fatal(err)
	}
	var units []string
	known := map[string]bool{}
	for from := 0; from < people; from += 5000 {
		var ns []nip.NIP
		var all []store.Account
		for i := from; i < min(people, from+5000); i++ {
			p := rostertest.Invent(i)
			n, err := nip.Parse(strings.TrimPrefix(p.NIP, "'"))
			if err != nil {
				b.Fatal(err)
			}
			a := store.Account{NIP: n, Name: p.Name, Unit: p.Unit, Kind: store.Kind(i % int(store.Kinds)), Email: "a@example.go.id"}
			if i%3 == 0 {
				a.Devices = []store.Device{{ID: "1", Name: "HP", Secret: secret, Enrolled: morning}}
			}
			if !known[a.Unit] {
				known[a.Unit], units = true, append(units, a.Unit)
			}
			ns, all = append(ns, n), append(all, a)
		}
		err := st.Merge(context.Background(), ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = all[i].Clone()
			return true, entry(morning.AddDate(0, 0, -1), store.AccountAdded, a.NIP, ""), nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := st.SetUnits(context.Background(), units); err != nil {
		b.Fatal(err)
	}
	return w
}
