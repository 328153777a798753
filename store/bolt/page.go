package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// Kinds of page, and the flag of a key whose value is a bucket (bbolt v1.5.0,
// internal/common/page.go).
const (
	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
	bucketFlag = 0x01
)

// After the header of a branch or leaf come its elements, 16 bytes each, and
// after them what they point at, in order. All is counted from the element.
//
//	branch  pos, key size u32, page u64
//	leaf    flags, pos, key size, value size u32
const elemLen = 16

var errTree = errors.New("its pages do not hang together")

// A page is its bytes, header included.
type page []byte

func (p page) id() uint64       { return binary.NativeEndian.Uint64(p) }
func (p page) flags() uint16    { return binary.NativeEndian.Uint16(p[8:]) }
func (p page) count() int       { return int(binary.NativeEndian.Uint16(p[10:])) }
func (p page) overflow() uint32 { return binary.NativeEndian.Uint32(p[12:]) }

// sound sees that a branch or leaf is what bbolt writes: keys in order, each
// element right after the last, and no page more than they need. bbolt frees as
// many pages as the header says, whosever they are.
func (p page) sound(pageSize int64) error {
	n := p.count()
	end := uint64(pageHead + n*elemLen)
	if p.flags() != branchPage && p.flags() != leafPage || end > uint64(len(p)) {
		return errTree
	}
	for i := range n {
		at, ksize, vsize := p.span(i)
		if at != end || ksize == 0 || at+ksize+vsize > uint64(len(p)) {
			return errTree
		}
		end += ksize + vsize
		if i > 0 && bytes.Compare(p.key(i-1), p.key(i)) >= 0 {
			return errTree
		}
	}
	if need := (end + uint64(pageSize) - 1) / uint64(pageSize); need != uint64(p.overflow())+1 {
		return errTree
	}
	return nil
}

// span returns where element i's key begins, and how long key and value are.
func (p page) span(i int) (at, ksize, vsize uint64) {
	e := pageHead + i*elemLen
	u32 := func(n int) uint64 { return uint64(binary.NativeEndian.Uint32(p[e+4*n:])) }
	if p.flags() == branchPage {
		return uint64(e) + u32(0), u32(1), 0
	}
	return uint64(e) + u32(1), u32(2), u32(3)
}

// key returns the key of element i of a sound page.
func (p page) key(i int) []byte {
	at, ksize, _ := p.span(i)
	return p[at : at+ksize]
}

// child returns the page that element i of a sound branch points to.
func (p page) child(i int) uint64 {
	return binary.NativeEndian.Uint64(p[pageHead+i*elemLen+8:])
}

// value returns the value of element i of a sound leaf.
func (p page) value(i int) []byte {
	at, ksize, vsize := p.span(i)
	return p[at+ksize : at+ksize+vsize]
}

// nested reports whether element i of a sound leaf is a bucket.
func (p page) nested(i int) bool {
	return binary.NativeEndian.Uint32(p[pageHead+i*elemLen:])&bucketFlag != 0
}

// values reports whether a sound leaf holds nothing but values.
func (p page) values() bool {
	for i := range p.count() {
		if p.nested(i) {
			return false
		}
	}
	return true
}

// buckets returns the pages at which the trees of the buckets on a leaf begin.
// The value is root and sequence, u64. A small bucket has root 0 and its only
// page right after: bbolt may copy that to the heap, and must not read beyond.
func (p page) buckets(pageSize int64) (roots []uint64, err error) {
	if err := p.sound(pageSize); err != nil || p.flags() != leafPage {
		return nil, errTree
	}
	for i := range p.count() {
		v := p.value(i)
		if !p.nested(i) || len(v) < 16 {
			return nil, errTree
		}
		if root := binary.NativeEndian.Uint64(v); root != 0 {
			roots = append(roots, root)
			continue
		}
		only := page(v[16:])
		if len(only) < pageHead || only.sound(pageSize) != nil || only.flags() != leafPage || !only.values() {
			return nil, errTree
		}
	}
	return roots, nil
}
