package run

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/run/letter"
	"aktivasi/store"
)

// How letters are carried. A letter stands in the outbox from the transaction
// that made it necessary until the server has it, or it is of no more use: over
// restarts, and at least once. A letter that is tried again is the same letter,
// with the same code.
const (
	PostPatience  = 4 * time.Second  // how long a person waits for the first attempt
	FirstPause    = 5 * time.Second  // before the second, and then twice as long each time
	LongestPause  = time.Minute      // for a letter with a code, which lives ten minutes
	LongestRest   = 30 * time.Minute // for any other
	NoticeLife    = 24 * time.Hour   // of a letter without a code: a day later nobody is warned by it
	longestSilent = time.Minute      // between two looks at an outbox that has nothing to do
	breath        = time.Second      // after an attempt that failed, whichever letter is next
)

// pause is how long a letter rests that lives so long and was tried so often.
func pause(tries int, life time.Duration) time.Duration {
	longest := LongestRest
	if life <= CodeLife {
		longest = LongestPause
	}
	d := FirstPause
	for range tries - 1 {
		if d *= 2; d >= longest {
			return longest
		}
	}
	return d
}

// An office is who carries letters, as all terminals of a program share them.
type office struct {
	mu   sync.Mutex
	out  map[string]where // letters that are not just lying there, by their ID
	bell chan struct{}
}

// A where is what is known of a letter besides what is in the outbox.
type where int

const (
	inOutbox   where = iota
	onTheWay         // it is being carried
	handedOver       // the server has it, and the disk would not hear of it
)

// take reports whether the letter is now the caller's to carry. Two never carry
// one letter, or the person would get it twice without need.
func (o *office) take(id string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.out[id] != inOutbox {
		return false
	}
	if o.out == nil {
		o.out = make(map[string]where)
	}
	o.out[id] = onTheWay
	return true
}

// bring ends what take began.
func (o *office) bring(id string, to where) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if to == inOutbox {
		delete(o.out, id)
		return
	}
	o.out[id] = to
}

func (o *office) is(id string) where {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.out[id]
}

func (o *office) ring() chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.bell == nil {
		o.bell = make(chan struct{}, 1)
	}
	return o.bell
}

// deliver tries to hand over a letter that was queued a moment ago, and waits no
// longer than PostPatience for it. What takes longer goes on behind.
func (d *Desk) deliver(ctx context.Context, st store.Store, m store.Mail) flows.Post {
	if !d.office.take(m.ID) {
		return flows.PostWaiting
	}
	ctx = context.WithoutCancel(ctx) // a question that was given up still has its letter on the way
	handed := make(chan error, 1)
	go func() { handed <- d.carry(ctx, m) }()
	select {
	case err := <-handed:
		return d.carried(ctx, st, m, err)
	case <-d.after(PostPatience):
		go func() { d.carried(ctx, st, m, <-handed) }()
		return flows.PostWaiting
	}
}

// carry writes a letter out and hands it to the carrier.
func (d *Desk) carry(ctx context.Context, m store.Mail) (err error) {
	defer func() {
		if recover() != nil { // it may have been about to print the letter
			err = errors.New("the carrier panicked")
		}
	}()
	l, err := d.write(m)
	if err != nil {
		return err
	}
	return d.Mail.Send(ctx, l)
}

// write is the letter that m stands for.
func (d *Desk) write(m store.Mail) (l letter.Letter, err error) {
	to, err := address.Parse(m.To)
	if err != nil {
		return l, unwritable{err}
	}
	switch m.What {
	case store.MailPasswordCode, store.MailMFACode:
		return letter.Code(letterPurpose[purposeOf(m.What)], to, m.Code, m.Until, d.Zone, d.Office), nil
	default:
		return letter.Notice(noticeOf[m.What], to, m.Made, d.Zone, d.Office, m.Note), nil
	}
}

// purposeOf is what the code in a letter is for, of one that has a code.
func purposeOf(k store.MailKind) store.Purpose {
	if k == store.MailMFACode {
		return store.ResetMFA
	}
	return store.ResetPassword
}

// brings reports whether letters of that kind bring a code.
func brings(k store.MailKind) bool { return k == store.MailPasswordCode || k == store.MailMFACode }

// An unwritable letter has nobody to go to.
type unwritable struct{ error }

func (unwritable) Temporary() bool { return false }

// lasting reports whether err says that the letter can never go through: the
// carrier must say so itself, as [aktivasi/flows/run/smtp.Error] does.
func lasting(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && !t.Temporary()
}

