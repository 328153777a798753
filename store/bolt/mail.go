package bolt

import (
	"context"
	"fmt"
	"slices"

	"aktivasi/store"
)

var outbox = shelf[store.Mail]{
	bucket: outboxBucket, encode: store.EncodeMail, decode: store.DecodeMail,
	home: func(s *Store, m store.Mail) []byte { return s.mailKey(m.ID) },
}

func (s *Store) mailKey(id string) []byte { return s.index("letter " + id) }

// post puts letters into the outbox.
func (s *Store) post(t *txn, ms []store.Mail) error {
	if len(ms) == 0 {
		return nil
	}
	b, err := bucket(t.Tx, outboxBucket)
	if err != nil {
		return err
	}
	paths := s.paths(t.Tx)
	for _, m := range ms {
		key := s.mailKey(m.ID)
		if _, _, err := paths.look(b, key); err != nil {
			return err
		}
		if b.Get(key) != nil {
			return fmt.Errorf("%v: one of that ID is in the outbox", m)
		}
		sealed, err := outbox.seal(s, key, m)
		if err != nil {
			return err
		}
		if err := t.put(b, outboxBucket, key, nil, sealed); err != nil {
			return err
		}
	}
	return nil
}

// Outbox implements [store.Store].
func (s *Store) Outbox(ctx context.Context) (all []store.Mail, err error) {
	err = outbox.each(ctx, s, func(m store.Mail) error { all = append(all, m); return nil })
	slices.SortFunc(all, store.Mail.Compare)
	return all, err
}

// ChangeMail implements [store.Store].
func (s *Store) ChangeMail(ctx context.Context, id string, f func(*store.Mail) (keep bool, e store.Effects, err error)) error {
	return spot[store.Mail]{shelf: outbox, key: s.mailKey(id), name: "letter"}.change(ctx, s, f)
}
