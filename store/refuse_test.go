package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/storetest"
)

func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	b, err := store.Encode(storetest.Full(1))
	if err != nil {
		t.Fatal(err)
	}
	full := string(b)
	sub := func(old, new string) string {
		if !strings.Contains(full, old) {
			t.Fatalf("the record has no %s", old)
		}
		return strings.Replace(full, old, new, 1)
	}
	for name, tt := range map[string]struct {
		record string
		want   error
	}{
		"nothing":               {"", store.ErrDamaged},
		"no version":            {sub(`"v":3,`, ``), store.ErrDamaged},
		"version 0":             {sub(`"v":3,`, `"v":0,`), store.ErrDamaged},
		"version 4":             {sub(`"v":3,`, `"v":4,`), store.ErrVersion},
		"version 99999":         {sub(`"v":3,`, `"v":99999,`), store.ErrDamaged},
		"an unknown field":      {sub(`"v":3,`, `"v":3,"x":1,`), store.ErrDamaged},
		"something after":       {full + "{}", store.ErrDamaged},
		"cut":                   {full[:len(full)-1], store.ErrDamaged},
		"no kind":               {sub(`"pppk-part-time"`, `"asn"`), store.ErrDamaged},
		"no purpose":            {sub(`"reset-mfa"`, `"reset"`), store.ErrDamaged},
		"no counter":            {sub(`"mfa-code"`, `"code"`), store.ErrDamaged},
		"no number":             {sub(storetest.NIP(1).String(), `123`), store.ErrDamaged},
		"a number for a secret": {sub(`"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"`, `75757575`), store.ErrDamaged},
		"a secret for a time":   {sub(`"enrolled":"`, `"enrolled":"RAHASIA`), store.ErrDamaged},
		"no year":               {sub(`"last_sign_in":"2026`, `"last_sign_in":"9999-12-31T23:59:59-23:59","x":"`), store.ErrDamaged},
	} {
		a, err := store.Decode([]byte(tt.record))
		if !errors.Is(err, tt.want) || a.NIP != (nip.NIP{}) {
			t.Errorf("%s: %v, err = %v, want %v", name, a, err, tt.want)
			continue
		}
		for _, secret := range []string{"RAHASIA", "7575", storetest.NIP(1).String(), "JBSW"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error %q tells what it read", name, err)
			}
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*store.Account){
		"no number":  func(a *store.Account) { a.NIP = nip.NIP{} },
		"no kind":    func(a *store.Account) { a.Kind = -1 },
		"no text":    func(a *store.Account) { a.Devices[1].Name = "\xff" },
		"no secret":  func(a *store.Account) { a.Pending.Secret = flows.Hide("\xff") },
		"no request": func(a *store.Account) { a.Codes[1].Request = "\xff" },
		"no name":    func(a *store.Account) { a.Retired[1].Name = "\xff" },
		"no ending":  func(a *store.Account) { a.Retired[1].Ended = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"year 10000": func(a *store.Account) { a.Tries[1].Until = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"year 0":     func(a *store.Account) { a.LastSignIn = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		a := storetest.Full(1)
		spoil(&a)
		if _, err := store.Encode(a); err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), storetest.NIP(1).String()) {
			t.Errorf("%s: the error %q holds the number", name, err)
		}
	}
}

