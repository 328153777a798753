//go:build linux || darwin || freebsd

package errand

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// desk serves errands in a folder of its own until the test ends.
func desk(t *testing.T, errands map[string]Handler) (folder string, s *Server) {
	t.Helper()
	folder = t.TempDir()
	return folder, serveAt(t, folder, errands)
}

func serveAt(t *testing.T, folder string, errands map[string]Handler) *Server {
	t.Helper()
	s, err := Listen(folder, errands, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		done, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.Close(done)
	})
	return s
}

// writer is a function that is written to.
type writer func(p []byte)

func (w writer) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

// mustFind fails unless a server was found.
func mustFind(t *testing.T, found bool) {
	t.Helper()
	if !found {
		t.Error("nobody was found to carry the errand out")
	}
}

func TestCall(t *testing.T) {
	t.Parallel()
	folder, _ := desk(t, map[string]Handler{
		"greet": func(_ context.Context, r Request) error {
			var p struct{ Name string }
			if err := r.Decode(&p); err != nil {
				return err
			}
			in, err := io.ReadAll(r.In)
			fmt.Fprintf(r.Notes, "read %d bytes\n", len(in))
			fmt.Fprintf(r.Out, "%s: %s", p.Name, in)
			return err
		},
	})
	var out, notes bytes.Buffer
	found, err := Call(t.Context(), folder, "greet", Request{
		Params: json.RawMessage("{\"name\":\"S\u00edti\x7f\"}"), In: strings.NewReader("good morning"), Out: &out, Notes: &notes,
	})
	mustFind(t, found)
	if err != nil || out.String() != "S\u00edti\x7f: good morning" || notes.String() != "read 12 bytes\n" {
		t.Errorf("out %q, notes %q, err %v", &out, &notes, err)
	}
	// An older program does not do half of what it was told.
	_, err = Call(t.Context(), folder, "greet", Request{Params: json.RawMessage(`{"name":"a","loud":true}`)})
	if err == nil || !strings.Contains(err.Error(), "loud") {
		t.Errorf("err = %v, want one that names the field", err)
	}
}

// hinted is an error of a command.
type hinted struct{ error }

func (hinted) Hint() string { return "sleep on it" }

func TestErrors(t *testing.T) {
	t.Parallel()
	refused := &Error{Code: 3}
	errs := map[string]error{
		"plain":  errors.New("disk full"),
		"hinted": fmt.Errorf("back up: %w", hinted{errors.New("no ink")}),
		"chosen": refused,
		"within": fmt.Errorf("import: %w", &Error{Text: "rows refused", Advice: "see the report", Code: 3}),
		"wild":   &Error{Text: "far out", Code: 700},
		"long":   errors.New(strings.Repeat("\x01", 1<<20)),
	}
	errands := map[string]Handler{}
	for name, err := range errs {
		errands[name] = func(context.Context, Request) error { return err }
	}
	folder, _ := desk(t, errands)
	for name, want := range map[string]Error{
		"plain":  {Text: "disk full", Code: 1},
		"hinted": {Text: "back up: no ink", Advice: "sleep on it", Code: 1},
		"chosen": {Code: 3},
		"within": {Text: "import: rows refused", Advice: "see the report", Code: 3},
		"wild":   {Text: "far out", Code: 1},
		"long":   {Text: strings.Repeat("\x01", maxText), Code: 1},
	} {
		found, err := Call(t.Context(), folder, name, Request{})
		mustFind(t, found)
		if got, is := errors.AsType[*Error](err); !is || *got != want {
			t.Errorf("%s: err = %#v, want %#v", name, err, want)
		}
	}
}

// Who nobody listens for does the work itself, and who cannot be understood is
// told so.
func TestCallNobody(t *testing.T) {
	t.Parallel()
	in := strings.NewReader("kept")
	for _, folder := range []string{t.TempDir(), t.TempDir() + "/none", "/dev/null", t.TempDir() + strings.Repeat("/x", 80)} {
		if found, err := Call(t.Context(), folder, "backup", Request{In: in}); found || err != nil {
			t.Errorf("%s: found %t, err %v", folder, found, err)
		}
	}
	if in.Len() != 4 {
		t.Error("the input was touched")
	}
	folder, _ := desk(t, nil)
	found, err := Call(t.Context(), folder, "backup", Request{In: in})
	mustFind(t, found)
	if err == nil || !strings.Contains(err.Error(), "404") || in.Len() != 4 {
		t.Errorf("err = %v, %d bytes of input left", err, in.Len())
	}
	for _, name := range []string{"", "..", "a/b", "A", "key rotate"} {
		if _, err := Call(t.Context(), folder, name, Request{}); err == nil {
			t.Errorf("%q is a name for an errand", name)
		}
	}
	if _, err := Call(t.Context(), folder, "backup", Request{Params: make([]byte, MaxParams+1)}); err == nil {
		t.Error("parameters have no limit")
	}
}

