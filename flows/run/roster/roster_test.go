package roster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"aktivasi/flows/run/roster/rostertest"
	"aktivasi/store"
)

// What a broken file had before the break is imported, and the break is named.
func TestBreaks(t *testing.T) {
	t.Parallel()
	broken := errors.New("input/output error")
	for _, tt := range []struct {
		name  string
		rest  io.Reader
		fault FileFault
		line  int
		read  int
	}{
		{"an open quotation mark", strings.NewReader(beni + ",\"BENI\n" + caca + ",CACA\n"), OpenQuote, 3, 2},
		{"one that the next closes", strings.NewReader(beni + ",\"BENI\n" + caca + ",\"CACA\"\n"), OpenQuote, 3, 2},
		{"an endless field", strings.NewReader(beni + ",\"" + strings.Repeat("x\n", MaxRecord)), TooLong, 3, 1},
		{"an endless line", strings.NewReader(beni + "," + strings.Repeat("x", 2*MaxRecord)), TooLong, 3, 1},
		{"a failing disk", io.MultiReader(strings.NewReader(beni+",BEN"), failing{broken}), Unreadable, 3, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			// Far more in front than is read ahead, so that the break is met late.
			front := "NIP,NAMA\n\"" + ani + "\"," + strings.Repeat("A", 100_000) + "\n"
			sum, err := Import(t.Context(), io.MultiReader(strings.NewReader(front), tt.rest), g, Options{Now: now})
			var bad *FileError
			if !errors.As(err, &bad) || bad.Fault != tt.fault || bad.Line != tt.line {
				t.Errorf("got %v", err)
			}
			if sum.Read != tt.read || sum.Added != 1 || len(g.accounts) != 1 {
				t.Errorf("%+v", sum)
			}
			if tt.fault == Unreadable && !errors.Is(err, broken) {
				t.Errorf("the cause is lost: %v", err)
			}
		})
	}
}

func TestStops(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := rostertest.Write(&file, 100); err != nil {
		t.Fatal(err)
	}
	for range 20 { // the next batch and the end of ctx race each other
		ctx, cancel := context.WithCancel(t.Context())
		g := newRegister()
		batches := 0
		sum, err := Import(ctx, bytes.NewReader(file.Bytes()), g, Options{Now: now, batch: 10, Progress: func(int64) {
			if batches++; batches == 3 {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if sum.Added != 30 || len(g.accounts) != 30 || g.merges != 3 {
			t.Errorf("%+v, %d accounts, %d transactions", sum, len(g.accounts), g.merges)
		}
		sum, err = Import(ctx, bytes.NewReader(file.Bytes()), g, Options{Now: now})
		if !errors.Is(err, context.Canceled) || sum != (Summary{}) || g.merges != 3 {
			t.Errorf("begun after the end: %+v, %v", sum, err)
		}
	}
}

func TestFails(t *testing.T) {
	t.Parallel()
	const file = "NIP,NAMA\n1,ANI\n" + ani + ",ANI\n"
	g := newRegister()
	g.fail = store.ErrInUse
	sum, err := Import(t.Context(), strings.NewReader(file), g, Options{Now: now})
	if want := "import roster, rows from line 2: " + store.ErrInUse.Error(); !errors.Is(err, store.ErrInUse) || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	if sum != (Summary{}) {
		t.Errorf("%+v", sum)
	}

	full := errors.New("no space left")
	g = newRegister()
	if _, err := Import(t.Context(), strings.NewReader(file), g, Options{Now: now, Report: &broken{full}, Words: words}); !errors.Is(err, full) || g.writes != 0 {
		t.Errorf("got %v after %d writes", err, g.writes)
	}
}

// However many rows are bad, a batch of them ends.
func TestNothingButBadRows(t *testing.T) {
	t.Parallel()
	batches := 0
	g := newRegister()
	sum, report := bring(t, g, "NIP,NAMA\n"+strings.Repeat("1,A\n", 3*maxNotes), Options{Progress: func(int64) { batches++ }})
	if sum.Refused != 3*maxNotes || strings.Count(report, "\n") != 3*maxNotes || g.merges != 0 {
		t.Errorf("%+v, %d lines", sum, strings.Count(report, "\n"))
	}
	if batches < 3 {
		t.Errorf("%d rows were held in one batch", 3*maxNotes)
	}
}

// Lines are counted from the top of the file, whatever stands there.
func TestLines(t *testing.T) {
	t.Parallel()
	const front = "\ufeffsep=;\r\n\r\nNIP;NAMA\r\n"
	if _, report := bring(t, newRegister(), front+"1;\"A\r\nB\"\r\n2;\"B\"\"\r\n\"\r\n\r\n\"2\";\"C", Options{}); report != ""+
		"4,refused,nip,1,wrong count of digits\r\n"+
		"6,refused,nip,2,wrong count of digits\r\n"+
		"9,refused,quotes,,\r\n" {
		t.Errorf("report %q", report)
	}
	_, err := Import(t.Context(), strings.NewReader(front+ani+";\"A\r\n\r\n"), newRegister(), Options{Now: now})
	if bad := (*FileError)(nil); !errors.As(err, &bad) || bad.Line != 4 {
		t.Errorf("got %v, want line 4", err)
	}
}

type broken struct{ err error }

func (b *broken) Write([]byte) (int, error) { return 0, b.err }

// Nothing from a column that enrolment has no business with gets anywhere.
func TestTakesOnlyWhatItNeeds(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	file.WriteString("\ufeff")
	const n = 2000 // more than MaxRecord in all
	if err := rostertest.Write(&file, n); err != nil {
		t.Fatal(err)
	}
	size := int64(file.Len())
	g := newRegister()
	var last int64
	sum, report := bring(t, g, file.String(), Options{batch: 300, Progress: func(read int64) {
		if read < last {
			t.Errorf("progress went back from %d to %d", last, read)
		}
		last = read
	}})
	if sum.Added != n || sum.Refused != 0 || sum.NoAddress != 0 || report != "" {
		t.Errorf("%+v, report %q", sum, report)
	}
	if last != size {
		t.Errorf("progress ended at %d of %d", last, size)
	}
	for _, a := range g.accounts {
		if s := fmt.Sprintf("%+v", wide(a)); strings.Contains(s, "RAHASIA") {
			t.Fatalf("got %s", s)
		}
	}
}
