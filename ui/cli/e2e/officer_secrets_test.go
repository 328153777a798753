//go:build e2e && linux

package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A secret must not be read anywhere; on the terminal not in that stretch of what
// was said, of which 0 is the end of all.
type secret struct {
	what, text string
	from, to   int
}

// mailed is what a letter may have, and nothing else.
const mailed = "a mailed code"

// keep notes what must never be read anywhere.
func (b *bureau) keep(what string, texts ...string) {
	for _, s := range texts {
		b.secrets = append(b.secrets, secret{what: what, text: s})
	}
}

// spent notes what was shown or typed in clear, and must not be read from now on.
func (b *bureau) spent(what, text string) {
	b.secrets = append(b.secrets, secret{what: what, text: text, from: len(b.all())})
}

// offers types keys with a code among them, which may stand there until it was
// judged.
func (b *bureau) offers(code, keys, says string) {
	b.t.Helper()
	for i, s := range b.secrets {
		if s.text == code && s.to == 0 {
			b.secrets[i].to = len(b.all())
		}
	}
	b.press(keys)
	b.until(says)
	b.spent("a code", code)
}

// unread checks that none of the secrets can be read: on the terminal, in letters,
// in the log and the rest of the data folder, in the files, and in what else was
// said. A letter may have the code it brings.
func (b *bureau) unread(files map[string]string) {
	b.t.Helper()
	all := map[string]string{}
	for name, text := range files {
		all[name] = text
	}
	kept, err := filepath.Glob(filepath.Join(b.dir, "data", "*"))
	if err != nil || len(kept) < 2 {
		b.t.Errorf("in the data folder there is %q, %v", kept, err)
	}
	for _, path := range kept {
		text, err := os.ReadFile(path)
		if err != nil {
			b.t.Fatal(err)
		}
		all[filepath.Base(path)] = string(text)
	}
	for i, l := range b.post.all() {
		all[fmt.Sprintf("letter %d, to %s", i+1, l.to)] = l.text
	}
	for where, text := range all {
		flat := squash(text)
		for _, s := range b.secrets {
			if strings.Contains(flat, squash(s.text)) && !(strings.HasPrefix(where, "letter ") && s.what == mailed) {
				b.t.Errorf("in %s stands %s", where, s.what)
			}
		}
		if where != "aktivasi.db" { // sealed, and long enough for any six digits
			b.untold(where, text)
		}
	}
	said := b.all()
	for _, s := range b.secrets {
		if s.to == 0 {
			s.to = len(said)
		}
		if strings.Contains(squash(ansi.Strip(said[s.from:s.to])), squash(s.text)) {
			b.t.Errorf("on the terminal stands %s", s.what)
		}
	}
	b.untold("the terminal", ansi.Strip(said))
}

// untold checks that none of the phones' codes stands in text, by itself: among
// the digits of a time or of a hash it may.
func (b *bureau) untold(where, text string) {
	b.t.Helper()
	for _, p := range b.phones {
		for _, code := range p.typed {
			if regexp.MustCompile(`(^|[^0-9A-Za-z.])` + code + `([^0-9A-Za-z]|$)`).MatchString(text) {
				b.t.Errorf("in %s stands a phone's code", where)
			}
		}
	}
}

// all are the letters that came, in their order.
func (s *sink) all() []taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]taken(nil), s.letters...)
}

// notice waits for a letter to an address that says something.
func (s *sink) notice(address, says string) {
	s.t.Helper()
	await(s.t, fmt.Sprintf("a letter to %s says %q", address, says), func() bool {
		for _, l := range s.all() {
			if strings.Contains(l.to, "<"+address+">") && strings.Contains(l.text, says) {
				return true
			}
		}
		return false
	})
}
