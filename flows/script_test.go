package flows

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// A script is a journey in words, one word a happening:
//
//	submit              every field filled in
//	submit-OTP          all but that one
//	submit~             all, and the two new passwords are not the same
//	choose:GoDevice/1   the second of them; /0 may be left out
//	back resend help quit wake
//	accept refuse:CodeWrong   what the world answers, and why
//	late:accept         the same, to the question before: it must be dropped
//	!submit             cannot happen now: it must be refused and change nothing
//	30s                 so much time goes by
//	+MFA -Weak devices=2 wait=30s   what the world knows from now on and tells with its next answer
//	@AtName ?CodeSent   where one must be then, and what one is told
//	|                   nothing; for the eye
//
// The world of a script answers as the real one may (see replies), and forgets
// everybody when it is asked to.
type script struct {
	testing.TB
	now   time.Time
	s     Session
	eff   Effect
	past  Ref   // the question before the one that is out
	knows Facts // what the world would tell
}

// morning is when every script begins.
var morning = time.Date(2026, 1, 2, 9, 0, 0, 0, time.UTC)

// someone is what the world knows once it knows anybody.
var someone = Facts{
	Mail:   "joh*****@gmail.com",
	Letter: Letter{Code: Hide("RQ7X-4M2K")},
	Person: Person{NIP: Hide("199001012015011001"), Name: "Budi Santoso", Email: Hide("john@gmail.com")},
}

func play(tb testing.TB, words string) *script {
	tb.Helper()
	p := &script{TB: tb, now: morning, knows: someone}
	for i, w := range strings.Fields(words) {
		if err := p.word(w); err != nil {
			tb.Fatalf("word %d of the script, %s at %v: %v", i+1, w, p.s.State, err)
		}
	}
	return p
}

func (p *script) word(w string) error {
	switch {
	case w == "|":
	case w[0] == '@':
		if p.s.State.String() != w[1:] {
			return fmt.Errorf("we are at %v", p.s.State)
		}
	case w[0] == '?':
		if p.s.Say.String() != w[1:] {
			return fmt.Errorf("what is said is %v", p.s.Say)
		}
	case w[0] == '+' || w[0] == '-' || strings.Contains(w, "="):
		return p.learn(w)
	case w[0] == '!':
		e, err := p.event(w[1:])
		if err != nil {
			return err
		}
		var not *NotHereError
		return p.refused(e, func(err error) bool { return errors.As(err, &not) && not.At == p.s.State && not.On == e.Kind })
	case strings.HasPrefix(w, "late:"):
		e, err := p.event(strings.TrimPrefix(w, "late:"))
		if err != nil {
			return err
		}
		e.Ref = p.past
		return p.refused(e, func(err error) bool { return errors.Is(err, ErrStale) })
	default:
		if d, err := time.ParseDuration(w); err == nil {
			p.now = p.now.Add(d)
			return nil
		}
		e, err := p.event(w)
		if err != nil {
			return err
		}
		return p.step(e)
	}
	return nil
}

// step lets e happen.
func (p *script) step(e Event) error {
	if e.Kind >= Ready && !slices.Contains(replies[p.s.Doing], e.Kind) {
		return fmt.Errorf("no world answers %v to %v", e.Kind, p.s.Doing)
	}
	s, eff, err := Step(p.s, e, p.now)
	if err != nil {
		return err
	}
	if p.s.Pending != 0 && s.Pending != p.s.Pending {
		p.past = p.s.Pending
	}
	if eff.Do == Forget {
		p.knows = p.knows.public()
	}
	p.s, p.eff = s, eff
	return nil
}

// refused lets e happen and expects that nothing comes of it.
func (p *script) refused(e Event, as func(error) bool) error {
	s, eff, err := Step(p.s, e, p.now)
	switch {
	case err == nil:
		return fmt.Errorf("it led to %v", s.State)
	case !as(err):
		return fmt.Errorf("it was refused with %w", err)
	case !reflect.DeepEqual(s, p.s) || eff != Effect{}:
		return fmt.Errorf("it was refused with %w, yet something changed", err)
	}
	return nil
}

