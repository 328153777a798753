package run

import (
	"reflect"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

// A cost is all that can be told of an answer from outside: what it says, and
// how much work it was.
type cost struct {
	said    string
	hashes  int
	commits int
}

// costs does what a person would do who guesses at n, and returns what each step
// cost.
func (w *world) costs(n number) (all []cost) {
	w.Helper()
	w.clock.t = morning
	step := func(p *sitting, do flows.Op, t typed) flows.Event {
		hashes, _ := w.hash.spent()
		w.commits.since(nil)
		e := p.behind(do, t)
		after, _ := w.hash.spent()
		f := *e.Facts
		f.Mail, f.Case, f.Captcha = strings.Repeat("x", min(1, len(f.Mail))), min(1, f.Case), flows.Captcha{}
		if f.Person != (flows.Person{}) || len(f.Devices) > 0 {
			w.Errorf("%v tells of somebody", do)
		}
		all = append(all, cost{do.String() + ": " + e.Kind.String() + " " + e.Why.String() + " " + f.WaitUntil.String() + strings.Repeat("+", f.Left) + f.Mail, after - hashes, w.commits.since(nil)})
		return e
	}
	for _, find := range []flows.Op{flows.FindForPassword, flows.FindForMFA} {
		p := w.sit()
		drawn := p.behind(flows.DrawCaptcha, nil)
		e := step(p, find, typed{flows.NIP: n.String(), flows.CaptchaText: drawn.Facts.Captcha.Letters.Reveal()})
		p.v.state.facts = *e.Facts
		for range 6 {
			step(p, flows.MailPasswordCode, typed{flows.Address: "x@example.org"})
		}
		step(p, flows.MailAgain, nil)
		step(p, flows.CheckPasswordCode, typed{flows.MailedCode: bad})
		step(p, flows.RevokeDevices, typed{flows.MailedCode: bad})
		step(p, flows.SetPassword, typed{flows.NewPassword: first})
		for _, why := range []flows.Reason{flows.AddressEnded, flows.AddressNotMine} {
			eff := flows.Effect{Do: flows.OpenCase, Why: why, Ref: p.v.newest + 1}
			w.commits.since(nil)
			e := p.v.Do(w.Context(), eff)
			all = append(all, cost{e.Kind.String() + " " + e.Why.String(), 0, w.commits.since(nil)})
			if e.Facts.Case == 0 {
				w.Error("no case")
			}
		}
	}
	for i := range 110 {
		step(w.sit(), flows.CheckSignIn, typed{flows.NIP: n.String(), flows.Password: second, flows.OTP: "123456"})
		w.pass(curve(i + 1))
	}
	for range 7 {
		step(w.sit(), flows.CheckGrant, typed{flows.NIP: n.String(), flows.MailedCode: bad})
	}
	return all
}

// Whoever guesses at numbers learns nothing at a desk that uses decoys, not by
// what is said, nor by the work: hashes, and writes to the disk.
func TestDecoyTellsNobodyApart(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	w.desk.Decoy = true
	left, dumb, given := w.member(2, first), w.member(3, first), w.secured(4, first, 1)
	w.edit(left, func(a *store.Account) { a.Inactive = true })
	w.edit(dumb, func(a *store.Account) { a.Email = "" })
	w.grant(given, store.GrantWait)
	want := w.costs(stranger)
	for who, n := range map[string]number{
		"somebody": w.member(1, first).number, "left": left.number, "without address": dumb.number, "with a grant": given.number,
		"MFA on": w.secured(5, first, 2).number, "no password": w.newcomer(6).number, "nobody": nobody(1).number,
	} {
		got := w.costs(n)
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("%s, step %d: %+v, for a stranger %+v", who, i+1, got[i], want[i])
			}
		}
	}
	if want[0].said[:24] != "FindForPassword: Accept " || want[0].commits != 1 || want[1].commits != 1 {
		t.Errorf("a stranger is told %+v", want[:2])
	}
	if n := w.post.letters() + len(w.outbox()); n != 0 {
		t.Errorf("%d letters to nobody", n)
	}
}

// At a desk that tells, only the page that tells is different; it costs the same
// all the same, and so do sign-in and officers' codes.
func TestTellingCostsTheSame(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	known, unknown := w.costs(w.secured(1, first, 1).number), w.costs(stranger)
	if k, u := known[0], unknown[0]; k.commits != 1 || u.commits != 1 || k.hashes != u.hashes || !strings.Contains(u.said, "UnknownNIP") {
		t.Errorf("finding costs %+v and %+v", k, u)
	}
	for i := range known {
		if strings.Contains(known[i].said, "CheckSignIn") || strings.Contains(known[i].said, "CheckGrant") {
			if known[i] != unknown[i] {
				t.Errorf("step %d: %+v and %+v", i+1, known[i], unknown[i])
			}
		}
	}
}

// A decoy looks like an address that was registered, is the same each time and
// another for each number, and is never right.
func TestDecoy(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		w.desk.Decoy = true
		seen := map[string]int{}
		for i := range 200 {
			d := decoy(w.disk.Mark(nobody(i).number))
			local, domain, _ := strings.Cut(d, "@")
			if len(local) != 8 || !strings.HasSuffix(local, "*****") || strings.Trim(local[:3], "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Fatalf("a decoy is shown as %q", d)
			}
			if a, err := address.Parse(local[:3] + "x@" + domain); err != nil || a.Mask() != d {
				t.Fatalf("%q is no masked address: %v", d, err)
			}
			seen[d]++
		}
		if len(seen) < 80 {
			t.Errorf("200 numbers have %d addresses", len(seen))
		}
		var shown string
		for range 2 {
			p := w.sit()
			p.choose(flows.GoForgot)
			p.find(nobody(1))
			p.at(flows.AtAddress, flows.Silence)
			if shown != "" && p.s.Facts.Mail != shown {
				t.Error("another address the second time")
			}
			shown = p.s.Facts.Mail
			for _, mail := range []string{strings.Replace(shown, "*****", "xxxx", 1), shown} {
				p.address(mail)
				p.at(flows.AtAddress, flows.AddressWrong)
			}
			w.restart()
			w.desk.Decoy = true
		}
		// Who has left hears so, but only after their own address.
		c := w.newcomer(1)
		w.edit(c, func(a *store.Account) { a.Inactive = true })
		p := w.sit()
		p.choose(flows.GoForgot)
		p.find(c)
		p.at(flows.AtAddress, flows.Silence)
		p.address(c.mail)
		p.at(flows.AtAddress, flows.Inactive)
	})
}

// Whoever comes into the roster later begins with a clean record, and the tries
// at their number before they had one are not theirs.
func TestStrangerBecomesKnown(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		tries(5, func(int) {
			w.sit().behind(flows.CheckSignIn, typed{flows.NIP: storetest.NIP(1).String(), flows.Password: second})
		})
		w.signedIn(w.member(1, first), first)
	})
}
