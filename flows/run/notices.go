package run

import (
	"fmt"
	"io"
	"time"

	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
)

// noticeOf says what each kind of letter without a code tells of.
var noticeOf = [store.MailKinds]letter.News{
	store.NoticePassword: letter.PasswordChanged,
	store.NoticeEmail:    letter.AddressChanged,
	store.NoticeEnrolled: letter.DeviceEnrolled,
	store.NoticeRemoved:  letter.DeviceRemoved,
	store.NoticeMFAReset: letter.MFAReset,
	store.NoticeGuessed:  letter.Guessed,
}

// mailNames name the kinds for the audit.
var mailNames = [store.MailKinds]string{
	store.MailPasswordCode: letter.ResetPassword.String(),
	store.MailMFACode:      letter.ResetMFA.String(),
	store.NoticePassword:   letter.PasswordChanged.String(),
	store.NoticeEmail:      letter.AddressChanged.String(),
	store.NoticeEnrolled:   letter.DeviceEnrolled.String(),
	store.NoticeRemoved:    letter.DeviceRemoved.String(),
	store.NoticeMFAReset:   letter.MFAReset.String(),
	store.NoticeGuessed:    letter.Guessed.String(),
}

// Notices are the letters that tell whoever has n what was done to their account,
// one to each of the addresses; note is the device, for the kinds that name one.
// They belong into the effects of the transaction that does it (ASVS 6.3.5,
// 6.3.7; NIST SP 800-63B-4 §4.2): the store that a visit is given addresses them
// and sees that they are carried. An address that is none gets no letter, and one
// that is there twice gets one.
func Notices(kind store.MailKind, n nip.NIP, now time.Time, note string, to ...string) []store.Mail {
	var all []store.Mail
	seen := map[string]bool{}
	for _, text := range to {
		a, err := address.Parse(text)
		if err != nil || seen[a.Folded()] {
			continue
		}
		seen[a.Folded()] = true
		all = append(all, store.Mail{What: kind, NIP: n, To: a.String(), Note: note, Made: now, Until: now.Add(NoticeLife), Next: now})
	}
	return all
}

// announced is an entry about a, with a notice to the registered address.
func announced(a *store.Account, now time.Time, what store.Act, kind store.MailKind, detail string) store.Effects {
	e := entry(now, what, a.NIP, detail)
	e.Mail = Notices(kind, a.NIP, now, detail, a.Email)
	return e
}

// guessed is a notice where so many wrong tries went before the right one that
// its owner should hear of them (ASVS 6.3.5).
func guessed(a *store.Account, now time.Time, wrong int) store.Effects {
	if wrong < SignInTries {
		return store.Effects{}
	}
	return store.Effects{Mail: Notices(store.NoticeGuessed, a.NIP, now, "", a.Email)}
}

// AddressChanged are the letters that tell both addresses of whoever has n that
// the registered one was changed, for who changes it without a visit. random
// gives each an ID.
func AddressChanged(n nip.NIP, now time.Time, random io.Reader, was, is string) ([]store.Mail, error) {
	letters := Notices(store.NoticeEmail, n, now, "", was, is)
	for i := range letters {
		id, err := randomHex(random, idBytes)
		if err != nil {
			return nil, fmt.Errorf("address a letter: %w", err)
		}
		letters[i].ID = id
	}
	return letters, nil
}
