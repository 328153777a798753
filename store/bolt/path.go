package bolt

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// path reads the pages from the root of b down to the leaf where key is or would
// be, and demands that they agree: each page sound, each one's first key the one
// its parent gives for it, and its last below the next one's first.
//
// bbolt checks none of this and builds on it. One flipped bit of a key, and
// bbolt, having written a leaf, does not find its place in the parent (node.go,
// spill): it puts the new leaf beside the old one, which is free and yet still
// found. The change was acknowledged, and the old password is back. So no record
// is read or written but by a path that was looked at. That is three small reads
// from the page cache in a store of a million.
func (s *Store) path(tx *bbolt.Tx, b *bbolt.Bucket, key []byte) error {
	pages := uint64(tx.Size() / s.pageSize)
	id := uint64(b.Root())
	if id == 0 {
		return nil // a small bucket, inside a page that tree has seen
	}
	var first, limit []byte // what the parent says: nil for the root, and for no limit
	for {
		p, err := s.page(id, pages)
		if err == nil {
			err = p.sound(s.pageSize)
		}
		if err != nil {
			return fmt.Errorf("%w: %v", store.ErrDamaged, err)
		}
		n := p.count()
		if n == 0 && (first != nil || p.flags() == branchPage) ||
			first != nil && !bytes.Equal(p.key(0), first) ||
			limit != nil && bytes.Compare(p.key(n-1), limit) >= 0 {
			return fmt.Errorf("%w: %v", store.ErrDamaged, errTree)
		}
		if p.flags() == leafPage {
			return nil
		}
		i := 0 // the last child that begins at or before key, or the first
		for i+1 < n && bytes.Compare(p.key(i+1), key) <= 0 {
			i++
		}
		first, id = p.key(i), p.child(i)
		if i+1 < n {
			limit = p.key(i + 1)
		}
	}
}

// find is value by a path that was looked at.
func (s *Store) find(tx *bbolt.Tx, b *bbolt.Bucket, key []byte) ([]byte, error) {
	if err := s.path(tx, b, key); err != nil {
		return nil, err
	}
	return value(b, key)
}

// page reads page id with all that overflows from it. It reads the file and not
// bbolt's mapping of it: what is committed is the same in both.
func (s *Store) page(id, pages uint64) (page, error) {
	if id >= pages {
		return nil, errTree
	}
	p := make(page, s.pageSize)
	if _, err := s.file.ReadAt(p, int64(id)*s.pageSize); err != nil {
		return nil, cause(err)
	}
	if p.id() != id {
		return nil, errTree
	}
	if more := int64(p.overflow()); more > 0 {
		if more*s.pageSize > longest || uint64(more) >= pages-id {
			return nil, errTree
		}
		p = append(p, make(page, more*s.pageSize)...)
		if _, err := s.file.ReadAt(p[s.pageSize:], (int64(id)+1)*s.pageSize); err != nil {
			return nil, cause(err)
		}
	}
	return p, nil
}