// A note arrives while the handler is at work, with the output before it, though
// the input is not read yet.
func TestNotesArriveMeanwhile(t *testing.T) {
	t.Parallel()
	seen := make(chan struct{})
	folder, _ := desk(t, map[string]Handler{"roster-import": func(ctx context.Context, r Request) error {
		fmt.Fprint(r.Out, "head")
		fmt.Fprint(r.Notes, "half")
		select {
		case <-seen:
		case <-ctx.Done():
			return ctx.Err()
		}
		_, err := io.Copy(r.Out, r.In)
		return err
	}})
	var both bytes.Buffer
	_, err := Call(t.Context(), folder, "roster-import", Request{
		In:  io.LimitReader(zeros{}, 1<<20),
		Out: &both,
		Notes: writer(func(p []byte) {
			both.Write(p)
			close(seen)
		}),
	})
	if err != nil || both.Len() != 8+1<<20 || !strings.HasPrefix(both.String(), "headhalf") {
		t.Errorf("%d bytes, err %v", both.Len(), err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Errands of different names go on at once, those of one name one after another.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	errands := map[string]Handler{}
	for _, name := range []string{"slip", "report", "audit"} {
		var busy atomic.Int32
		errands[name] = func(_ context.Context, r Request) error {
			if busy.Add(1) > 1 {
				t.Errorf("two of %s at once", name)
			}
			defer busy.Add(-1)
			_, err := fmt.Fprintf(r.Out, "%s %s", name, r.Params)
			return err
		}
	}
	folder, _ := desk(t, errands)
	var wg sync.WaitGroup
	for i := range 60 {
		for name := range errands {
			wg.Go(func() {
				var out bytes.Buffer
				found, err := Call(t.Context(), folder, name, Request{Params: fmt.Append(nil, i), Out: &out})
				mustFind(t, found)
				if want := fmt.Sprintf("%s %d", name, i); err != nil || out.String() != want {
					t.Errorf("out %q, err %v; want %q", &out, err, want)
				}
			})
		}
	}
	wg.Wait()
}

// Who waits for a turn is told, may leave, and does not take the turn along.
func TestTurns(t *testing.T) {
	t.Parallel()
	begun, free, ended := make(chan struct{}, 3), make(chan struct{}), make(chan struct{}, 3)
	folder := t.TempDir()
	s, err := Listen(folder, map[string]Handler{"compact": func(context.Context, Request) error {
		begun <- struct{}{}
		<-free
		return nil
	}}, slog.New(slog.NewTextHandler(writer(func(line []byte) {
		if bytes.Contains(line, []byte("errand ends")) {
			ended <- struct{}{}
		}
	}), nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := Call(t.Context(), folder, "compact", Request{}); err != nil {
			t.Error(err)
		}
	})
	<-begun
	ctx, leave := context.WithCancelCause(t.Context())
	cause := errors.New("Ctrl+C")
	found, err := Call(ctx, folder, "compact", Request{Notes: writer(func(p []byte) {
		if want := "waiting for another compact to end\n"; string(p) != want {
			t.Errorf("note %q, want %q", p, want)
		}
		leave(cause)
	})})
	mustFind(t, found)
	if !errors.Is(err, cause) {
		t.Errorf("err = %v, want %v", err, cause)
	}
	<-ended
	close(free)
	if _, err := Call(t.Context(), folder, "compact", Request{}); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if len(begun) != 1 { // besides the first, which was taken out
		t.Errorf("%d errands began after the first, want 1", len(begun))
	}
}

// TestMain is also the process that is killed: see TestKilled.
func TestMain(m *testing.M) {
	folder := os.Getenv("ERRAND_SERVE")
	if folder == "" {
		os.Exit(m.Run())
	}
	_, err := Listen(folder, map[string]Handler{"audit": func(_ context.Context, r Request) error {
		for {
			if _, err := r.Out.Write(make([]byte, 1000)); err != nil {
				return err
			}
		}
	}}, slog.New(slog.DiscardHandler))
	if err != nil {
		os.Exit(1)
	}
	fmt.Println("listening")
	select {}
}
