package hash

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"golang.org/x/crypto/argon2"

	"aktivasi/flows"
	"aktivasi/flows/password"
)

var pw = flows.Hide("Kopi-pagi-sungai-layar-7")

// cheap is for tests that are not about the cost.
var cheap = Params{Memory: 64, Time: 1, Lanes: 1}

func chance() io.Reader { return rand.NewChaCha8([32]byte{1}) }

func TestHash(t *testing.T) {
	t.Parallel()
	h := New(chance())
	record, err := h.Hash(t.Context(), pw)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(record, "$argon2id$v=19$m=19456,t=2,p=1$") || len(record) != 31+22+1+43 {
		t.Errorf("record %s", record)
	}
	for _, c := range []struct {
		text string
		want bool
	}{
		{"Kopi-pagi-sungai-layar-7", true},
		{"kopi-pagi-sungai-layar-7", false},
		{"Kopi-pagi-sungai-layar-7 ", false},
		{"Kopi-pagi-sungai-layar-", false},
		{"", false},
	} {
		ok, stale, err := h.Verify(t.Context(), record, flows.Hide(c.text))
		if ok != c.want || stale || err != nil {
			t.Errorf("%q: %v, stale %v, %v", c.text, ok, stale, err)
		}
	}
	if again, err := h.Hash(t.Context(), pw); err != nil || again == record {
		t.Errorf("the same record twice, %v", err)
	}
}

