package door

import (
	"regexp"
	"strings"
)

// How Go's reports of a death begin, and what stands in them. A value cannot
// forge any of it: where it has lines, Go puts a tab before each but the first
// (printindented in the runtime's error.go), and the first has "panic: " there.
var (
	deathLine = regexp.MustCompile(`^(?:(panic): |(fatal error: [ -~]{1,80})|(SIG[A-Z0-9]+): )`)
	stackLine = regexp.MustCompile(`^goroutine [0-9]+ .*:$`)
	callLine  = regexp.MustCompile(`^([\w./*()\[\]%~·,-]{1,200})\([^()]*\)$`)
	dying     = regexp.MustCompile(`^(panic$|runtime\.|internal/)`)
	placeLine = regexp.MustCompile(`^\t(?:.*/)?([\w.<>-]{1,100}:[0-9]{1,9})( .*)?$`)
)

// lastWords reads what the runtime wrote when a process died, and returns what of
// it may be kept: which death, and the stack that died, by function, file and
// line. It leaves out the value of a panic, the arguments in the stack and
// whatever it does not know. died is false if nobody did.
//
// The shape is that of Go 1.26 (traceback.go, panic.go). Of another, less would be
// read, and not more be told.
func lastWords(report string) (p Panic, died bool) {
	lines := strings.Split(report, "\n")
	for len(lines) > 0 {
		if m := deathLine.FindStringSubmatch(lines[0]); m != nil {
			p = Panic{In: "process", Type: m[1] + m[2] + m[3]}
			break
		}
		lines = lines[1:]
	}
	for len(lines) > 0 && len(p.Trace) == 0 { // a signal may hit a thread that runs nothing of ours
		if stackLine.MatchString(lines[0]) {
			p.Trace = stack(lines[1:])
		}
		lines = lines[1:]
	}
	return p, p.Type != ""
}

// stack reads the calls of one goroutine, up to the empty line behind it, without
// the runtime's own way of dying above them.
func stack(lines []string) (trace []string) {
	for i := 0; i+1 < len(lines) && lines[i] != "" && len(trace) < 64; i++ {
		call, place := callLine.FindStringSubmatch(lines[i]), placeLine.FindStringSubmatch(lines[i+1])
		switch {
		case call == nil, place == nil:
		case len(trace) == 0 && dying.MatchString(call[1]):
		default:
			trace = append(trace, call[1]+" "+place[1])
		}
	}
	return trace
}
