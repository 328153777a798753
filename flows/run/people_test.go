package run

import (
	"context"
	"strconv"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/password"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

type number = nip.NIP

// Passwords as good as any, and one that is not.
const (
	first  = "Kopi-Hangat7-Sore"
	second = "Teh-Dingin8-Pagi"
	third  = "Roti-Gurih9-Malam"
	poor   = "kopi2024"
)

// A citizen is somebody with an account.
type citizen struct {
	number
	mail string
	keys []flows.Secret // what their phones know, in the order of enrolment
}

// key is what the first phone knows.
func (c citizen) key() flows.Secret { return c.keys[0] }

// newcomer is known to the roster and has never signed in.
func (w *world) newcomer(i int) citizen {
	a := storetest.Person(i)
	return w.settle(a)
}

// member has a password and no phone.
func (w *world) member(i int, pw string) citizen {
	a := storetest.Person(i)
	a.Password = store.Password{Hash: w.record(pw), Set: morning.AddDate(0, -1, 0)}
	return w.settle(a)
}

// secured has the first password and so many phones.
func (w *world) secured(i int, pw string, phones int) citizen {
	a := storetest.Person(i)
	a.Password = store.Password{Hash: w.record(pw), Set: morning.AddDate(0, -1, 0)}
	for k := range phones {
		key, err := otp.New(w.chance)
		if err != nil {
			w.Fatal(err)
		}
		a.Devices = append(a.Devices, store.Device{
			ID: "phone-" + strconv.Itoa(k), Name: "HP " + strconv.Itoa(k+1), Secret: key, Enrolled: morning.AddDate(0, -1, 0),
		})
	}
	return w.settle(a)
}

func (w *world) record(pw string) string {
	h, err := w.desk.Hash.Hash(context.Background(), password.Normal(flows.Hide(pw)))
	if err != nil {
		w.Fatal(err)
	}
	return h
}

func (w *world) settle(a store.Account) citizen {
	w.Helper()
	storetest.Add(w, w.disk, a)
	w.log.hide("a number", a.NIP.String())
	w.log.hide("an address", a.Email)
	c := citizen{number: a.NIP, mail: a.Email}
	for _, d := range a.Devices {
		w.log.hide("a secret", d.Secret.Reveal())
		c.keys = append(c.keys, d.Secret)
	}
	return c
}

// account is c's record.
func (w *world) account(c citizen) store.Account {
	w.Helper()
	a, err := w.disk.Store.Account(context.Background(), c.number)
	if err != nil {
		w.Fatal(err)
	}
	return a
}

// edit changes c's record behind everybody's back.
func (w *world) edit(c citizen, f func(*store.Account)) {
	w.Helper()
	err := w.disk.Store.Change(context.Background(), c.number, func(a *store.Account) (store.Effects, error) {
		f(a)
		return store.Effects{}, nil
	})
	if err != nil {
		w.Fatal(err)
	}
}

// otp is what a phone shows whose clock is so many steps off.
func (w *world) otp(key flows.Secret, off ...int) string {
	w.Helper()
	s := otp.StepAt(w.Now())
	for _, o := range off {
		s += otp.Step(o)
	}
	code, err := otp.Code(key, s)
	if err != nil {
		w.Fatal(err)
	}
	return code.Reveal()
}

// wrongOTP is six digits that no phone shows now.
func (w *world) wrongOTP(keys ...flows.Secret) string {
	w.Helper()
	for n := 100000; ; n++ {
		code, right := strconv.Itoa(n), false
		for _, k := range keys {
			for off := -2; off <= 2; off++ {
				right = right || w.otp(k, off) == code
			}
		}
		if !right {
			return code
		}
	}
}

// acts are the entries about c, oldest first.
func (w *world) acts(c citizen) []store.Act {
	w.Helper()
	var all []store.Act
	err := w.disk.Entries(context.Background(), 0, func(_ uint64, e store.Entry) error {
		if e.Whom == w.disk.Mark(c.number) {
			all = append(all, e.What)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}
