package run

import (
	"context"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/store"
)

// agree judges the OTP of another officer, who has seen what is about to be done,
// and uses it up. Wrong ones are counted on that officer's record, apart from
// those of their own sign-in: nobody is kept out of the console by a colleague.
// It says BadNIP, SamePerson (the one at the console), OwnAccount (the one who is
// to be helped), SecondWrong, OTPNotACode, MustWait or Blocked; somebody who is no
// officer reads and costs like a wrong OTP.
func (v *Visit) agree(ctx context.Context, st store.Store, s *state, e flows.Effect) (second nip.NIP, why flows.Reason, err error) {
	second, err = nip.Parse(e.Answers[flows.OtherNIP].Reveal())
	switch {
	case err != nil:
		return second, flows.BadNIP, nil
	case second == s.desk.officer:
		return second, flows.SamePerson, nil
	case second == s.desk.person:
		return second, flows.OwnAccount, nil
	}
	err = onOfficer(ctx, st, second, func(o *store.Officer) (store.Effects, error) {
		now, t := v.desk.Now(), &o.Tries[store.OTPTries]
		var told state
		switch {
		case blocked(*t):
			why = flows.Blocked
		case o.MFA() && !o.Closed():
			why = v.judgeOTP(&told, &o.Account, e.Answers[flows.OTP], now)
		case now.Before(t.Until):
			why, told.facts.WaitUntil = flows.MustWait, t.Until
		case !sixDigits(e.Answers[flows.OTP], now):
			why = flows.OTPNotACode
		default:
			stumble(t, now)
			told.facts.WaitUntil, told.facts.Left = t.Until, left(*t)
			why = flows.SecondWrong
		}
		s.facts.WaitUntil, s.facts.Left = told.facts.WaitUntil, told.facts.Left
		switch why {
		case flows.OTPWrong, flows.OTPUsed, flows.OTPNeeded, flows.SecondWrong:
			why = flows.SecondWrong
			return store.Effects{Entries: []store.Entry{v.did(s.desk, store.OfficerRefused, second, "second")}}, nil
		default:
			return store.Effects{}, nil
		}
	})
	return second, why, err
}

// sixDigits reports whether typed could be an OTP at all, whoever's.
func sixDigits(typed flows.Secret, now time.Time) bool {
	_, verdict, _ := otp.Match(flows.Secret{}, typed, now, 0) // of what is no code it says so before it looks at the secret
	return verdict != otp.NotACode
}
