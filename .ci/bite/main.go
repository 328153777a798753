// Command bite breaks the product, one line at a time, and demands that a test
// turns red each time. A test that no fault makes fail proves nothing; this is
// the proof that ours do.
//
//	go run .ci/bite/main.go [-only WORDS] [-list FILE]
//
// It is run from the top of the module, by make bite. The faults stand in
// mutations.txt, one block each:
//
//	[otp: a phone may be two steps off]
//	flows/otp/otp.go
//	- Window = 1
//	+ Window = 2
//	test ./flows/otp -run ^TestMatch
//
// A name; a file; the text to be found in it, exactly once; the text to stand
// there instead; and what go test is to be asked: packages, and if wanted, which
// tests. Several lines with - or + are one text of several lines, and no line
// with + deletes. A line that begins with # is a comment.
//
// The tree is never written to: each fault is compiled through go's -overlay,
// from a copy in a folder that is removed afterwards.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	least  = 30               // faults that a list must have
	atOnce = 2                // go commands at a time; CI has two cores
	limit  = 90 * time.Second // for a package's tests: a fault may be a loop without an end
)

func main() {
	list := flag.String("list", ".ci/bite/mutations.txt", "read the faults from `FILE`")
	only := flag.String("only", "", "try those whose name or file contains `WORDS`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bite(ctx, os.Stdout, *list, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bite:", err)
		os.Exit(1)
	}
}

// bite tries the faults of a list and reports on w. The error is nil only if
// every one of them was caught.
func bite(ctx context.Context, w io.Writer, list, only string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	all, err := parse(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", list, err)
	}
	for i := range all {
		if err := all[i].apply(os.ReadFile); err != nil {
			return fmt.Errorf("%s:%d: %w", list, all[i].line, err)
		}
	}
	chosen := slices.DeleteFunc(all, func(m mutation) bool {
		return !strings.Contains(m.name, only) && !strings.Contains(m.file, only)
	})
	if only == "" && len(chosen) < least {
		return fmt.Errorf("%s: %d faults, want at least %d", list, len(chosen), least)
	}
	dir, err := os.MkdirTemp("", "bite")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	// Red means nothing where the same tests are red without the fault.
	plain := together(chosen)
	for i, out := range inOrder(len(plain), func(i int) outcome { return goTest(ctx, plain[i], "") }) {
		if o := <-out; o.kind != green {
			return fmt.Errorf("go test %s fails without any fault:\n%s", strings.Join(plain[i], " "), o.said)
		}
	}
	fmt.Fprintf(w, "%d faults; without them %d go tests are green\n", len(chosen), len(plain))

	passed := 0
	for i, out := range inOrder(len(chosen), func(i int) outcome { return try(ctx, dir, i, chosen[i]) }) {
		o := <-out
		if o.kind == red {
			passed++
		}
		fmt.Fprintf(w, "%-9s %5.1fs  %s%s\n", o.kind, o.took.Seconds(), chosen[i].name, o.tail(chosen[i]))
	}
	fmt.Fprintf(w, "%d passed, %d failed\n", passed, len(chosen)-passed)
	if err := ctx.Err(); err != nil {
		return err
	}
	if passed < len(chosen) {
		return errors.New("not every fault was noticed")
	}
	return nil
}

// together is what go test is asked for all of the faults, once for each set of
// packages: linking a test binary takes longer than most of the tests in it.
func together(faults []mutation) (plain [][]string) {
	const run = " -run "
	tests := map[string][]string{} // by packages; an empty name is all of them
	var sets []string
	for _, m := range faults {
		set, test, _ := strings.Cut(m.test, run)
		set = strings.TrimSpace(set)
		if tests[set] == nil {
			sets = append(sets, set)
		}
		if !slices.Contains(tests[set], test) {
			tests[set] = append(tests[set], test)
		}
	}
	for _, set := range sets {
		args := strings.Fields(set)
		if !slices.Contains(tests[set], "") {
			args = append(args, "-run", strings.Join(tests[set], "|"))
		}
		plain = append(plain, args)
	}
	return plain
}

// inOrder works on n things, [atOnce] of them at a time, and returns where each
// will be found when it is done, so that they can be reported in their order.
func inOrder(n int, work func(int) outcome) []chan outcome {
	done, slots := make([]chan outcome, n), make(chan struct{}, atOnce)
	for i := range done {
		done[i] = make(chan outcome, 1)
	}
	go func() {
		for i := range done {
			slots <- struct{}{}
			go func() {
				done[i] <- work(i)
				<-slots
			}()
		}
	}()
	return done
}

// A mutation is one fault.
type mutation struct {
	line       int // where it stands in the list
	name, file string
	old, new   string
	test       string // arguments of go test
	mutated    []byte // the file with the fault in it
}

