package bolt

import (
	"context"

	"aktivasi/store"
)

var terminals = shelf[store.Terminal]{bucket: terminalsBucket, encode: store.EncodeTerminal, decode: store.DecodeTerminal}

// ChangeTerminal implements [store.Store].
func (s *Store) ChangeTerminal(ctx context.Context, name string, f func(*store.Terminal) (store.Effects, error)) error {
	return spot[store.Terminal]{
		shelf: terminals, key: s.index("terminal " + name), name: "terminal", fresh: &store.Terminal{},
	}.change(ctx, s, stays(f))
}
