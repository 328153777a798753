package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"aktivasi/store"
)

// The start of a bbolt file: two meta pages, written in turn, each with a
// checksum. Numbers are in the machine's own order (bbolt v1.5.0,
// internal/common/page.go and meta.go).
const (
	pageHead = 16 // id u64, flags u16, count u16, overflow u32
	metaLen  = 64 // magic, version, page size, flags u32; root, sequence, freelist, pages, txid, checksum u64
	metaSum  = 56 // where the checksum stands, and how much it covers

	magic  = 0xED0CDAED
	format = 2
)

// A meta is what a commit leaves behind: how to find everything else.
type meta struct {
	pageSize int64
	root     uint64 // the page of the root bucket
	free     uint64 // the first page of the list of free pages
	pages    uint64 // how many pages there are, used and free
	txid     uint64
}

// parseMeta reads the meta in a page's first bytes. It is not sound where its
// checksum is wrong.
func parseMeta(page []byte) (m meta, sound bool) {
	b := page[pageHead:]
	u32, u64 := binary.NativeEndian.Uint32, binary.NativeEndian.Uint64
	m = meta{int64(u32(b[8:])), u64(b[16:]), u64(b[32:]), u64(b[40:]), u64(b[48:])}
	return m, u64(b[metaSum:]) == checksum(b) && u32(b) == magic && u32(b[4:]) == format
}

func checksum(meta []byte) uint64 {
	h := fnv.New64a()
	h.Write(meta[:metaSum]) //nolint:errcheck // a hash never fails
	return h.Sum64()
}

// guard looks at a file of so many bytes before bbolt does, and refuses what
// bbolt would make into a new store (an empty one) or fault on (a short one). It
// reads only what is right at every moment, for no lock is held yet: the metas,
// of which one is, and the size, which grows before a meta needs it.
func guard(f io.ReaderAt, size int64) error {
	_, err := fitting(f, size)
	return err
}

// fitting returns the newest meta, if the pages it counts are there.
func fitting(f io.ReaderAt, size int64) (meta, error) {
	m, err := newest(f)
	if err != nil {
		return meta{}, err
	}
	if size%m.pageSize != 0 {
		return meta{}, fmt.Errorf("%w: it is cut off in the middle of a page", store.ErrDamaged)
	}
	if has := uint64(size / m.pageSize); m.pages > has {
		return meta{}, fmt.Errorf("%w: %d of its %d pages are missing", store.ErrDamaged, m.pages-has, m.pages)
	}
	return m, nil
}

// newest returns the meta that bbolt will go by: the sound one of the later
// transaction.
//
// One may be torn, where the power went while it was written; that transaction
// was not acknowledged, and the other meta is the truth. One that a single bit
// would mend was not torn but rotted. If its transaction is the later one, to
// fall back would undo what was acknowledged, a used code or a new password, so
// that is damage.
func newest(f io.ReaderAt) (meta, error) {
	var best, rotten meta
	empty := true
	look := func(at int64) (sound bool, err error) {
		page := make([]byte, pageHead+metaLen)
		n, err := f.ReadAt(page, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, cause(err)
		}
		empty = empty && n == 0
		if n < len(page) {
			return false, nil
		}
		m, sound := parseMeta(page)
		if !sound {
			if was, ok := mended(page); ok {
				rotten = was
			}
		}
		if sound = sound && m.pageSize >= 1<<10 && m.pageSize <= 1<<24 && m.pageSize&(m.pageSize-1) == 0; sound && m.txid >= best.txid {
			best = m
		}
		return sound, nil
	}
	first, err := look(0)
	if err != nil {
		return meta{}, err
	}
	if first {
		_, err = look(best.pageSize)
	} else {
		// The second page begins where the first ends, and only the first knows
		// where that is: try all sizes that bbolt knows.
		for at := int64(1 << 10); at <= 1<<24 && err == nil && best == (meta{}); at <<= 1 {
			_, err = look(at)
		}
	}
	switch {
	case err != nil:
		return meta{}, err
	case empty:
		return meta{}, fmt.Errorf("%w: the file is empty", store.ErrDamaged)
	case best == (meta{}):
		return meta{}, fmt.Errorf("%w: not a store, or cut off near its start", store.ErrDamaged)
	case rotten.txid > best.txid:
		return meta{}, fmt.Errorf("%w: a bit of its first pages has flipped", store.ErrDamaged)
	}
	return best, nil
}

// mended returns the meta that page holds but for one flipped bit, if that is
// all that is wrong with it.
func mended(page []byte) (meta, bool) {
	p := bytes.Clone(page)
	for i := pageHead * 8; i < len(p)*8; i++ {
		p[i/8] ^= 1 << (i % 8)
		if m, sound := parseMeta(p); sound {
			return m, true
		}
		p[i/8] ^= 1 << (i % 8)
	}
	return meta{}, false
}
