package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"aktivasi/flows/nip"
)

// ErrTooMany is that of more text than an index is made for.
var ErrTooMany = errors.New("too many people for an index")

// most is how many bytes of names there may be, and how many of offices: those of
// some ten million people. Offsets have 32 bits, and folding makes a text up to
// eleven times as long (U+FDFA, Unicode Standard Annex 15 §9).
const most = 256 << 20

// Build reads everybody whom walk calls its function with, and returns an index
// of them. That is for the background: of a million people it takes three seconds
// of a processor, besides what walk takes. It holds none of the caller's text. An
// error of walk's, of ctx when it ends the work, and of a person without a number
// leaves no index.
func Build(ctx context.Context, walk func(func(Person) error) error) (*Index, error) {
	x := new(Index)
	b := builder{x: x, most: most, unitIDs: map[string]uint32{}}
	err := walk(func(p Person) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return b.add(p)
	})
	if err == nil {
		err = b.finish(ctx)
	}
	if err != nil {
		x.Close()
		return nil, fmt.Errorf("build index: %w", err)
	}
	return x, nil
}

// A builder takes people in as they come, and puts them into order at the end.
type builder struct {
	x       *Index
	most    int
	unitIDs map[string]uint32
	names   gathering
	offices gathering
	folded  []byte
}

func (b *builder) add(p Person) error {
	x := b.x
	if p.NIP == (nip.NIP{}) {
		return fmt.Errorf("person %d has no NIP", len(x.numbers)+1)
	}
	if len(x.names.bytes)+len(p.Name) > b.most || len(x.units.bytes)+len(p.Unit) > b.most {
		return ErrTooMany
	}
	unit, known := b.unitIDs[p.Unit]
	if !known {
		unit = uint32(len(b.unitIDs))
		x.units.add([]byte(p.Unit))
		b.unitIDs[p.Unit] = unit
		b.offices.add(b.fold(p.Unit))
	}
	x.numbers = append(x.numbers, pack(p.NIP))
	x.names.add([]byte(p.Name))
	b.names.add(b.fold(p.Name))
	x.unit = append(x.unit, unit)
	x.kinds = append(x.kinds, p.Kind)
	x.states = append(x.states, p.State)
	return nil
}

func (b *builder) fold(s string) []byte {
	b.folded = fold(b.folded[:0], s)
	return b.folded
}

func (b *builder) finish(ctx context.Context) error {
	x := b.x
	names, offices := b.names.sort(), b.offices.sort()
	if err := ctx.Err(); err != nil {
		return err
	}
	order := make([]uint32, len(x.numbers))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int {
		if c := slices.Compare(b.names.text(i), b.names.text(j)); c != 0 {
			return c
		}
		return cmp.Compare(x.numbers[i], x.numbers[j])
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	x.inNames, x.inUnits = b.names.words(names, order), b.offices.words(offices, nil)

	came := x.people
	defer came.wipe()
	x.people = people{
		numbers: ordered(came.numbers, order),
		names:   texts{make([]byte, 0, len(came.names.bytes)), make([]uint32, 0, len(order))},
		unit:    ordered(came.unit, order),
		kinds:   ordered(came.kinds, order),
		states:  ordered(came.states, order),
	}
	for _, i := range order {
		x.names.add(came.names.at(int(i)))
	}
	return nil
}

// ordered returns a column in another order.
func ordered[T any](column []T, order []uint32) []T {
	in := make([]T, len(order))
	for to, from := range order {
		in[to] = column[from]
	}
	return in
}
