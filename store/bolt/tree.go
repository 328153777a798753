package bolt

import (
	"encoding/binary"
	"fmt"
	"io"

	"aktivasi/store"
)

// tree follows every pointer to a page in a file of so many bytes, without
// reading the leaves, and demands that each page is used once: by one branch, or
// by the list of free pages. A million accounts have some two thousand branches,
// so it takes milliseconds.
//
// bbolt checks none of this, and one flipped bit of a pointer is enough. Pointed
// at its own ancestor it recurses until the stack is full, which nothing
// recovers. Pointed at a free page it finds what stood there before: an old
// record, rightly sealed, with the old password in it. And a free page that is
// not free is given to the next writer.
func tree(f io.ReaderAt, size int64) error {
	m, err := fitting(f, size)
	if err != nil {
		return err
	}
	w := walk{f: f, meta: m, seen: make([]bool, m.pages)}
	if err := w.all(); err != nil {
		return fmt.Errorf("%w: %v", store.ErrDamaged, err)
	}
	return nil
}

// all notes the use of every page but the leaves' overflow.
func (w *walk) all() error {
	for id := range uint64(2) { // the metas
		if err := w.use(id); err != nil {
			return err
		}
	}
	if err := w.free(); err != nil {
		return err
	}
	return w.bucket(w.root, true)
}

type walk struct {
	f io.ReaderAt
	meta
	seen []bool // pages used or free
	buf  page
}

// use notes that page id has a use, which must be its only one.
func (w *walk) use(id uint64) error {
	if id >= w.pages || w.seen[id] {
		return errTree
	}
	w.seen[id] = true
	return nil
}

// kind returns what page id says it is.
func (w *walk) kind(id uint64) (uint16, error) {
	var b [pageHead]byte
	if id >= w.pages {
		return 0, errTree
	}
	_, err := w.f.ReadAt(b[:], int64(id)*w.pageSize)
	return page(b[:]).flags(), err
}

// page reads page id with all that overflows from it, and notes its use. It is
// good until the next one.
func (w *walk) page(id uint64) (page, error) {
	if id >= w.pages {
		return nil, errTree
	}
	if w.buf == nil {
		w.buf = make(page, w.pageSize)
	}
	p := w.buf
	if _, err := w.f.ReadAt(p, int64(id)*w.pageSize); err != nil {
		return nil, err
	}
	more := uint64(p.overflow())
	if p.id() != id || more >= w.pages-id {
		return nil, errTree
	}
	for i := range more + 1 {
		if err := w.use(id + i); err != nil {
			return nil, err
		}
	}
	if more == 0 {
		return p, nil
	}
	p = append(p[:w.pageSize:w.pageSize], make(page, int64(more)*w.pageSize)...)
	_, err := w.f.ReadAt(p[w.pageSize:], int64(id+1)*w.pageSize)
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
		// Every path is equally long, so the first page of a level tells for all.
		kind, err := w.kind(level[0])
		if err != nil {
			return err
		}
		if kind == leafPage {
			break
		}
		var next []uint64
		for _, id := range level {
			p, err := w.page(id)
			if err != nil {
				return err
			}
			if err := p.sound(w.pageSize); err != nil || p.flags() != branchPage || p.count() == 0 {
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
		roots, err := p.buckets(w.pageSize)
		if err != nil {
			return err
		}
		for _, id := range roots {
			if err := w.bucket(id, false); err != nil {
				return err
			}
		}
	}
	return nil
}
