package errand

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Limits of a connection. A header is parsed in a blink; a client that shows a
// report page by page, or reads a roster from a slow disk, may take its time.
const (
	headerTime = 5 * time.Second
	headerMax  = 28 << 10 // MaxParams in base64, with room for the rest; net/http adds 4 KiB
	stallTime  = time.Minute
	lastTime   = time.Second // what handlers get to say that they were cancelled
)

// A Server carries out errands for the commands of one data folder.
type Server struct {
	rules
	http    *http.Server
	log     *slog.Logger
	errands map[string]*errand
	cancel  context.CancelCauseFunc
	release func() error
	done    chan struct{} // closed when nothing is accepted any more

	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup // of handlers; nothing is added once closed
}

// rules are what a test may want to be otherwise.
type rules struct {
	stall  time.Duration         // how long one read or write of a connection may take
	admits func(uid uint32) bool // whose errands are carried out
}

// errand is a handler and the turn that one at a time has.
type errand struct {
	handler Handler
	turn    chan struct{}
}

// Listen begins to carry out the errands of folder, by their names: lower-case
// letters and hyphens. It is for the process that has the store open, after it
// was opened: then whoever finds the store in use finds the socket a moment
// later. If another process listens already the error is [ErrListening].
//
// The socket of a process that died is replaced. A folder whose path is too long
// for a socket's is an error; what else is in the way under its name is not
// touched.
func Listen(folder string, errands map[string]Handler, log *slog.Logger) (*Server, error) {
	own := uint32(os.Getuid())
	return listen(folder, errands, log, rules{stall: stallTime, admits: func(uid uint32) bool { return trusts(own, uid) }})
}

// trusts reports whether a server of user own carries out errands of user uid: its
// own, and root's.
func trusts(own, uid uint32) bool { return uid == own || uid == 0 }

// believes reports whether a client of user own may tell user uid what it was
// told. Root may tell anybody: it chose the folder.
func believes(own, uid uint32) bool { return trusts(own, uid) || own == 0 }

func listen(folder string, errands map[string]Handler, logTo *slog.Logger, r rules) (*Server, error) {
	s := &Server{rules: r, log: logTo, errands: map[string]*errand{}, done: make(chan struct{})}
	for name, h := range errands {
		if !named(name) {
			return nil, fmt.Errorf("listen for errands: %q is no name for one", name)
		}
		s.errands[name] = &errand{h, make(chan struct{}, 1)}
	}
	socket, release, err := announce(socketPath(folder))
	if err != nil {
		return nil, err
	}
	s.release = release
	var ctx context.Context
	ctx, s.cancel = context.WithCancelCause(context.Background())
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{name}", s.serve)
	s.http = &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       headerTime,
		MaxHeaderBytes:    headerMax,
		// By default it writes to standard error, which is the kiosk's screen.
		ErrorLog:    log.New(io.Discard, "", 0),
		BaseContext: func(net.Listener) context.Context { return ctx },
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			uid, err := peer(c)
			return context.WithValue(ctx, caller{}, caller{uid, err})
		},
	}
	s.http.SetKeepAlivesEnabled(false) // one connection, one errand
	go func() {
		defer close(s.done)
		_ = s.http.Serve(socket) // its end is Close, or a socket that the kernel took away
	}()
	return s, nil
}

// caller is who is at the other end, as the kernel says; also the key to it.
type caller struct {
	uid uint32
	err error
}

// Close takes the socket away, waits for the errands under way until ctx ends,
// and then cancels them. It returns when the last handler has: the store may be
// closed after it, and not before. Closing twice is closing once.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	if s.http.Shutdown(ctx) != nil {
		s.cancel(ErrClosing)
		last, stop := context.WithTimeout(context.Background(), lastTime)
		if s.http.Shutdown(last) != nil {
			_ = s.http.Close() // whoever waits for a client waits no longer
		}
		stop()
	}
	s.running.Wait()
	s.cancel(ErrClosing)
	<-s.done
	return s.release()
}

// enter reports whether an errand may begin. If so, call s.running.Done after it.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.running.Add(1)
	return true
}

