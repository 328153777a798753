//go:build linux || darwin || freebsd

package errand

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"testing/synctest"
	"time"
)

var errInUse = errors.New("in use")

func TestCarry(t *testing.T) {
	t.Parallel()
	there := func(_ context.Context, r Request) error {
		_, err := fmt.Fprint(r.Out, "there")
		return err
	}
	// Nobody has the store.
	var out bytes.Buffer
	err := Carry(t.Context(), t.TempDir(), "slip", Request{Out: &out}, errInUse, func(_ context.Context, r Request) error {
		in, err := io.ReadAll(r.In) // nothing given is nothing to read, here as well as there
		fmt.Fprintf(r.Out, "here %d", len(in))
		return err
	})
	if err != nil || out.String() != "here 0" {
		t.Errorf("out %q, err %v", &out, err)
	}
	// A kiosk is starting: it has the store, and will have a socket.
	out.Reset()
	folder, tries := t.TempDir(), 0
	err = Carry(t.Context(), folder, "slip", Request{Out: &out}, errInUse, func(context.Context, Request) error {
		if tries++; tries == 3 {
			serveAt(t, folder, map[string]Handler{"slip": there})
		}
		return fmt.Errorf("open store: %w", errInUse)
	})
	if err != nil || out.String() != "there" || tries != 3 {
		t.Errorf("out %q, err %v after %d tries", &out, err, tries)
	}
	// What fails for another reason is not tried again, here or there.
	full := errors.New("disk full")
	err = Carry(t.Context(), t.TempDir(), "slip", Request{}, errInUse, func(context.Context, Request) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("err = %v, want %v", err, full)
	}
	err = Carry(t.Context(), folder, "backup", Request{}, errInUse, func(context.Context, Request) error {
		t.Error("carried out here although somebody listens")
		return nil
	})
	if err == nil {
		t.Error("an errand that is not known was carried out")
	}
}

// A store that stays in use is said to be, after a second and not before.
func TestCarryGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		from := time.Now()
		here := func(context.Context, Request) error { return errInUse }
		err := Carry(t.Context(), t.TempDir(), "slip", Request{}, errInUse, here)
		if took := time.Since(from); !errors.Is(err, errInUse) || took < patience || took > patience+2*pause {
			t.Errorf("err = %v after %v", err, took)
		}
		ctx, leave := context.WithCancelCause(t.Context())
		leave(io.EOF)
		if err := Carry(ctx, t.TempDir(), "slip", Request{}, errInUse, here); !errors.Is(err, io.EOF) {
			t.Errorf("err = %v, want the cause", err)
		}
	})
}
