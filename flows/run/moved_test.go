package run

import (
	"encoding/csv"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/run/roster"
)

const newMail = "siti.baru@example.org"

// rosterSays imports a row about c, as it is done in earnest.
func (w *world) rosterSays(c citizen, mail string) {
	w.Helper()
	var b strings.Builder
	sheet := csv.NewWriter(&b)
	a := w.account(c)
	for _, row := range [][]string{
		{"NIP BARU", "NAMA", "EMAIL", "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA"},
		{c.String(), a.Name, mail, "01", "Aktif"},
	} {
		if err := sheet.Write(row); err != nil {
			w.Fatal(err)
		}
	}
	sheet.Flush()
	if _, err := roster.Import(w.Context(), strings.NewReader(b.String()), w.disk, roster.Options{Now: w.Now()}); err != nil {
		w.Fatal(err)
	}
}

// move gives c another address.
func (w *world) move(c citizen) {
	w.Helper()
	w.rosterSays(c, newMail)
	if got := w.account(c).Email; got != newMail {
		w.Fatalf("the roster left the address at %q", got)
	}
	w.log.hide("an address", newMail)
}

// Whoever reads the old mailbox has no business with the account any more.
func TestAddressChangesBeforeTheCodeIsUsed(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		code := p.mailed(by, c)
		w.move(c)
		p.code(code)
		p.at(asked, flows.CodeExpired)

		// Nor does another letter go to an address that nobody has typed.
		w.pass(ResendAfter)
		letters := w.post.letters()
		p.resend()
		p.at(flows.AtSignIn, flows.SignedOut)
		if w.post.letters() != letters {
			t.Error("a letter went to the new address")
		}
	})
}

func TestAddressChangesBeforeThePasswordIsSet(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		p.code(p.mailed(flows.GoForgot, c))
		w.move(c)
		p.newPassword(first)
		p.at(flows.AtAddress, flows.CodeExpired)
		p.address(c.mail)
		p.at(flows.AtAddress, flows.AddressWrong)
		if w.account(c).Password.Hash != "" {
			t.Error("a password is set")
		}
	})
}

func TestAddressChangesWhileTheLetterIsOnItsWay(t *testing.T) {
	both(t, func(t *testing.T, w *world, c citizen, by flows.Choice, asked, on flows.State) {
		p := w.sit()
		w.post.during = func() { w.move(c) }
		code := p.mailed(by, c)
		w.post.during = nil
		if got := w.account(c).Codes; len(got[0].Hash)+len(got[1].Hash) != 0 {
			t.Error("a code is kept that went to the old address")
		}
		p.code(code)
		p.at(asked, flows.CodeExpired)
	})
}

// Capitals are no other mailbox.
func TestAddressInCapitals(t *testing.T) {
	everywhere(t, func(t *testing.T, w *world) {
		c := w.newcomer(1)
		p := w.sit()
		code := p.mailed(flows.GoForgot, c)
		w.rosterSays(c, strings.ToUpper(c.mail))
		p.code(code)
		p.at(flows.AtPassword, flows.CodeRight)
	})
}