// parse reads a list.
func parse(text string) ([]mutation, error) {
	var all []mutation
	names := map[string]bool{}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if title, ok := strings.CutPrefix(line, "["); ok {
			title = strings.TrimSuffix(title, "]")
			if names[title] {
				return nil, fmt.Errorf("line %d: a second %q", n+1, title)
			}
			names[title] = true
			all = append(all, mutation{line: n + 1, name: title})
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		if len(all) == 0 {
			return nil, fmt.Errorf("line %d: %q stands before the first [name]", n+1, line)
		}
		m := &all[len(all)-1]
		switch sign, rest, _ := strings.Cut(line, " "); sign {
		case "-":
			m.old += rest + "\n"
		case "+":
			m.new += rest + "\n"
		case "test":
			m.test = rest
		default:
			if m.file != "" {
				return nil, fmt.Errorf("line %d: a second file, %q", n+1, line)
			}
			m.file = line
		}
	}
	for i := range all {
		m := &all[i]
		m.old, m.new = strings.TrimSuffix(m.old, "\n"), strings.TrimSuffix(m.new, "\n")
		switch {
		case m.file == "" || m.old == "" || m.test == "":
			return nil, fmt.Errorf("line %d: %q wants a file, a line with - and a line with test", m.line, m.name)
		case m.old == m.new:
			return nil, fmt.Errorf("line %d: %q changes nothing", m.line, m.name)
		}
	}
	return all, nil
}

// apply puts the fault into a copy of its file.
func (m *mutation) apply(read func(string) ([]byte, error)) error {
	b, err := read(filepath.FromSlash(m.file))
	if err != nil {
		return err
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	if n := bytes.Count(b, []byte(m.old)); n != 1 {
		return fmt.Errorf("%s has %d times, and not once:\n%s", m.file, n, m.old)
	}
	m.mutated = bytes.Replace(b, []byte(m.old), []byte(m.new), 1)
	return nil
}

// try runs the tests of m with its fault in place.
func try(ctx context.Context, dir string, i int, m mutation) outcome {
	here, err := filepath.Abs(m.file)
	if err != nil {
		return outcome{kind: odd, said: err.Error()}
	}
	copied := filepath.Join(dir, fmt.Sprintf("%d_%s", i, filepath.Base(m.file)))
	overlay := filepath.Join(dir, fmt.Sprintf("%d.json", i))
	swap, err := json.Marshal(map[string]map[string]string{"Replace": {here: copied}})
	if err == nil {
		err = errors.Join(os.WriteFile(copied, m.mutated, 0o600), os.WriteFile(overlay, swap, 0o600))
	}
	if err != nil {
		return outcome{kind: odd, said: err.Error()}
	}
	return goTest(ctx, strings.Fields(m.test), overlay)
}

// A kind is how a go test ended.
type kind string

const (
	red    kind = "bitten"
	green  kind = "SURVIVED"
	broken kind = "BROKEN" // does not compile, so no test was asked
	odd    kind = "ERROR"
)

// An outcome is what came of a go test.
type outcome struct {
	kind kind
	by   string // the first test that failed, "" where the program fell before any did
	said string
	took time.Duration
}

// tail is what more there is to say about m.
func (o outcome) tail(m mutation) string {
	switch {
	case o.kind == red && o.by != "":
		return ": " + o.by
	case o.kind == red:
		return ": a panic, or no end"
	case o.kind == green:
		return fmt.Sprintf(" (%s; go test %s)", m.file, m.test)
	}
	return fmt.Sprintf(" (%s)\n%s", m.file, o.said)
}

// goTest runs go test with the arguments, and with an overlay if it is named.
func goTest(ctx context.Context, arguments []string, overlay string) (o outcome) {
	// Vet would call a fault a failure to build.
	args := []string{"test", "-json", "-failfast", "-vet=off", "-timeout", limit.String()}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	start := time.Now()
	cmd := exec.CommandContext(ctx, "go", append(args, arguments...)...)
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	o.took = time.Since(start)

	failed := false
	var said strings.Builder
	for d := json.NewDecoder(&out); ; {
		var e struct{ Action, Package, Test, Output string }
		if d.Decode(&e) != nil {
			break
		}
		said.WriteString(e.Output)
		switch e.Action {
		case "build-fail":
			o.kind = broken
		case "fail":
			failed = true
			if o.by == "" {
				o.by = e.Test // parts of a test fail before the whole
			}
		}
	}
	o.said = stderr.String() + said.String()
	switch exit := (*exec.ExitError)(nil); {
	case o.kind == broken:
	case err == nil:
		o.kind = green
	case errors.As(err, &exit) && failed && ctx.Err() == nil:
		o.kind = red
	default:
		o.kind, o.said = odd, err.Error()+"\n"+o.said
	}
	return o
}
