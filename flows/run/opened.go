package run

import (
	"context"

	"aktivasi/store"
)

// Opened writes down that the desk was opened. It is called once, before the
// first visit.
func (d *Desk) Opened(ctx context.Context, st store.Store) error {
	if !d.Kiosk {
		return nil
	}
	return st.ChangeTerminal(ctx, d.Name, func(*store.Terminal) (store.Effects, error) {
		return store.Effects{Entries: []store.Entry{{At: d.Now(), What: store.KioskOpened, Desk: d.Name}}}, nil
	})
}
