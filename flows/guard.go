package flows

import (
	"crypto/subtle"
	"strings"
	"time"
)

// A Guard is a condition on a row, on an input or on a menu's entry.
type Guard int

// The guards.
const (
	Always       Guard = iota
	Missing            // a field that must be filled in is empty
	Differ             // the two new passwords are not the same
	TooSoon            // the last letter was sent a moment ago
	Waiting            // too many wrong answers: none is judged for a while
	NoAddress          // the account has no address to write to
	Weak               // the password no longer meets the rules
	MFAOn              // the account has a device
	MFAOff             // it has none
	Several            // it has more than one
	Single             // it has just this one
	Full               // it has as many as it may
	NoKey              // there is no pending key to scan
	InPractice         // the program is in practice mode
	OnDuty             // it is an officer who is signed in
	InKiosk            // it serves one after the other, and nobody may end it
	NothingWrong       // nothing was said yet that an officer could help with
	PostWaits          // the letter could not be sent so far
	MayReset           // the officer's code was for a new password
	WaitLifted         // it was for a wait
	Granted            // there is a code to write down
	NewAddress         // the officer corrects an address
	Second             // another officer has to agree
	IsChief            // the officer may add others, and read the audit
	ClockIsBad         // and a chief may say that it is right
	PersonOther        // who was opened is not the officer
	PersonUsable       // and the account is open
	PersonMFA          // and has a device
	PersonOn           // no officer has closed their account
	PersonOff          // one has
	CaseFree           // nobody works on the case
	CaseUnsolved       // it is not solved
	CaseKnown          // there is an account to go to
	OfficerOn          // the chosen officer is in service, and is not oneself
	OfficerOff         // they are not
	AsksOn             // the answer leads to another question
	FirstAsked         // it is the first question
	CureTests          // the remedy begins with a test of the phone
	CureSignsIn        // with a sign-in
	CureResets         // with a new password by mail
	CureRenews         // with a stronger password
	CureRevokes        // with a reset of MFA
	CureReports        // it may become a case
	Guards             // how many there are
)

// holds needs the time only for the guards that wait.
func (g Guard) holds(s Session, e Event, now time.Time) bool {
	f := s.Facts
	if e.Facts != nil {
		f = *e.Facts // the news itself decides where it leads
	}
	switch g {
	case Missing:
		for _, i := range Inputs(s) {
			if !i.Optional && strings.TrimSpace(e.Answers[i.Field].Reveal()) == "" {
				return true
			}
		}
		return false
	case Differ:
		a, b := e.Answers[NewPassword].Reveal(), e.Answers[Confirmation].Reveal()
		return subtle.ConstantTimeCompare([]byte(a), []byte(b)) != 1
	case TooSoon:
		return now.Before(f.ResendAt)
	case Waiting:
		if typed := e.Answers[NIP].Reveal(); typed != "" && typed != s.NIP.Reveal() {
			return false // it is somebody else's wait
		}
		return now.Before(f.WaitUntil)
	case NoAddress:
		return f.NoAddress
	case Weak:
		return f.Weak
	case MFAOn:
		return f.MFA
	case MFAOff:
		return !f.MFA
	case Several:
		return len(f.Devices) > 1
	case Single:
		return len(f.Devices) == 1
	case Full:
		return len(f.Devices) >= MaxDevices
	case NoKey:
		return f.Key.Empty()
	case InPractice:
		return f.Practice
	case OnDuty:
		return s.State.Staffed()
	case InKiosk:
		return f.Kiosk
	case NothingWrong:
		return s.Say != UnknownNIP && s.Say != Inactive && !s.Say.OTPRefused()
	case PostWaits:
		return f.Post == PostWaiting
	case MayReset:
		return f.Lifts == LiftsPassword
	case WaitLifted:
		return f.Lifts == LiftsWait
	case AsksOn:
		a := Tree[s.Question]
		return e.Index >= 0 && e.Index < len(a) && a[e.Index].Cure == NoRemedy
	case FirstAsked:
		return s.Question == AskWhat
	case CureTests, CureSignsIn, CureResets, CureRenews, CureRevokes, CureReports:
		return g.leads(Cures[s.Remedy])
	default:
		return g.staffed(s, f.Console, f.Clock)
	}
}

// leads is holds for what a remedy begins with.
func (g Guard) leads(c Cure) bool {
	switch g {
	case CureTests:
		return c.Go == GoTest
	case CureSignsIn:
		return c.Go == GoSignIn
	case CureResets:
		return c.Go == GoForgot
	case CureRenews:
		return c.Go == GoWeak
	case CureRevokes:
		return c.Go == GoLost
	default:
		return c.Officers()
	}
}

// staffed is holds for the guards of the officer's console.
func (g Guard) staffed(s Session, b Board, c Clock) bool {
	switch g {
	case Granted:
		return !b.Granted.Empty()
	case NewAddress:
		return s.Act == ActEmail
	case Second:
		return b.TwoPerson && s.Act.opens()
	case IsChief:
		return b.Chief
	case ClockIsBad:
		return b.Chief && c.State == ClockBad
	case PersonOther:
		return !b.Person.Own
	case PersonUsable:
		return b.Person.usable()
	case PersonMFA:
		return b.Person.usable() && len(b.Person.Devices) > 0
	case PersonOn:
		return !b.Person.Own && !b.Person.Disabled
	case PersonOff:
		return !b.Person.Own && b.Person.Disabled
	case CaseFree:
		return b.CaseAt(s.Index).State == CaseIsOpen
	case CaseUnsolved:
		return b.CaseAt(s.Index).State != CaseIsSolved
	case CaseKnown:
		return b.CaseAt(s.Index).Known
	case OfficerOn:
		o := b.OfficerAt(s.Index)
		return !o.Self && !o.Closed
	case OfficerOff:
		return b.OfficerAt(s.Index).Closed
	default:
		return true
	}
}