// carried writes down what became of an attempt, and says so. A letter that was
// handed over and could not be taken out of the outbox is carried again by the
// next run of the program: better two letters than none.
func (d *Desk) carried(ctx context.Context, st store.Store, m store.Mail, err error) flows.Post {
	now, became, is := d.Now(), flows.PostSent, inOutbox
	defer func() { d.office.bring(m.ID, is) }()
	switch {
	case err == nil:
		if err = st.ChangeMail(ctx, m.ID, drop); err != nil {
			is = handedOver
		}
	case !lasting(err):
		became = flows.PostWaiting
		d.Log.WarnContext(ctx, "letter waits", "letter", m, "tries", m.Tries+1, "err", err.Error())
		err = st.ChangeMail(ctx, m.ID, func(m *store.Mail) (bool, store.Effects, error) {
			m.Tries++
			m.Next = now.Add(pause(m.Tries, m.Until.Sub(m.Made)))
			return true, store.Effects{}, nil
		})
	default:
		became = flows.PostFailed
		d.Log.ErrorContext(ctx, "letter refused", "letter", m, "err", err.Error())
		err = errors.Join(void(ctx, st, m), st.ChangeMail(ctx, m.ID, func(m *store.Mail) (bool, store.Effects, error) {
			m.Tries++
			m.State, m.Code = store.MailRefused, flows.Secret{}
			return true, entry(now, store.MailFailed, m.NIP, mailNames[m.What]+", refused"), nil
		}))
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		d.Log.ErrorContext(ctx, "what became of a letter was not written down", "letter", m, "err", err.Error())
	}
	return became
}

// drop takes a letter out of the outbox, and its code out of the store.
func drop(*store.Mail) (bool, store.Effects, error) { return false, store.Effects{}, nil }

// void takes back the code of a letter that can never arrive, and the turn it
// took: the person may ask for another at once.
func void(ctx context.Context, st store.Store, m store.Mail) error {
	if !brings(m.What) {
		return nil
	}
	err := st.Change(ctx, m.NIP, func(a *store.Account) (store.Effects, error) {
		c := &a.Codes[purposeOf(m.What)]
		if c.Mail != m.ID || len(c.Hash) == 0 {
			return store.Effects{}, nil // another has taken its place
		}
		for i, at := range a.Mailed {
			if at.Equal(c.Sent) {
				a.Mailed = append(a.Mailed[:i:i], a.Mailed[i+1:]...)
				break
			}
		}
		*c = store.Code{}
		return store.Effects{}, nil
	})
	if err != nil {
		return fmt.Errorf("void the code of a letter: %w", err)
	}
	return nil
}

// whereabouts says what became of the letter that this visit asked for last.
func (v *Visit) whereabouts(ctx context.Context, st store.Store, s *state) (flows.Post, error) {
	letters, err := st.Outbox(ctx) // some thousand bytes: what is sent is not there
	for _, m := range letters {
		switch {
		case m.ID != s.letter:
		case m.State == store.MailRefused:
			return flows.PostFailed, nil
		default:
			return flows.PostWaiting, nil
		}
	}
	return flows.PostSent, err
}

// lookAtPost says what became of a letter that could not be handed over at once.
// It answers Ready, with CodeSent once the server has it, or Refuse with
// MailFailed where it will never have it, or with CodeExpired where the code is
// no longer the one that counts.
func (v *Visit) lookAtPost(ctx context.Context, s *state) (flows.Kind, flows.Reason, error) {
	if s.request == "" {
		s.facts.Post = flows.PostFailed
		return flows.Refuse, flows.MailFailed, nil
	}
	st, err := v.desk.Store(ctx)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	// The letter first: where it is not there any more, the code says why.
	post, err := v.whereabouts(ctx, st, s)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	a, err := st.Account(ctx, s.found)
	if err != nil {
		return flows.Fail, flows.Silence, err
	}
	c := a.Codes[s.purpose]
	switch {
	case post == flows.PostWaiting && c.Request == s.request:
		s.facts.Post = post
		return flows.Ready, flows.Silence, nil
	case post == flows.PostFailed, s.facts.Post == flows.PostWaiting && c.Request == s.request && !v.desk.Now().Before(c.Expires):
		s.request, s.facts.Post, s.facts.ResendAt = "", flows.PostFailed, time.Time{}
		return flows.Refuse, flows.MailFailed, nil
	case c.Request != s.request:
		s.facts.Post = flows.PostFailed
		return flows.Refuse, flows.CodeExpired, nil
	}
	s.facts.Post = flows.PostSent
	v.arrived(s)
	return flows.Ready, flows.CodeSent, nil
}

// arrived shows the letter on the same screen, where this is practice.
func (v *Visit) arrived(s *state) {
	if v.desk.Practice == nil {
		return
	}
	if to, err := address.Parse(s.email); err == nil {
		s.facts.Letter = v.desk.Practice.Mailbox.Last(to)
	}
}
