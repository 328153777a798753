package run

import (
	"context"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// Record writes into the audit what is done at the desk itself and changes
// nobody's record. By is who does it, or the zero NIP for nobody.
func (d *Desk) Record(ctx context.Context, st store.Store, what store.Act, by nip.NIP, detail string) error {
	return st.ChangeTerminal(ctx, d.Name, func(*store.Terminal) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{{At: d.Now(), What: what, By: by, Desk: d.Name, Detail: detail}}}, nil
	})
}

// Opened writes down that a kiosk was opened. It is called once, before the first
// visit.
func (d *Desk) Opened(ctx context.Context, st store.Store) error {
	if !d.Kiosk {
		return nil
	}
	return d.Record(ctx, st, store.KioskOpened, nip.NIP{}, "")
}