// An entry cannot be written as its author hands it in, with a number in clear.
func TestEntryRefuses(t *testing.T) {
	t.Parallel()
	n := storetest.NIP(1)
	for name, e := range map[string]store.Entry{
		"a number":          {What: store.SignedIn, NIP: n},
		"an officer's":      {What: store.SignedIn, By: n},
		"half a mark":       {What: store.SignedIn, Whom: store.Mark{Key: "0f"}},
		"no mark":           {What: store.SignedIn, Who: store.Mark{Key: strings.Repeat("x", 32)}},
		"no text as detail": {What: store.SignedIn, Detail: "\xff"},
		"no text as desk":   {What: store.SignedIn, Desk: "\xff"},
		"no text as visit":  {What: store.SignedIn, Visit: "\xff"},
		"no text as unit":   {What: store.SignedIn, Unit: "\xff"},
		"no text as mask":   {What: store.SignedIn, Whom: store.Mark{Masked: "\xff"}},
		"year 10000":        {What: store.SignedIn, At: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if b, err := store.EncodeEntry(e); err == nil {
			t.Errorf("%s: written as %s", name, b)
		} else if strings.Contains(err.Error(), n.String()) {
			t.Errorf("%s: the error %q holds the number", name, err)
		}
	}
	e := store.Entry{What: store.SignedIn, NIP: n, By: storetest.NIP(2)}.Marked(func(n nip.NIP) store.Mark { return store.Mark{Masked: n.Masked()} })
	if e.NIP != (nip.NIP{}) || e.By != (nip.NIP{}) || e.Whom.Masked != n.Masked() || e.Who.Masked != storetest.NIP(2).Masked() {
		t.Errorf("marked: %+v", e)
	}
}

// What a text in a record cannot be, in the kinds that TestEncodeRefuses leaves.
func TestRefuses(t *testing.T) {
	t.Parallel()
	far := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	officer := func(spoil func(*store.Officer)) error {
		o := storetest.FullOfficer(1)
		spoil(&o)
		return last(store.EncodeOfficer(o))
	}
	letter := func(spoil func(*store.Mail)) error {
		m := storetest.Letter(1)
		spoil(&m)
		return last(store.EncodeMail(m))
	}
	acase := func(spoil func(*store.Case)) error {
		c := storetest.FullCase(1)
		spoil(&c)
		return last(store.EncodeCase(c))
	}
	for name, err := range map[string]error{
		"officer: number":  officer(func(o *store.Officer) { o.NIP = nip.NIP{} }),
		"officer: name":    officer(func(o *store.Officer) { o.Name = "\xff" }),
		"officer: invite":  officer(func(o *store.Officer) { o.Invite.Request = "\xff" }),
		"officer: expires": officer(func(o *store.Officer) { o.Invite.Expires = far }),
		"officer: added":   officer(func(o *store.Officer) { o.Added = far }),
		"letter: ID":       letter(func(m *store.Mail) { m.ID = "" }),
		"letter: to":       letter(func(m *store.Mail) { m.To = "\xff" }),
		"letter: code":     letter(func(m *store.Mail) { m.Code = flows.Hide("\xff") }),
		"letter: note":     letter(func(m *store.Mail) { m.Note = "\xff" }),
		"letter: until":    letter(func(m *store.Mail) { m.Until = far }),
		"case: number":     acase(func(c *store.Case) { c.Number = 0 }),
		"case: name":       acase(func(c *store.Case) { c.Name = "\xff" }),
		"case: unit":       acase(func(c *store.Case) { c.Unit = "\xff" }),
		"case: desk":       acase(func(c *store.Case) { c.Desk = "\xff" }),
		"case: opened":     acase(func(c *store.Case) { c.Opened = far }),
		"terminal: slips":  last(store.EncodeTerminal(store.Terminal{Slips: []time.Time{far}})),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		} else if strings.Contains(err.Error(), storetest.NIP(1).String()) || strings.Contains(err.Error(), "Siti") {
			t.Errorf("%s: the error %q tells", name, err)
		}
	}
	// And what is read must be known, to the last field.
	for name, err := range map[string]error{
		"officer":  last(store.DecodeOfficer([]byte(`{"v":3,"nip":"199001012015011001","kind":"pns","role":"kepala","x":1}`))),
		"case":     last(store.DecodeCase([]byte(`{"v":3,"number":1,"kind":"other","state":"open","x":1}`))),
		"letter":   last(store.DecodeMail([]byte(`{"v":3,"id":"1","what":"mfa-code","to":"","state":"waiting","x":1}`))),
		"terminal": last(store.DecodeTerminal([]byte(`{"v":3,"level":1,"x":1}`))),
		"entry":    last(store.DecodeEntry([]byte(`{"v":3,"at":"2026-04-14T05:00:00Z","what":"signed-in","nip":""}`))),
		"mark":     last(store.MarkEntry([]byte(`{"v":1,"at":"2026-04-14T05:00:00Z","what":"signed-in","nip":"1"}`), nil)),
	} {
		if !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: err = %v, want %v", name, err, store.ErrDamaged)
		}
	}
}
