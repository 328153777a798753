package run

import (
	"bytes"
	"cmp"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/hash"
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

// BenchmarkUnknownNumber is what a stopwatch tells of a number at a desk that uses
// decoys: the medians of 200 tries each at numbers that have an account and at
// such that have none, in turn, with the store on disk and the product's argon2.
func BenchmarkUnknownNumber(b *testing.B) {
	const each = 200
	key, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, seal.KeySize)))
	if err != nil {
		b.Fatal(err)
	}
	st, err := bolt.Create(filepath.Join(b.TempDir(), "aktivasi.db"), key, store.Real, bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	}()
	fill(b, st, 20000)
	w := newWorld(b, st)
	w.desk.Log, w.desk.Decoy, w.desk.Hash = slog.New(slog.DiscardHandler), true, hash.New(nil)
	record, err := w.desk.Hash.Hash(b.Context(), flows.Hide(first))
	if err != nil {
		b.Fatal(err)
	}
	for i := range each {
		w.edit(citizen{number: storetest.NIP(i)}, func(a *store.Account) { a.Password.Hash = record })
	}
	for name, try := range map[string]func(n nip.NIP) time.Duration{
		"find": func(n nip.NIP) time.Duration {
			p := w.sit()
			drawn := p.behind(flows.DrawCaptcha, nil)
			return w.takes(p, flows.FindForPassword, flows.Accept, typed{flows.NIP: n.String(), flows.CaptchaText: drawn.Facts.Captcha.Letters.Reveal()})
		},
		"address": func(n nip.NIP) time.Duration {
			p := w.sit()
			p.v.state.found = n
			return w.takes(p, flows.MailPasswordCode, flows.Refuse, typed{flows.Address: "x@example.org"})
		},
		"signin": func(n nip.NIP) time.Duration {
			return w.takes(w.sit(), flows.CheckSignIn, flows.Refuse, typed{flows.NIP: n.String(), flows.Password: second})
		},
	} {
		b.Run(name, func(b *testing.B) {
			var known, unknown []time.Duration
			for b.Loop() {
				w.pass(24 * time.Hour)
				for i := range each {
					known = append(known, try(storetest.NIP(i)))
					unknown = append(unknown, try(storetest.NIP(1000000+i)))
				}
			}
			k, u := median(known), median(unknown)
			b.ReportMetric(k, "known-ms")
			b.ReportMetric(u, "unknown-ms")
			b.ReportMetric(max(k-u, u-k), "gap-ms")
		})
	}
}

// takes is how long the world takes over one effect.
func (w *world) takes(p *sitting, do flows.Op, want flows.Kind, t typed) time.Duration {
	eff := flows.Effect{Do: do, Ref: 1 << 20, Answers: t.answers()}
	began := time.Now()
	e := p.v.Do(w.Context(), eff)
	d := time.Since(began)
	if e.Kind != want {
		w.Fatalf("%v: %v %v", do, e.Kind, e.Why)
	}
	return d
}

// median is that, in milliseconds.
func median(all []time.Duration) float64 {
	slices.Sort(all)
	return all[len(all)/2].Seconds() * 1000
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
