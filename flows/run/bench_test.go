package run

import (
	"bytes"
	"cmp"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/seal"
	"aktivasi/store/storetest"
)

// BenchmarkEnrolment is all that the machine does for one person, from "lupa
// password" until they have signed in with a code of their phone, each somebody
// else out of 20,000 (or STORE_ACCOUNTS): the table, the letter, the QR's
// address, the store on disk, the log. What is not in it are the pictures on the
// screen, the mail server, and the argon2 hashes, whose number it reports; see
// the benchmarks of packages ui and hash.
//
// disk-ms/op is the part of it spent in commits, which wait for the disk.
func BenchmarkEnrolment(b *testing.B) {
	people, err := strconv.Atoi(cmp.Or(os.Getenv("STORE_ACCOUNTS"), "20000"))
	if err != nil {
		b.Fatal(err)
	}
	key, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, seal.KeySize)))
	if err != nil {
		b.Fatal(err)
	}
	var commits int
	var disk time.Duration
	st, err := bolt.Create(filepath.Join(b.TempDir(), "aktivasi.db"), key, store.Real, bolt.Options{
		Commit: func(tx *bbolt.Tx) error {
			began := time.Now()
			defer func() { commits++; disk += time.Since(began) }()
			return tx.Commit()
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	}()
	fill(b, st, people)

	log, err := os.Create(filepath.Join(b.TempDir(), "aktivasi.log"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	w := newWorld(b, st)
	w.desk.Log = slog.New(slog.NewJSONHandler(log, nil))

	commits, disk = 0, 0
	n := 0
	b.ReportAllocs()
	for ; b.Loop(); n++ {
		a := storetest.Person(n % people)
		w.enrolment(citizen{number: a.NIP, mail: a.Email})
	}
	hashes, _ := w.hash.spent()
	b.ReportMetric(float64(hashes)/float64(n), "argon2/op")
	b.ReportMetric(float64(commits)/float64(n), "commits/op")
	b.ReportMetric(disk.Seconds()*1000/float64(n), "disk-ms/op")
}

// enrolment is the whole way of one person at one terminal, with a phone in
// their hand.
func (w *world) enrolment(c citizen) {
	w.Helper()
	p := w.sit()
	p.code(p.mailed(flows.GoForgot, c))
	p.newPassword(first)
	p.next()
	p.signIn(c, first, "")
	key := p.scan()
	p.submit(typed{flows.OTP: w.otp(key), flows.DeviceName: "HP Pribadi"})
	p.at(flows.Activated, flows.Enrolled)
	w.fresh()
	p.next()
	p.signIn(c, first, w.otp(key))
	p.at(flows.AtAccount, flows.SignedIn)
}

// fill adds so many people to st, as an import does.
func fill(b *testing.B, st store.Store, people int) {
	b.Helper()
	for from := 0; from < people; from += 4096 {
		ns := make([]nip.NIP, min(4096, people-from))
		for i := range ns {
			ns[i] = storetest.NIP(from + i)
		}
		err := st.Merge(b.Context(), ns, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
			*a = storetest.Person(from + i)
			return true, store.Effects{}, nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
