package door

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"

	tea "github.com/charmbracelet/bubbletea"
)

// ErrPanic is how a program ends that panicked.
var ErrPanic = errors.New("stopped by a fault in the program")

// A PanicError is an [ErrPanic] with the number of the [Panic] that was reported
// when it happened. It says no more: the details are there.
type PanicError struct{ Ref string }

// Error implements error.
func (e *PanicError) Error() string { return fmt.Sprintf("%v, reference %s", ErrPanic, e.Ref) }

// Unwrap makes it an [ErrPanic].
func (e *PanicError) Unwrap() error { return ErrPanic }

// A Panic tells where the program panicked, and never with what: the value may
// hold what a person typed. For the same reason Trace has no arguments, which a
// stack of package debug prints as hexadecimal numbers; a six-digit code is one.
type Panic struct {
	Ref   string   // its number, as [Reference] makes them
	In    string   // init, update, view, command or program; process, if [Hush] heard of it
	Type  string   // the Go type of the value
	Trace []string // "function file:line", innermost first
}

// String returns the panic in one line.
func (p Panic) String() string {
	at := "somewhere"
	if len(p.Trace) > 0 {
		at = p.Trace[0]
	}
	return fmt.Sprintf("%s: panic of type %s in %s at %s", p.Ref, p.Type, p.In, at)
}

// Safe returns a model that does what the given one does until that panics, in
// one of its methods or in a command. Then fell is told, a blank is drawn, and
// the program quits as soon as it looks at its next message; fell should see to
// it that there is an end even without one. fell may be called from several
// goroutines.
//
// Bubble Tea recovers too, but prints the value and the stack on standard
// output, for the next person to read; use Safe with [tea.WithoutCatchPanics].
// Neither can catch a panic in a goroutine that a command starts itself.
func Safe(model tea.Model, fell func(Panic)) tea.Model {
	return &safe{model: model, fell: fell}
}

type safe struct {
	model tea.Model
	fell  func(Panic)
	dead  atomic.Bool
}

// Init implements [tea.Model].
func (s *safe) Init() (cmd tea.Cmd) {
	defer s.catch("init", func() { cmd = tea.Quit })
	return s.guard(s.model.Init())
}

// Update implements [tea.Model].
func (s *safe) Update(msg tea.Msg) (self tea.Model, cmd tea.Cmd) {
	if s.dead.Load() {
		return s, tea.Quit
	}
	defer s.catch("update", func() { self, cmd = s, tea.Quit })
	s.model, cmd = s.model.Update(msg)
	return s, s.guard(cmd)
}

// View implements [tea.Model].
func (s *safe) View() (view string) {
	if s.dead.Load() {
		return ""
	}
	defer s.catch("view", func() { view = "" })
	return s.model.View()
}

// guard returns cmd, safe to run, and with it the commands it may return.
func (s *safe) guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer s.catch("command", func() { msg = tea.QuitMsg{} })
		return s.guardAll(cmd())
	}
}

// guardAll guards the commands in the message of [tea.Batch], and of
// [tea.Sequence], whose type is not exported but is a slice of commands too.
func (s *safe) guardAll(msg tea.Msg) tea.Msg {
	list := reflect.ValueOf(msg)
	if !list.IsValid() || list.Kind() != reflect.Slice || list.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	guarded := reflect.MakeSlice(list.Type(), list.Len(), list.Len())
	for i := range list.Len() {
		cmd, _ := list.Index(i).Interface().(tea.Cmd)
		guarded.Index(i).Set(reflect.ValueOf(s.guard(cmd)))
	}
	return guarded.Interface()
}

// catch recovers from a panic, reports it and calls instead. It must be
// deferred itself: recover works in the deferred function only.
func (s *safe) catch(in string, instead func()) {
	if v := recover(); v != nil {
		s.dead.Store(true)
		s.fell(Panic{Ref: Reference(), In: in, Type: fmt.Sprintf("%T", v), Trace: trace()})
		instead()
	}
}

// trace returns the stack of the function that panicked, without the catching
// above it and the runtime's own way of panicking.
func trace() []string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(1, pc)])
	var all []string
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case !panicked:
			panicked = f.Function == "runtime.gopanic"
		case len(all) == 0 && strings.HasPrefix(f.Function, "runtime."):
		default:
			all = append(all, fmt.Sprintf("%s %s:%d", f.Function, filepath.Base(f.File), f.Line))
		}
	}
	return all
}
