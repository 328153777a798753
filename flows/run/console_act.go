package run

import (
	"context"
	"slices"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Why something was done, and how it is known for whom, in the audit. The names
// stand in files: add to them, never change one.
var (
	causes = [flows.Causes]string{
		flows.CauseMailbox: "mailbox", flows.CausePhone: "phone", flows.CauseAddress: "address", flows.CauseWaits: "waits",
		flows.CauseStatus: "status", flows.CauseAsked: "asked", flows.CauseMisuse: "misuse",
	}
	checks = [flows.Checks]string{flows.CheckIDCard: "id-card", flows.CheckStaffCard: "staff-card", flows.CheckLetter: "letter"}
	grants = map[flows.Choice]store.GrantFor{
		flows.ActGrantPassword: store.GrantPassword, flows.ActGrantMFA: store.GrantMFA, flows.ActGrantWait: store.GrantWait,
	}
)

// An act is what an officer does for somebody: all of it in one transaction.
type act struct {
	what    flows.Choice
	by      nip.NIP
	address address.Address // the new one
	code    flows.Secret    // what to write down, once it was carried out
}

// carryAct does for the person who is open what the officer has confirmed. It
// answers Accept, for a grant with the code, which is shown once. It refuses with
// OwnAccount, NotAllowed, BadAddress or, where another officer has to agree,
// BadNIP, SamePerson, SecondWrong, OTPNotACode, MustWait or Blocked.
func (v *Visit) carryAct(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	k := &s.desk
	switch {
	case k.person == nip.NIP{}, e.Cause < 0 || e.Cause >= flows.Causes, e.Check < 0 || e.Check >= flows.Checks:
		return flows.Refuse, flows.NotAllowed, nil
	case k.person == k.officer:
		return flows.Refuse, flows.OwnAccount, nil
	}
	todo := &act{what: e.Act, by: k.officer}
	if e.Act == flows.ActEmail {
		to, err := address.Parse(e.Answers[flows.Address].Reveal())
		if err != nil {
			return flows.Refuse, flows.BadAddress, nil
		}
		todo.address = to
	}
	a, err := st.Account(ctx, k.person)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	// Before anybody's OTP is used up for it.
	if !todo.possible(a) {
		return flows.Refuse, flows.NotAllowed, nil
	}
	detail := []string{causes[e.Cause], checks[e.Check]}
	if g, ok := grants[e.Act]; ok {
		detail = slices.Insert(detail, 0, grantNames[g])
	}
	if v.desk.Two && agreedTo(e.Act) {
		second, why, err := v.agree(ctx, st, s, e)
		if err != nil || why != flows.Silence {
			return flows.Refuse, why, err
		}
		detail = append(detail, "with "+second.Masked())
	}
	why, a, err := v.act(ctx, st, *k, todo, strings.Join(detail, "; "))
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	b := &s.facts.Console
	b.Person = v.dossier(*k, a)
	if b.Granted = todo.code; !todo.code.Empty() {
		b.Until = a.Grant.Expires
	}
	return flows.Accept, flows.Silence, nil
}

// agreedTo reports whether act c needs another officer, where there are to be
// two: the page for it asks for one.
func agreedTo(c flows.Choice) bool {
	page := flows.Session{State: flows.AtAct, Act: c, Facts: flows.Facts{Console: flows.Board{TwoPerson: true}}}
	return slices.ContainsFunc(flows.Inputs(page), func(i flows.Input) bool { return i.Field == flows.OtherNIP })
}

// act carries todo out.
func (v *Visit) act(ctx context.Context, st store.Store, k deskState, todo *act, detail string) (why flows.Reason, kept store.Account, err error) {
	err = st.Change(ctx, k.person, func(a *store.Account) (store.Effects, error) {
		now := v.desk.Now()
		why, todo.code = flows.Silence, flows.Secret{}
		if !todo.possible(*a) {
			why = flows.NotAllowed
			return store.Effects{}, nil
		}
		what, mail, err := todo.on(v, a, now)
		kept = a.Clone()
		return store.Effects{Entries: []store.Entry{v.did(k, what, a.NIP, detail)}, Mail: mail}, err
	})
	return why, kept, err
}

// possible reports whether there is anything of that sort to be done for a.
func (t *act) possible(a store.Account) bool {
	_, wrong := waits(a)
	switch t.what {
	case flows.ActGrantPassword, flows.ActGrantWait:
		return !a.Closed()
	case flows.ActGrantMFA:
		return !a.Closed() && a.MFA()
	case flows.ActUnlock:
		return wrong < BlockAfter // what was guessed at so often is bound anew, and not let go on
	case flows.ActEmail:
		return a.Email != t.address.String()
	case flows.ActResetMFA:
		return a.MFA()
	case flows.ActDisable:
		return !a.Disabled
	case flows.ActEnable:
		return a.Disabled
	default:
		return false
	}
}

// on does it, and returns what the audit calls it, and whom to tell.
func (t *act) on(v *Visit, a *store.Account, now time.Time) (what store.Act, mail []store.Mail, err error) {
	switch t.what {
	case flows.ActGrantPassword, flows.ActGrantMFA, flows.ActGrantWait:
		t.code, err = GiveGrant(a, grants[t.what], t.by, now, v.desk.random())
		return store.GrantGiven, nil, err
	case flows.ActUnlock:
		a.Tries = [store.Counters]store.Count{}
		return store.Unlocked, nil, nil
	case flows.ActEmail:
		was := a.Email
		a.Email, a.Codes = t.address.String(), [store.Purposes]store.Code{} // a letter that is on its way is worth nothing
		// Both: whoever reads the old one may be who is wronged.
		return store.EmailCorrected, Notices(store.NoticeEmail, a.NIP, now, "", was, a.Email), nil
	case flows.ActResetMFA:
		return store.MFAResetByOfficer, resetMFA(a, now).Mail, nil
	case flows.ActDisable:
		retirePending(a, now)
		a.Disabled, a.Grant, a.Codes = true, nil, [store.Purposes]store.Code{}
		return store.AccountDisabled, nil, nil
	default:
		a.Disabled = false
		return store.AccountEnabled, nil, nil
	}
}
