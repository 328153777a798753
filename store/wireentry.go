package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"aktivasi/flows/nip"
)

type wireEntry struct {
	V      int       `json:"v"`
	At     time.Time `json:"at"`
	What   string    `json:"what"`
	Whom   wireMark  `json:"whom,omitzero"`
	By     wireMark  `json:"by,omitzero"`
	Desk   string    `json:"desk,omitempty"`
	Visit  string    `json:"visit,omitempty"`
	Unit   string    `json:"unit,omitempty"`
	Detail string    `json:"detail,omitempty"`
}

type wireMark struct {
	Key    string `json:"key,omitempty"`
	Masked string `json:"masked"`
}

// EncodeEntry turns e into JSON, as it is read: the numbers must have gone (see
// [Entry.Marked]). What was read from a record, of any version since 2, is that
// record again to the byte: the chain is reckoned over them, and whoever reads
// entries may reckon it again.
func EncodeEntry(e Entry) ([]byte, error) {
	w, err := wireOfEntry(e)
	return write(e.What, w, err)
}

// DecodeEntry is the reverse of EncodeEntry, with the errors of Decode. An entry
// of version 1 has marks without keys; for those, [MarkEntry] comes first.
func DecodeEntry(b []byte) (Entry, error) {
	return read("entry", b, entryUpgrades[:], wireEntry.entry)
}

// MarkEntry returns b, an entry of any version, as one that names nobody. Those of
// version 1 named people by number; mark says what stands for it now.
func MarkEntry(b []byte, mark func(nip.NIP) Mark) ([]byte, error) {
	v, err := version(b)
	if err == nil && v == 1 {
		if b, err = marked(b, mark); err != nil {
			err = fmt.Errorf("%w: from version 1: %v", ErrDamaged, err)
		}
	}
	if err == nil {
		_, err = DecodeEntry(b)
	}
	if err != nil {
		return nil, fmt.Errorf("mark entry: %w", err)
	}
	return b, nil
}

func wireOfEntry(e Entry) (wireEntry, error) {
	if e.What <= 0 || e.What >= Acts {
		return wireEntry{}, fmt.Errorf("no act %d", int(e.What))
	}
	if e.NIP != (nip.NIP{}) || e.By != (nip.NIP{}) {
		return wireEntry{}, errors.New("a number is not marked")
	}
	var t times
	w := wireEntry{e.version(), t.utc(e.At), acts[e.What], wireMark(e.Whom), wireMark(e.Who), e.Desk, e.Visit, e.Unit, e.Detail}
	return w, errors.Join(t.err, legible(e.Whom.Masked, e.Who.Masked, e.Desk, e.Visit, e.Unit, e.Detail), e.Whom.sound(), e.Who.sound())
}

// version is the first that can hold e, so that an old entry stays what the chain
// has it as.
func (e Entry) version() int {
	if e.Unit == "" {
		return 2
	}
	return 3
}

func (w wireEntry) entry() (e Entry, err error) {
	var t times
	act, ok := find(acts[1:], w.What)
	if !ok {
		return Entry{}, errors.New("no such act")
	}
	e.At, e.What, e.Desk, e.Visit, e.Unit, e.Detail = t.utc(w.At), Act(act+1), w.Desk, w.Visit, w.Unit, w.Detail
	e.Whom, e.Who = Mark(w.Whom), Mark(w.By)
	if err := errors.Join(t.err, e.Whom.sound(), e.Who.sound()); err != nil {
		return Entry{}, err
	}
	return e, nil
}

// sound sees that the key of m is one, or none.
func (m Mark) sound() error {
	if b, err := hex.DecodeString(m.Key); err != nil || len(b) != 0 && len(b) != 16 {
		return errors.New("a mark without a key")
	}
	return nil
}

// An entry of version 1.
type wireEntry1 struct {
	V      int       `json:"v"`
	At     time.Time `json:"at"`
	What   string    `json:"what"`
	NIP    string    `json:"nip"`
	Detail string    `json:"detail"`
}

// nameless is the upgrade from version 1 by one who has not the key.
func nameless(b []byte) ([]byte, error) {
	return marked(b, func(n nip.NIP) Mark { return Mark{Masked: n.Masked()} })
}

// marked is the upgrade from version 1: whom in place of nip.
func marked(b []byte, mark func(nip.NIP) Mark) ([]byte, error) {
	var old wireEntry1
	if err := strict(b, &old); err != nil {
		return nil, err
	}
	n, err := number(old.NIP)
	if err != nil {
		return nil, err
	}
	return json.Marshal(wireEntry{V: 2, At: old.At, What: old.What, Whom: wireMark(mark(n)), Detail: old.Detail})
}
