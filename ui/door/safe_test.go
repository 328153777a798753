package door

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// secret is what must not come out of a panic, and number a code that would
// show in the arguments of a stack.
const (
	secret = "hunter2"
	number = 0x5eac0de
)

//go:noinline
func fault(n int) { panic(fmt.Sprint(secret, n)) }

// brittle is a model that panics where it is told to.
type brittle struct {
	in  string
	cmd tea.Cmd
}

func (b brittle) Init() tea.Cmd {
	if b.in == "init" {
		fault(number)
	}
	return b.cmd
}

func (b brittle) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if b.in == "update" {
		fault(number)
	}
	return b, b.cmd
}

func (b brittle) View() string {
	if b.in == "view" {
		fault(number)
	}
	return "fine"
}

// deep runs a command and all that it returns, as Bubble Tea would.
func deep(cmd tea.Cmd) (last tea.Msg) {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			last = deep(c)
		}
		return last
	default:
		return msg
	}
}

func TestSafe(t *testing.T) {
	t.Parallel()
	bad := func() tea.Msg { fault(number); return nil }
	for _, c := range []struct {
		name  string
		model brittle
		in    string
	}{
		{"init", brittle{in: "init"}, "init"},
		{"update", brittle{in: "update"}, "update"},
		{"view", brittle{in: "view"}, "view"},
		{"command", brittle{cmd: bad}, "command"},
		{"command in a batch in a batch", brittle{cmd: tea.Batch(nil, tea.Batch(bad, bad), bad)}, "command"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var fell []Panic
			s := Safe(c.model, func(p Panic) { fell = append(fell, p) })
			deep(s.Init())
			s.View()
			s, cmd := s.Update(nil)
			if _, quits := deep(cmd).(tea.QuitMsg); !quits {
				t.Error("the program does not quit")
			}
			if len(fell) == 0 {
				t.Fatal("the panic was not reported")
			}
			if got := s.View(); got != "" {
				t.Errorf("%q is drawn after the panic", got)
			}
			p := fell[0]
			if p.In != c.in || p.Type != "string" || len(p.Trace) == 0 || !strings.Contains(p.Trace[0], "door.fault safe_test.go:") {
				t.Errorf("reported as %+v", p)
			}
			for _, shown := range []string{p.String(), fmt.Sprintf("%+v", p)} {
				if strings.Contains(shown, secret) || strings.Contains(shown, fmt.Sprintf("%x", number)) {
					t.Errorf("the value is told: %s", shown)
				}
			}
		})
	}
}

func TestSafeSequence(t *testing.T) {
	t.Parallel()
	var fell []Panic
	bad := func() tea.Msg { fault(number); return nil }
	s := Safe(brittle{cmd: tea.Sequence(func() tea.Msg { return 1 }, bad)}, func(p Panic) { fell = append(fell, p) })
	msg := s.Init()()
	if got, want := fmt.Sprintf("%T", msg), fmt.Sprintf("%T", tea.Sequence(bad, bad)()); got != want {
		t.Fatalf("a sequence became a %s, want %s", got, want)
	}
}

func TestSafeRuntimeError(t *testing.T) {
	t.Parallel()
	var fell Panic
	s := Safe(nil, func(p Panic) { fell = p })
	s.Update(nil)
	if fell.Type != "runtime.errorString" && !strings.HasPrefix(fell.Type, "runtime.") || len(fell.Trace) == 0 || strings.HasPrefix(fell.Trace[0], "runtime.") {
		t.Errorf("reported as %+v", fell)
	}
}

// Nothing changes for a model that does not panic.
func TestSafeIsTransparent(t *testing.T) {
	t.Parallel()
	s := Safe(brittle{cmd: tea.Batch(func() tea.Msg { return 1 }, nil, func() tea.Msg { return 2 })}, func(p Panic) { t.Error(p) })
	if got := deep(s.Init()); got != 2 {
		t.Errorf("the command returned %v", got)
	}
	s, cmd := s.Update(nil)
	if got := deep(cmd); got != 2 || s.View() != "fine" {
		t.Errorf("the command returned %v, the view %q", got, s.View())
	}
	if s, cmd := Safe(brittle{}, nil).Update(nil); cmd != nil || s.View() != "fine" {
		t.Error("a command appeared")
	}
}
