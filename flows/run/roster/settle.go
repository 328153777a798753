package roster

import (
	"strings"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// An outcome is how a row went for the account it is about.
type outcome int

const (
	refused outcome = iota // nobody comes in by a row of someone who has left
	closed                 // but an account they had is closed by it
	added
	updated
	unchanged
)

// settle makes a say what p says, as far as the file has the columns, and
// returns what was done. No act means that nothing is to be written.
//
// It is all that an import may do to an account: the password, the devices and
// the counts of wrong tries are not its business.
func (p person) settle(a *store.Account, known bool, c columns) (outcome, []store.Act) {
	was := *a
	if p.left {
		if !known || a.Inactive {
			return refused, nil
		}
		a.Inactive = true
		return closed, []store.Act{store.AccountClosed}
	}

	a.Name, a.Inactive = p.name, false
	if c.has(colUnit) || c.has(colParent) {
		a.Unit = p.unit
	}
	switch {
	case p.nip.Type() == nip.PNS:
		a.Kind = store.PNS
	case p.partTime:
		a.Kind = store.PartTime
	case c.has(colKind) || c.has(colStanding) || !known:
		a.Kind = store.PPPK
	}
	// Capitals make no other mailbox, and are no reason to void a code.
	if (c.has(colMail) || c.has(colGovMail)) && !strings.EqualFold(a.Email, p.mail.String()) {
		a.Email = p.mail.String()
		// A code on its way to the old address is in other hands by now.
		a.Codes = [store.Purposes]store.Code{}
	}

	if !known {
		return added, []store.Act{store.AccountAdded}
	}
	var acts []store.Act
	if was.Inactive {
		acts = append(acts, store.AccountReopened)
	}
	if a.Name != was.Name || a.Unit != was.Unit || a.Kind != was.Kind {
		acts = append(acts, store.AccountChanged)
	}
	if a.Email != was.Email {
		acts = append(acts, store.EmailChanged)
	}
	if len(acts) == 0 {
		return unchanged, nil
	}
	return updated, acts
}