// event reads a happening.
func (p *script) event(w string) (Event, error) {
	name, arg, _ := strings.Cut(w, ":")
	name, without, _ := strings.Cut(name, "-")
	name, differ := strings.CutSuffix(name, "~")
	k, ok := named(Kinds, func(k Kind) bool { return strings.EqualFold(k.String(), name) })
	if !ok {
		return Event{}, fmt.Errorf("no such happening")
	}
	e := Event{Kind: k}
	if k < Ready {
		e.Answers = filled() // a screen sends what stands in its fields with every key
	}
	switch {
	case k == Submit:
		for f := range Fields {
			if f.String() == without {
				e.Answers[f] = Secret{}
			}
		}
		if differ {
			e.Answers[Confirmation] = Hide("Kopi-Hangat7-Sori")
		}
	case k == Choose:
		pick, index, many := strings.Cut(arg, "/")
		if e.Pick, ok = named(ChoicesN, func(c Choice) bool { return c.String() == pick }); !ok {
			return e, fmt.Errorf("no such choice")
		}
		if many {
			if _, err := fmt.Sscan(index, &e.Index); err != nil {
				return e, err
			}
		}
	case k >= Ready:
		if e.Why, ok = named(Reasons, func(r Reason) bool { return r.String() == arg }); !ok && arg != "" {
			return e, fmt.Errorf("no such reason")
		}
		f := p.knows
		e.Ref, e.Facts = p.s.Pending, &f
	}
	return e, nil
}

// learn changes what the world knows.
func (p *script) learn(w string) error {
	f, yes := &p.knows, w[0] == '+'
	name, value, _ := strings.Cut(strings.TrimLeft(w, "+-"), "=")
	switch name {
	case "Practice":
		f.Practice, f.People = yes, make([]Player, Parts)
	case "NoAddress":
		f.NoAddress = yes
	case "MFA":
		f.MFA, f.Devices = yes, nil
		if yes {
			f.Devices = make([]Device, 1)
		}
	case "PostWaits":
		f.Post = PostSent
		if yes {
			f.Post = PostWaiting
		}
	case "Console": // a chief in a kiosk whose clock is wrong
		f.Kiosk, f.Clock, f.Console = true, Clock{State: ClockBad}, board(true)
		f.Console.Officers[0].Self = true
		f.Console.Cases = []Case{{Number: 1, Known: true}, {Number: 2}}
	case "Granted":
		f.Console.Granted = Secret{}
		if yes {
			f.Console.Granted = Hide("K7M2QXPT")
		}
	case "lifts":
		if _, err := fmt.Sscan(value, &f.Lifts); err != nil {
			return err
		}
	case "Weak":
		f.Weak = yes
	case "Key":
		f.Key = Hide("JBSWY3DPEHPK3PXP")
		if !yes {
			f.Key = Secret{}
		}
	case "devices":
		var n int
		if _, err := fmt.Sscan(value, &n); err != nil {
			return err
		}
		f.MFA, f.Devices = n > 0, make([]Device, n)
	case "wait", "resend":
		d, err := time.ParseDuration(value)
		if err != nil {
			return err
		}
		if name == "wait" {
			f.WaitUntil = p.now.Add(d)
		} else {
			f.ResendAt = p.now.Add(d)
		}
	default:
		return fmt.Errorf("no such fact")
	}
	return nil
}

// named finds a constant by its name.
func named[T ~int](count T, is func(T) bool) (T, bool) {
	for v := range count {
		if is(v) {
			return v, true
		}
	}
	return 0, false
}

// filled is every field as somebody might fill it in.
func filled() Answers {
	return Answers{
		NIP: Hide("199001012015011001"), CaptchaText: Hide("aKt7x"), Address: Hide("john@gmail.com"),
		MailedCode: Hide("RQ7X-4M2K"), Password: Hide("Kopi-Hangat7-Sore"), OTP: Hide("287082"),
		NewPassword: Hide("Teh-Dingin8-Pagi"), Confirmation: Hide("Teh-Dingin8-Pagi"), DeviceName: Hide("HP Baru"),
		Query: Hide("budi"), OtherNIP: Hide("198802292012122003"), OfficerName: Hide("Dewi Anggraini"),
	}
}
