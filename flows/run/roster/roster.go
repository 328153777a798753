package roster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A Merger is what Import needs of a store; see [store.Store].
type Merger interface {
	Merge(ctx context.Context, ns []nip.NIP, f func(i int, a *store.Account, known bool) (write bool, e store.Effects, err error)) error
	Units(ctx context.Context) ([]string, error)
	SetUnits(ctx context.Context, units []string) error
}

// Options say how to import. All of them may be left out but Now.
type Options struct {
	Now       time.Time // when the entries say it happened
	PreferGov bool      // take EMAIL GOV, and EMAIL where there is none
	DryRun    bool      // count what would be done, and do nothing

	// Notices makes the letters that tell somebody who uses their account that the
	// registered address is another one now, to both (ASVS 6.3.7). Nil: nobody is
	// told.
	Notices func(n nip.NIP, was, is string) ([]store.Mail, error)

	// Progress is called after each batch, from the goroutine that called Import,
	// with how many bytes of the file are done. It does not go back.
	Progress func(read int64)

	// Report gets a line for each note, in the order of the file; nothing if there
	// are none.
	Report io.Writer
	Words  Words

	batch int // people in a transaction, batchSize if 0
}

// batchSize is how many people one transaction writes. Keys are hashes, so each
// person lies on a leaf of their own, and a leaf is held in memory until the
// transaction ends: of half a million people, batches of 16,384 took 250 MiB and
// batches of this size 150, for the same work of the processor. Smaller ones wait
// for the disk more often, once a batch.
const batchSize = 4096

// Import reads a roster from src and merges it into dst.
//
// The error is a [FileError] if the file is to blame, ctx's if it was stopped,
// and otherwise dst's or the report's. Whatever the error, the Summary counts
// what was done before it (or would have been, in a dry run). After
// [store.ErrUnknown] there may be one batch more.
//
// Import returns only after its last read from src.
func Import(ctx context.Context, src io.Reader, dst Merger, o Options) (Summary, error) {
	t, err := open(src)
	if err != nil {
		return Summary{}, err
	}
	if o.batch == 0 {
		o.batch = batchSize
	}
	ctx, stop := context.WithCancel(ctx)
	batches := make(chan batch) // one is judged while another is written
	defer func() {
		stop()
		for range batches { // until the reader is done with src
		}
	}()
	go t.read(ctx, newJudge(o.PreferGov), o.batch, batches)

	order, err := dst.Units(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("import roster: %w", err)
	}
	units := newUnits(order)

	var sum Summary
	r := newReport(o.Report, o.Words)
	for b := range batches {
		if err := ctx.Err(); err != nil {
			return sum, fmt.Errorf("import roster: %w", err)
		}
		if err := r.write(b.notes); err != nil {
			return sum, fmt.Errorf("import roster: %w", err)
		}
		if err := b.merge(ctx, dst, t.cols, o); err != nil {
			return sum, fmt.Errorf("import roster, %w", err)
		}
		sum = sum.plus(b.sum)
		if err := units.add(ctx, dst, b.units); err != nil {
			return sum, fmt.Errorf("import roster: %w", err)
		}
		if o.Progress != nil {
			o.Progress(b.offset)
		}
		if errors.Is(b.err, io.EOF) {
			return sum, nil
		}
		if b.err != nil {
			return sum, b.err
		}
	}
	return sum, fmt.Errorf("import roster: %w", ctx.Err())
}

// read sends batches until the table ends or ctx does, then closes the channel.
func (t *table) read(ctx context.Context, j *judge, size int, to chan<- batch) {
	defer close(to)
	for {
		b := t.batch(j, size)
		select {
		case to <- b:
		case <-ctx.Done():
			return
		}
		if b.err != nil {
			return
		}
	}
}
