package run

import (
	"context"
	"sync"

	"aktivasi/flows"
	"aktivasi/flows/address"
	"aktivasi/flows/run/letter"
)

// A Mailbox is the post of practice mode: letters are put where the person who
// plays can open them on the same screen. It forgets them with the program. The
// zero Mailbox is empty.
type Mailbox struct {
	mu   sync.Mutex
	last map[address.Address]flows.Letter
}

// deadMailbox is a domain whose letters get lost, as those to an address that is
// no longer read do: they leave, and nobody ever sees them.
const deadMailbox = "@lama.example"

// Send implements [Carrier].
func (m *Mailbox) Send(_ context.Context, l letter.Letter) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if isDead(l.To) || l.Code.Empty() { // the screen shows the letter that is waited for
		return nil
	}
	if m.last == nil {
		m.last = map[address.Address]flows.Letter{}
	}
	m.last[l.To] = flows.Letter{To: l.To.String(), Subject: l.Subject, Code: l.Code}
	return nil
}

// Last returns the latest letter to an address, or the zero Letter: no letter
// has come, or ever will.
func (m *Mailbox) Last(to address.Address) flows.Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[to]
}

// clear empties the mailbox.
func (m *Mailbox) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = nil
}

func isDead(to address.Address) bool {
	s := to.String()
	return len(s) > len(deadMailbox) && s[len(s)-len(deadMailbox):] == deadMailbox
}
