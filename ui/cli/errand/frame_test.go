package errand

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
)

func nothing() error { return nil }

// FuzzRelay: what is accepted can be sent again and means the same, no more comes
// out than went in, and nothing panics.
func FuzzRelay(f *testing.F) {
	f.Add([]byte("o\x00\x00\x00\x03outn\x00\x00\x00\x04notee\x00\x00\x00\x02{}"))
	f.Add([]byte("e\x00\x00\x00\x26{\"text\":\"full\",\"hint\":\"rest\",\"code\":3}"))
	f.Add([]byte("o\x00\x00\x80\x01"))
	f.Add([]byte("e\x00\x00\x00\x0d{\"code\": 256}"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		var again, out, notes bytes.Buffer
		s := newSender(&again, nothing, func() {})
		err := relay(bytes.NewReader(stream), io.MultiWriter(&out, s.out()), io.MultiWriter(&notes, s.notes()))
		if out.Len()+notes.Len() > len(stream) {
			t.Fatalf("%d bytes came out of %d", out.Len()+notes.Len(), len(stream))
		}
		var told *Error
		if errors.As(err, &told) == errors.Is(err, ErrCut) && err != nil {
			t.Fatalf("err = %v is neither an end nor a cut, or both", err)
		}
		if errors.Is(err, ErrCut) {
			return
		}
		if told != nil && (len(told.Text) > maxText || len(told.Advice) > maxAdvice) {
			return // not of our making
		}
		if bad := s.end(ending(err)); bad != nil {
			t.Fatal(bad)
		}
		var out2, notes2 bytes.Buffer
		err2 := relay(&again, &out2, &notes2)
		if !bytes.Equal(out.Bytes(), out2.Bytes()) || !bytes.Equal(notes.Bytes(), notes2.Bytes()) {
			t.Fatal("the second time something else came out")
		}
		var told2 *Error
		if errors.As(err2, &told2) != (told != nil) || told != nil && *told != *told2 {
			t.Fatalf("the second time it ended %v, not %v", err2, err)
		}
	})
}

// Long writes are cut into frames that a reader takes, none is empty, and none
// comes after the end.
func TestSender(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, frameMax - 1, frameMax, frameMax + 1, 3*frameMax + 7} {
		var stream, got bytes.Buffer
		s := newSender(&stream, nothing, func() {})
		want := bytes.Repeat([]byte("x"), n)
		if wrote, err := s.out().Write(want); wrote != n || err != nil {
			t.Errorf("wrote %d of %d, err %v", wrote, n, err)
		}
		if frames := (n + frameMax - 1) / frameMax; stream.Len() != n+frames*frameHead {
			t.Errorf("%d bytes travel as %d", n, stream.Len())
		}
		if err := s.end(Error{}); err != nil {
			t.Error(err)
		}
		before := stream.Len()
		if _, err := s.notes().Write(want); !errors.Is(err, errEnded) || stream.Len() != before {
			t.Errorf("after the end: err = %v", err)
		}
		if err := relay(&stream, &got, io.Discard); err != nil || !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%d of %d bytes, err %v", got.Len(), n, err)
		}
	}
}

// The first failure is every later write's answer, and is told once.
func TestSenderFails(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken pipe")
	for name, s := range map[string]func(failed func()) *sender{
		"write": func(f func()) *sender { return newSender(refusing{broken}, nothing, f) },
		"flush": func(f func()) *sender { return newSender(io.Discard, func() error { return broken }, f) },
	} {
		told := 0
		s := s(func() { told++ })
		for range 3 {
			if _, err := fmt.Fprint(s.notes(), "note"); !errors.Is(err, broken) {
				t.Errorf("%s: err = %v, want %v", name, err, broken)
			}
		}
		if told != 1 {
			t.Errorf("%s: told %d times", name, told)
		}
	}
}

type refusing struct{ error }

func (r refusing) Write([]byte) (int, error) { return 0, r.error }
