package flows

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
)

// Whatever is printed, logged or marshalled, and however deep a secret lies in
// it, the text does not come out.
func TestSecretNeverPrints(t *testing.T) {
	const word = "hunter2hunter2"
	s := Hide(word)
	facts := Facts{
		People:  []Player{{NIP: "199001012015011001", Name: "Budi", Password: s}},
		Captcha: Captcha{Letters: s},
		Letter:  Letter{To: "budi@kantor.example", Subject: "Kode", Code: s},
		Phrase:  s,
		Person:  Person{NIP: s, Name: "Budi", Email: s},
		Key:     s, URI: s,
	}
	var answers Answers
	for f := range answers {
		answers[f] = s
	}
	type inner struct{ hidden Secret } // fmt cannot call String here
	event := Event{Kind: Submit, Answers: answers, Facts: &facts}
	session, effect, err := Step(Session{State: AtSignIn, NIP: s, Facts: facts}, event, zero)
	if err != nil || effect.Answers[Password] != s {
		t.Fatalf("the secret is not in the effect: %v", err)
	}
	session.Facts = facts

	for name, v := range map[string]any{
		"secret": s, "pointer": &s, "inside": inner{s}, "slice": []Secret{s}, "map": map[string]Secret{"a": s}, "key": map[Secret]int{s: 1},
		"answers": answers, "event": event, "effect": effect, "session": session, "facts": facts,
		"person": facts.Person, "player": facts.People, "letter": facts.Letter, "captcha": facts.Captcha,
		"all": struct {
			inner
			any
			E Event
			S *Session
		}{inner{s}, effect, event, &session},
	} {
		var log bytes.Buffer
		for _, h := range []slog.Handler{slog.NewJSONHandler(&log, nil), slog.NewTextHandler(&log, nil)} {
			slog.New(h).Info("x", "v", v, slog.Group("g", "v", v))
			slog.New(h).With("v", v).Error("x", "err", fmt.Errorf("could not: %v", v))
		}
		outs := []string{log.String(), fmt.Sprint(v), fmt.Sprintln(v), fmt.Errorf("%w", errors.New(fmt.Sprint(v))).Error()}
		for _, verb := range "vTtbcdoOqxXUeEfFgGsp" {
			for _, flag := range []string{"", "+", "#", "-40", "040", " "} {
				outs = append(outs, fmt.Sprintf("%"+flag+string(verb), v))
			}
		}
		for _, marshal := range []func(any) ([]byte, error){
			json.Marshal,
			xml.Marshal,
			func(v any) ([]byte, error) {
				var b bytes.Buffer
				err := gob.NewEncoder(&b).Encode(v)
				return b.Bytes(), err
			},
		} {
			// Some of these cannot be marshalled in some of the ways, which is safe too.
			out, err := marshal(v)
			outs = append(outs, string(out), fmt.Sprint(err))
		}
		for _, out := range outs {
			for _, leak := range []string{word, strings.ToUpper(word), fmt.Sprintf("%x", word), fmt.Sprintf("%X", word), fmt.Sprint([]byte(word))} {
				if strings.Contains(out, leak) {
					t.Errorf("%s leaked: %s", name, out)
				}
			}
		}
	}
	if s.Reveal() != word || (Secret{}).Reveal() != "" || !(Secret{}).Empty() || s.Empty() {
		t.Error("Reveal does not tell")
	}
	fmt.Fprint(io.Discard, Secret{}) // the zero Secret prints as well
	if got := fmt.Sprint(Secret{}, Hide(""), s); strings.Trim(got, "• ") != "" {
		t.Errorf("one can tell by the dots what is behind them: %s", got)
	}
}

// Errors are shown and logged; they name the state and the happening and hold
// nothing that was typed.
func TestNotHereError(t *testing.T) {
	_, _, err := Step(Session{}, Event{Kind: Submit, Answers: filled()}, zero)
	if err == nil || err.Error() != "no Submit at AtStart" {
		t.Errorf("%v", err)
	}
}
