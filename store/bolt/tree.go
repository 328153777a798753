package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"aktivasi/store"
)

// tree follows every pointer of the file at f that leads to a page, without
// reading the leaves, and demands that each page is used once: by one branch, or
// by the list of free pages. A million accounts have some two thousand branches,
// so it takes milliseconds.
//
// bbolt checks none of this, and one flipped bit of a pointer is enough. Pointed
// at its own ancestor it recurses until the stack is full, which nothing
// recovers. Pointed at a free page it finds what stood there before: an old
// record, rightly sealed, with the old password in it. And a free page that is
// not free is given to the next writer.
func tree(f io.ReaderAt) error {
	m, err := newest(f)
	if err != nil {
		return err
	}
	w := walk{f: f, meta: m, seen: make([]bool, m.pages)}
	err = errors.Join(w.use(0), w.use(1), w.free())
	if err == nil {
		err = w.bucket(m.root, true)
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		return fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	return err
}

type walk struct {
	f io.ReaderAt
	meta
	seen []bool // pages used or free
}

// use notes that page id has a use, which must be its only one.
func (w *walk) use(id uint64) error {
	if id >= w.pages || w.seen[id] {
		return errTree
	}
	w.seen[id] = true
	return nil
}

// header reads the first bytes of page id.
func (w *walk) header(id uint64) (page, error) {
	if id >= w.pages {
		return nil, errTree
	}
	p := make(page, pageHead)
	if _, err := w.f.ReadAt(p, int64(id)*w.pageSize); err != nil {
		return nil, err
	}
	if p.id() != id {
		return nil, errTree
	}
	return p, nil
}

// page reads page id with all that overflows from it, and notes its use.
func (w *walk) page(id uint64) (page, error) {
	h, err := w.header(id)
	if err != nil {
		return nil, err
	}
	n := uint64(h.overflow()) + 1
	if n > w.pages-id {
		return nil, errTree
	}
	for i := range n {
		if err := w.use(id + i); err != nil {
			return nil, err
		}
	}
	p := make(page, int64(n)*w.pageSize)
	_, err = w.f.ReadAt(p, int64(id)*w.pageSize)
	return p, err
}

// free notes the free pages, and those their list is written on.
func (w *walk) free() error {
	p, err := w.page(w.meta.free)
	if err != nil {
		return err
	}
	ids, n := p[pageHead:], uint64(p.count())
	if n == 0xFFFF { // too many for the header: the first number says how many
		n, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if p.flags() != freePage || n > uint64(len(ids)/8) {
		return errTree
	}
	for i := range n {
		if err := w.use(binary.NativeEndian.Uint64(ids[i*8:])); err != nil {
			return err
		}
	}
	return nil
}

// bucket follows the tree whose root is page id. The leaves of the root bucket
// hold the other buckets and are read; those of the others hold values.
func (w *walk) bucket(id uint64, root bool) error {
	level := []uint64{id}
	for {
		top, err := w.header(level[0])
		if err != nil {
			return err
		}
		// Every path is equally long, so the first page of a level tells for all.
		if top.flags() == leafPage {
			break
		}
		var next []uint64
		for _, id := range level {
			p, err := w.page(id)
			if err != nil {
				return err
			}
			if err := p.sound(w.pageSize); err != nil || p.flags() != branchPage {
				return errTree
			}
			for i := range p.count() {
				next = append(next, p.child(i))
			}
		}
		level = next
	}
	for _, id := range level {
		if !root {
			if err := w.use(id); err != nil {
				return err
			}
			continue
		}
		p, err := w.page(id)
		if err != nil {
			return err
		}
		if err := p.sound(w.pageSize); err != nil || p.flags() != leafPage {
			return errTree
		}
		for i := range p.count() {
			id, ok := p.bucket(i)
			if !ok {
				return errTree
			}
			if id == 0 { // a small bucket is a page inside the value
				continue
			}
			if err := w.bucket(id, false); err != nil {
				return err
			}
		}
	}
	return nil
}
