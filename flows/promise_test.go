package flows

import (
	"slices"
	"testing"
)

// These rules of [TestTable] are promises made to people; the others in
// table_test.go keep the table sound.

// Good news is told on the answer of what made it true, and on nothing else.
func durable(t *testing.T) {
	by := map[State][]Op{
		PasswordSet: {SetPassword}, Activated: {Enrol}, MFAReset: {RevokeDevices, CheckGrant}, AtGranted: {CarryAct},
		AtInvited: {AddOfficer, ChangeOfficer}, AtVerdict: {TestSecond},
	}
	told := map[Reason][]Op{
		PasswordDone: {SetPassword, SetOfficerPassword}, Enrolled: {Enrol}, DevicesRevoked: {RevokeDevices, CheckGrant},
		PasswordChanged: {ReplacePassword}, PasswordDoneMFAOff: {ReplacePassword},
		DeviceRenamed: {RenameDevice}, DeviceRemoved: {RemoveDevice}, Restored: {Restore},
		CodeSent: {MailPasswordCode, MailMFACode, MailAgain}, CodeRight: {CheckPasswordCode, CheckGrant, RedeemInvite},
		SignedIn: {CheckSignIn}, MayTryAgain: {CheckGrant}, CodeWaits: {MailPasswordCode, MailMFACode},
		GrantMade: {CarryAct}, ActDone: {CarryAct}, CaseNoted: {WorkOnCase}, CaseReported: {ReportCase}, InviteMade: {AddOfficer, ChangeOfficer},
		OfficerChanged: {ChangeOfficer}, PasswordIsFine: {CheckSignIn}, MFAIsOff: {CheckSignIn},
		PasswordIsWeak: {CheckSignIn}, KeyReady: {MakeKey, MakeOfficerKey, MakeTestKey}, PhraseMade: {MakePhrase},
	}
	for _, r := range Table {
		if ops, ok := by[r.To]; ok && (r.On != Accept || len(answering(r)) != 1 || !slices.Contains(ops, answering(r)[0])) {
			t.Errorf("%v: %s leads to %v, which only %v make true", r.From, label(r), r.To, ops)
		}
		ops, known := told[r.Say]
		if r.Say.Sort() == Done && !known {
			t.Errorf("%v: what makes %v true?", r.From, r.Say)
		}
		if known && (r.On != Accept && r.On != Ready || !slices.ContainsFunc(answering(r), func(o Op) bool { return slices.Contains(ops, o) })) {
			t.Errorf("%v: %s, before any of %v is done", r.From, label(r), ops)
		}
	}
}

// Answers may ask the world again without anybody at the keyboard, but never in
// a circle: where the world stays broken, that would never end.
func noLoop(t *testing.T) {
	type question struct {
		at State
		op Op
	}
	next := map[question][]question{}
	for s := range Left {
		for _, op := range asked(s) {
			for _, r := range at(s) {
				if r.Do != None && slices.Contains(replies[op], r.On) {
					next[question{s, op}] = append(next[question{s, op}], question{r.To, r.Do})
				}
			}
		}
	}
	for q := range next {
		var seen []question
		for todo := next[q]; len(todo) > 0; todo = todo[1:] {
			if todo[0] == q {
				t.Errorf("%v: an answer to %v leads to %v again", q.at, q.op, q.op)
				break
			}
			if !slices.Contains(seen, todo[0]) {
				seen = append(seen, todo[0])
				todo = append(todo, next[todo[0]]...)
			}
		}
	}
}

func mailIsThrottled(t *testing.T) {
	for _, r := range Table {
		switch r.Do {
		case MailPasswordCode, MailMFACode:
			if r.On != Submit {
				t.Errorf("%v: %s mails without an address having been typed", r.From, label(r))
			}
		case MailAgain:
			soon := slices.IndexFunc(at(r.From), func(o Row) bool { return o.On == Resend && o.If == TooSoon })
			if r.On != Resend || soon < 0 || soon > slices.Index(at(r.From), r) {
				t.Errorf("%v: %s mails without a wait", r.From, label(r))
			}
		default: // no mail
		}
	}
}

func oneTryCaptcha(t *testing.T) {
	for s := range Left {
		if !slices.ContainsFunc(inputs[s], func(i Input) bool { return i.Field == CaptchaText }) {
			continue
		}
		for _, r := range Table {
			if r.To == s && r.From != s && r.Do != DrawCaptcha {
				t.Errorf("%v: %s leads to %v without drawing a captcha", r.From, label(r), s)
			}
			if r.From == s && r.To == s && r.On == Refuse && r.Why != BadNIP && r.Do != DrawCaptcha {
				t.Errorf("%v: %s leaves a captcha that was used", s, label(r))
			}
		}
	}
}

// Step forgets by itself; these rows have the world forget as well.
func leaversForgotten(t *testing.T) {
	nobody := []State{AtStart, AtRestore, AtGrant} // nobody is known there, but for whose wait was lifted just now
	for _, r := range Table {
		home := r.To == AtStart || r.To == AtSignIn || r.To == AtWeakSignIn || r.To == Left
		if home && r.To != r.From && !slices.Contains(nobody, r.From) && r.Do != Forget {
			t.Errorf("%v: %s leads to %v, and the world still knows who was there", r.From, label(r), r.To)
		}
	}
}