// serve carries out one errand. Until the answer's header is sent nothing has
// happened, and the status says why; after it every word is in a frame.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	from, _ := r.Context().Value(caller{}).(caller)
	if from.err != nil || !s.admits(from.uid) {
		s.log.Warn("errand refused", "uid", from.uid)
		w.WriteHeader(http.StatusForbidden)
		return
	}
	name := r.PathValue("name")
	e := s.errands[name]
	if e == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	params, err := base64.StdEncoding.DecodeString(r.Header.Get(paramsHeader))
	if err != nil || len(params) > MaxParams {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if !s.enter() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	defer s.running.Done()

	// The handler's context ends as the request's does, and says why.
	ctx, leave := context.WithCancelCause(context.WithoutCancel(r.Context()))
	defer leave(nil)
	gone := func() { leave(ErrGone) }
	defer context.AfterFunc(r.Context(), func() {
		if context.Cause(r.Context()) == ErrClosing {
			leave(ErrClosing)
		}
		gone()
	})()
	line := http.NewResponseController(w)
	// Only to who asks does net/http promise that a handler may read its input
	// after it wrote.
	if line.EnableFullDuplex() != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
	if line.Flush() != nil {
		return
	}
	send := newSender(&patient{w, line, s.stall}, line.Flush, gone)
	req := Request{
		Params: params, Out: send.out(), Notes: send.notes(),
		In: &listener{r.Body, line, s.stall, gone},
	}
	s.log.Info("errand begins", "name", name, "uid", from.uid)
	err = s.carryOut(ctx, name, e, req)
	if err != nil && errors.Is(context.Cause(ctx), ErrClosing) {
		err = &Error{Text: fmt.Sprintf("carry out %q: %v", name, ErrClosing), Advice: "run the command again", Code: 1}
	}
	end := ending(err)
	s.log.Info("errand ends", "name", name, "code", end.Code)
	_ = send.end(end) // who is gone hears nothing
}

// wait takes the errand's turn, and says so if that lasts.
func (e *errand) wait(ctx context.Context, name string, notes io.Writer) error {
	select {
	case e.turn <- struct{}{}:
		return nil
	default:
		fmt.Fprintf(notes, "waiting for another %s to end\n", name)
	}
	select {
	case e.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// carryOut calls the handler when it has its turn, and contains its panics. The
// value is not logged: it may hold what somebody typed.
func (s *Server) carryOut(ctx context.Context, name string, e *errand, r Request) (err error) {
	if err := e.wait(ctx, name, r.Notes); err != nil {
		return err
	}
	defer func() { <-e.turn }()
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("panic", "in", "errand "+name, "type", fmt.Sprintf("%T", v), "at", panicked())
			err = &Error{Text: fmt.Sprintf("carry out %q: stopped by a fault in the program", name), Advice: "the log says where", Code: 1}
		}
	}()
	return e.handler(ctx, r)
}

// panicked is the place that panicked, for the function deferred there.
func panicked() string {
	pc := make([]uintptr, 32)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	for inside, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case !inside:
			inside = f.Function == "runtime.gopanic"
		case !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s %s:%d", f.Function, filepath.Base(f.File), f.Line)
		}
	}
	return "somewhere"
}

// patient writes to a client, and gives each write the same time.
type patient struct {
	w     io.Writer
	line  *http.ResponseController
	stall time.Duration
}

func (p *patient) Write(b []byte) (int, error) {
	if err := p.line.SetWriteDeadline(time.Now().Add(p.stall)); err != nil {
		return 0, err
	}
	return p.w.Write(b)
}

// listener reads from a client, and gives each read the same time.
type listener struct {
	body  io.Reader
	line  *http.ResponseController
	stall time.Duration
	gone  func()
}

func (l *listener) Read(p []byte) (int, error) {
	if err := l.line.SetReadDeadline(time.Now().Add(l.stall)); err != nil {
		return 0, err
	}
	n, err := l.body.Read(p)
	// From the end of the input on net/http reads on by itself, to notice when the
	// client leaves; a deadline left behind would look like that.
	_ = l.line.SetReadDeadline(time.Time{})
	if err != nil && !errors.Is(err, io.EOF) {
		l.gone()
	}
	return n, err
}
