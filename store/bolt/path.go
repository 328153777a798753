package bolt

import (
	"bytes"
	"fmt"
	"os"
	"sort"

	"go.etcd.io/bbolt"

	"aktivasi/store"
)

// look reads the pages from the root of b down to the leaf where key is or would
// be, and demands that they agree: each page sound, each one's first key the one
// its parent gives for it, and its last below the next one's first.
//
// bbolt checks none of this and builds on it. One flipped bit of a key, and
// bbolt, having written a leaf, does not find its place in the parent (node.go,
// spill): it puts the new leaf beside the old one, which is free and yet still
// found. The change was acknowledged, and the old password is back. So no record
// is read or written but by a path that was looked at, which in a store of a
// million is three small reads from the page cache.
//
// The leaf is good until the next look. It is nil where the bucket is too small
// to have a page. limit is where the next leaf begins, nil after the last.
func (p *paths) look(b *bbolt.Bucket, key []byte) (leaf page, limit []byte, err error) {
	id := uint64(b.Root())
	if id == 0 {
		return nil, nil, nil // a small bucket, inside a page that tree has seen
	}
	var first []byte // what the parent says: nil for the root, as is limit
	for {
		pg, err := p.page(id)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: %v", store.ErrDamaged, err)
		}
		n := pg.count()
		if n == 0 && (first != nil || pg.flags() == branchPage) ||
			first != nil && !bytes.Equal(pg.key(0), first) ||
			limit != nil && bytes.Compare(pg.key(n-1), limit) >= 0 {
			return nil, nil, fmt.Errorf("%w: %v", store.ErrDamaged, errTree)
		}
		if pg.flags() == leafPage {
			if !pg.values() {
				return nil, nil, fmt.Errorf("%w: %v", store.ErrDamaged, errTree)
			}
			return pg, limit, nil
		}
		// The last child that begins at or before key, or the first.
		i := max(0, sort.Search(n, func(i int) bool { return bytes.Compare(pg.key(i), key) > 0 })-1)
		first, id = pg.key(i), pg.child(i)
		if i+1 < n {
			limit = pg.key(i + 1)
		}
	}
}

// paths looks at paths in one transaction. An import takes thousands of them
// through the same branches, which are kept; leaves share one buffer.
type paths struct {
	f        *os.File
	pageSize int64
	pages    uint64
	branches map[uint64]page
	buf      page
}

func (s *Store) paths(tx *bbolt.Tx) *paths {
	return &paths{f: s.file, pageSize: s.pageSize, pages: uint64(tx.Size() / s.pageSize), branches: make(map[uint64]page)}
}

// find copies what stands under key in b: nil if nothing does.
func (p *paths) find(b *bbolt.Bucket, key []byte) ([]byte, error) {
	leaf, _, err := p.look(b, key)
	if err != nil {
		return nil, err
	}
	if leaf == nil {
		return bytes.Clone(b.Get(key)), nil
	}
	n := leaf.count()
	i := sort.Search(n, func(i int) bool { return bytes.Compare(leaf.key(i), key) >= 0 })
	if i == n || !bytes.Equal(leaf.key(i), key) {
		return nil, nil
	}
	return bytes.Clone(leaf.value(i)), nil
}

// longest is more than any page has: bbolt puts two to four records on one
// however large they are, and put lets none be larger than most. A flipped bit
// in a length can ask for four gigabytes.
const longest = 8 * most

// page reads page id with all that overflows from it, and sees that it is sound.
// It reads the file and not bbolt's mapping of it: what is committed is the same
// in both. It is good until the next one.
func (p *paths) page(id uint64) (page, error) {
	if pg, ok := p.branches[id]; ok {
		return pg, nil
	}
	if id >= p.pages {
		return nil, errTree
	}
	if p.buf == nil {
		p.buf = make(page, p.pageSize)
	}
	pg := p.buf
	if _, err := p.f.ReadAt(pg, int64(id)*p.pageSize); err != nil {
		return nil, cause(err)
	}
	if pg.id() != id {
		return nil, errTree
	}
	if more := int64(pg.overflow()); more > 0 {
		if more*p.pageSize > longest || uint64(more) >= p.pages-id {
			return nil, errTree
		}
		pg = append(pg[:p.pageSize:p.pageSize], make(page, more*p.pageSize)...)
		if _, err := p.f.ReadAt(pg[p.pageSize:], (int64(id)+1)*p.pageSize); err != nil {
			return nil, cause(err)
		}
	}
	if err := pg.sound(p.pageSize); err != nil {
		return nil, err
	}
	if pg.flags() == branchPage { // and the buffer goes with it
		p.branches[id], p.buf = pg, nil
	}
	return pg, nil
}