// TestReference verifies records of the reference program (phc-winner-argon2,
// src/test.c, version 0x13).
func TestReference(t *testing.T) {
	t.Parallel()
	h := New(chance())
	for _, c := range []struct {
		record, text string
		want         bool
	}{
		{"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password", true},
		{"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "Password", false},
		{"$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHU$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", "password", false},
	} {
		if ok, _, err := h.Verify(t.Context(), c.record, flows.Hide(c.text)); ok != c.want || err != nil {
			t.Errorf("%s, %s: %v, %v", c.record, c.text, ok, err)
		}
	}
}

// TestForms holds that a password is the same in every normal form, and all of
// it counts.
func TestForms(t *testing.T) {
	t.Parallel()
	h := New(chance())
	h.now = cheap
	for _, c := range []struct{ set, typed string }{
		{"Cafe\u0301-Pagi-2026", "Caf\u00e9-Pagi-2026"},
		{"Caf\u00e9-Pagi-2026", "Cafe\u0301-Pagi-2026"},
		{strings.Repeat("\u1112\u1161\u11ab", password.Max), strings.Repeat("\ud55c", password.Max)}, // 1152 bytes, 384 in NFC
	} {
		record, err := h.Hash(t.Context(), flows.Hide(c.set))
		if err != nil {
			t.Fatal(err)
		}
		if ok, _, err := h.Verify(t.Context(), record, flows.Hide(c.typed)); !ok || err != nil {
			t.Errorf("%q is not %q: %v", c.typed, c.set, err)
		}
	}

	// The last of 128 characters, too.
	long := strings.Repeat("a", password.Max-1)
	record, err := h.Hash(t.Context(), flows.Hide(long+"b"))
	if err != nil {
		t.Fatal(err)
	}
	if ok, _, _ := h.Verify(t.Context(), record, flows.Hide(long+"c")); ok {
		t.Error("the last of 128 characters does not count")
	}
}

// counting returns a Hasher that notes what it would compute.
func counting() (*Hasher, *[]PHC) {
	h, made := New(chance()), new([]PHC)
	h.key = func(_, salt []byte, time, memory uint32, threads uint8, size uint32) []byte {
		*made = append(*made, PHC{Params{memory, time, threads}, salt, make([]byte, size)})
		return make([]byte, size)
	}
	return h, made
}

// TestDummy holds that nobody costs what somebody costs: as many computations,
// with the same parameters and sizes.
func TestDummy(t *testing.T) {
	t.Parallel()
	h, made := counting()
	record, err := h.Hash(t.Context(), pw)
	if err != nil {
		t.Fatal(err)
	}
	*made = nil
	if _, _, err := h.Verify(t.Context(), record, pw); err != nil {
		t.Fatal(err)
	}
	if err := h.Dummy(t.Context(), pw); err != nil {
		t.Fatal(err)
	}
	if len(*made) != 2 {
		t.Fatalf("%d computations, want one each", len(*made))
	}
	a, b := (*made)[0], (*made)[1]
	if a.Params != b.Params || len(a.Salt) != len(b.Salt) || len(a.Key) != len(b.Key) {
		t.Errorf("somebody %+v, nobody %+v", a, b)
	}
	if a.Params != Today() {
		t.Errorf("computed with %+v, want %+v", a.Params, Today())
	}
}

// TestTooLong holds that no work is done for a password that nobody can have, and
// that it is just wrong for somebody and for nobody alike.
func TestTooLong(t *testing.T) {
	t.Parallel()
	h, made := counting()
	record, err := h.Hash(t.Context(), pw)
	if err != nil {
		t.Fatal(err)
	}
	*made = nil
	for _, text := range []string{
		strings.Repeat("a", password.Max+1),
		strings.Repeat("é", password.Max+1),
		strings.Repeat("\xff", password.Max+1),
		strings.Repeat("a", 1<<10+1),
		strings.Repeat("a\u0300", 1<<20),
		"a" + strings.Repeat("\u0300", 1<<20),
	} {
		pw := flows.Hide(text)
		if _, err := h.Hash(t.Context(), pw); !errors.Is(err, ErrTooLong) {
			t.Errorf("hash %d bytes: %v", len(text), err)
		}
		if ok, stale, err := h.Verify(t.Context(), record, pw); ok || stale || err != nil {
			t.Errorf("verify %d bytes: %v, %v, %v", len(text), ok, stale, err)
		}
		if err := h.Dummy(t.Context(), pw); err != nil {
			t.Errorf("dummy %d bytes: %v", len(text), err)
		}
	}
	if len(*made) != 0 {
		t.Errorf("%d computations", len(*made))
	}
	for _, text := range []string{"", strings.Repeat("😀", password.Max)} {
		if _, err := h.Hash(t.Context(), flows.Hide(text)); err != nil {
			t.Errorf("hash %d bytes: %v", len(text), err)
		}
	}
}

// TestHugeIsFree holds that a password of any length is refused unread. It runs
// alone, for it looks at what the whole process allocates.
func TestHugeIsFree(t *testing.T) {
	h, _ := counting()
	pw := flows.Hide(strings.Repeat("a\u0300", 4<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := h.Hash(t.Context(), pw); !errors.Is(err, ErrTooLong) {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes allocated", n)
	}
}

func TestStale(t *testing.T) {
	t.Parallel()
	h := New(chance())
	h.now = cheap
	record, err := h.Hash(t.Context(), pw)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		now  Params
		want bool
	}{
		{cheap, false},
		{Params{65, 1, 1}, true},
		{Params{64, 2, 1}, true},
		{Params{64, 1, 2}, true},
		{Params{32, 1, 1}, false}, // nobody makes a record cheaper
	} {
		h.now = c.now
		if ok, stale, err := h.Verify(t.Context(), record, pw); !ok || stale != c.want || err != nil {
			t.Errorf("now %+v: %v, stale %v, %v", c.now, ok, stale, err)
		}
		if _, stale, _ := h.Verify(t.Context(), record, flows.Hide("no")); stale {
			t.Errorf("now %+v: a wrong password is told that the record is stale", c.now)
		}
	}

	h.now = cheap
	p, err := Parse(record)
	if err != nil {
		t.Fatal(err)
	}
	p.Key = argon2.IDKey([]byte(pw.Reveal()), p.Salt, p.Time, p.Memory, p.Lanes, 16)
	if ok, stale, err := h.Verify(t.Context(), p.String(), pw); !ok || !stale || err != nil {
		t.Errorf("a short key: %v, stale %v, %v", ok, stale, err)
	}
}

// A waiting context is done, but not yet when it is first asked: as if it ended
// in between.
type waiting struct {
	context.Context
	asked bool
}

func (w *waiting) Err() error {
	if !w.asked {
		w.asked = true
		return nil
	}
	return w.Context.Err()
}

// TestTurns holds that two compute and no more, that who waits may leave, and
// that the place is free again afterwards.
func TestTurns(t *testing.T) {
	t.Parallel()
	h := New(chance())
	var under, peak atomic.Int32
	begun, finish := make(chan struct{}, 16), make(chan struct{})
	h.key = func(_, _ []byte, _, _ uint32, _ uint8, size uint32) []byte {
		n := under.Add(1)
		for m := peak.Load(); n > m && !peak.CompareAndSwap(m, n); m = peak.Load() {
		}
		begun <- struct{}{}
		<-finish
		under.Add(-1)
		return make([]byte, size)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := h.Hash(t.Context(), pw); err != nil {
				t.Error(err)
			}
		})
	}
	<-begun
	<-begun // both places are taken now

	ctx, leave := context.WithCancel(t.Context())
	leave()
	if err := h.Dummy(&waiting{Context: ctx}, pw); !errors.Is(err, context.Canceled) {
		t.Errorf("who left while waiting: %v", err)
	}

	close(finish)
	wg.Wait()
	if n := peak.Load(); n != atOnce {
		t.Errorf("%d at once, want %d", n, atOnce)
	}
	for range 20 { // a free place and a gone person: never one of the two at random
		if err := h.Dummy(ctx, pw); !errors.Is(err, context.Canceled) {
			t.Fatalf("who was gone before: %v", err)
		}
	}
}

func TestSaltFails(t *testing.T) {
	t.Parallel()
	h := New(iotest.ErrReader(io.ErrUnexpectedEOF))
	if record, err := h.Hash(t.Context(), pw); !errors.Is(err, io.ErrUnexpectedEOF) || record != "" {
		t.Errorf("%q, %v", record, err)
	}
	h = New(strings.NewReader("fifteen bytes.."))
	if _, err := h.Hash(t.Context(), pw); err == nil {
		t.Error("a short salt: no error")
	}
	if _, err := New(nil).Hash(t.Context(), pw); err != nil {
		t.Errorf("the system's chance: %v", err)
	}
}

func BenchmarkHash(b *testing.B) {
	h := New(chance())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.Hash(b.Context(), pw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	h := New(chance())
	record, err := h.Hash(b.Context(), pw)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if ok, _, err := h.Verify(b.Context(), record, pw); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
}
