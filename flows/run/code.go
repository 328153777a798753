package run

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"aktivasi/flows"
	"aktivasi/store"
)

// codeAlphabet leaves out every pair that somebody could take for each other on
// paper or on a screen: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. It has 24
// characters, so eight of them are 36.7 bits.
const codeAlphabet = "34679ACDEFHJKMNPQRTVWXYB"

// codeLength is how many characters a code has, mailed or given by an officer;
// it is shown in groups of four.
const codeLength = 8

// checkCode judges a code for a new password and uses it up: what is left is
// the right of this visit to set one. It answers Accept, or Refuse with
// CodeShort (nothing was counted), CodeWrong, CodeDead, CodeExpired or Blocked.
func (v *Visit) checkCode(ctx context.Context, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	if s.purpose != store.ResetPassword {
		return flows.Refuse, flows.CodeExpired, nil
	}
	var p flows.Person
	why, err := v.useCode(ctx, s, e.Answers[flows.MailedCode], func(a *store.Account, _ time.Time) store.Effects {
		a.Codes[s.purpose].Accepted = true
		p = person(*a)
		return store.Effects{}
	})
	if err != nil || why != flows.Silence {
		return flows.Refuse, why, err
	}
	s.facts.Person = p
	return flows.Accept, flows.Silence, nil
}

// useCode judges a mailed code; then, in the same transaction, right changes the
// account. The code no longer works afterwards. An account that was closed or
// blocked since the letter was sent is looked at again here (security notes
// §4.6).
func (v *Visit) useCode(ctx context.Context, s *state, typed flows.Secret, right func(*store.Account, time.Time) store.Effects) (why flows.Reason, err error) {
	if s.request == "" {
		return flows.CodeExpired, nil
	}
	code := cleanCode(typed)
	if len(code.Reveal()) != codeLength {
		return flows.CodeShort, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Silence, err
	}
	err = st.Change(ctx, s.found, func(a *store.Account) (eff store.Effects, err error) {
		now := v.desk.Now()
		c, t := &a.Codes[s.purpose], &a.Tries[counters[s.purpose].code]
		why = flows.Silence
		switch {
		case now.Before(t.Until):
			why, s.facts.WaitUntil = flows.CodeDead, t.Until
		case c.Request != s.request || len(c.Hash) == 0 || !now.Before(c.Expires) || a.Closed():
			why = flows.CodeExpired
		case shut(a, s.purpose) != flows.Silence:
			why = shut(a, s.purpose)
		case subtle.ConstantTimeCompare(c.Hash, codeHash(s.purpose, s.request, code)) != 1:
			why, s.facts.Left = miss(t, now, CodeTries, CodeRest, flows.CodeWrong, flows.CodeDead)
			if why == flows.CodeDead {
				*c, s.facts.WaitUntil = store.Code{}, t.Until
				s.facts.Until = time.Time{}
			}
			eff = entry(now, store.CodeRefused, s.found, letterPurpose[s.purpose].String())
		default:
			*t, c.Hash = store.Count{}, nil
			eff = join(entry(now, store.CodeAccepted, s.found, letterPurpose[s.purpose].String()), right(a, now))
		}
		return eff, nil
	})
	return why, err
}

// drawCode makes a code of codeLength characters, each as likely as the others:
// bytes at or above the largest multiple of the alphabet's size are thrown away.
func drawCode(r io.Reader) (flows.Secret, error) {
	const fair = 256 - 256%len(codeAlphabet)
	code := make([]byte, 0, codeLength)
	for b := make([]byte, 1); len(code) < codeLength; {
		if _, err := io.ReadFull(r, b); err != nil {
			return flows.Secret{}, fmt.Errorf("draw a code: %w", err)
		}
		if int(b[0]) < fair {
			code = append(code, codeAlphabet[int(b[0])%len(codeAlphabet)])
		}
	}
	return flows.Hide(string(code)), nil
}

// cleanCode is what was typed without the blanks and dashes between the groups,
// in capitals.
func cleanCode(typed flows.Secret) flows.Secret {
	return flows.Hide(strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return r
	}, typed.Reveal())))
}

// codeHash is the hash of a mailed code, bound to its purpose.
func codeHash(p store.Purpose, request string, code flows.Secret) []byte {
	return bind(request, code, byte(p))
}

// bind is the hash of a code, bound to its use and to the request it answers. The
// request is 128 random bits that are kept beside the hash, so it is a salt as
// well; the record is sealed around both.
//
// The uses are in codeHash, grantHash and inviteHash. None of them begins with
// another, so no code has the hash of one that is good for something else.
func bind(request string, code flows.Secret, use ...byte) []byte {
	salt, err := hex.DecodeString(request)
	if err != nil {
		return nil // not one of ours: equal to no stored hash, since those have 32 bytes
	}
	m := hmac.New(sha256.New, salt)
	m.Write(use)
	m.Write([]byte(code.Reveal()))
	return m.Sum(nil)
}
