package door

import (
	"fmt"
	"io"
	"os"
)

// longestReport is how much is read of what a process said when it died, in bytes.
// The stack that matters comes first, and Go cuts it to a hundred calls.
const longestReport = 1 << 20

// Hush keeps off the terminal what Go says when a process dies of what cannot be
// recovered: a panic in a goroutine that nobody guards, a fatal error (two writers
// of one map, a stack without end), a signal that nobody catches. Standard error
// goes to the file at path until restore is called, which removes the file.
//
// A file that is still there is the last process's, which died. Hush reports its
// death to fell, as a [Panic] in "process", and empties the file. So there are two
// places to look for what happened:
//
//	                      the terminal       the file, until the next start   fell, at the next start
//	panic in Run's model  nothing            nothing                          at once: where, type
//	panic elsewhere       the last frame     value, stack, arguments          where
//	fatal error           the last frame     which, stack, arguments          which, where
//	SIGABRT, no Guard     the last frame     every stack, arguments           which signal
//	SIGKILL               the last frame     nothing                          nothing
//
// (Measured with Go 1.26.8 on Linux; the tests hold it.) Go prints the value of
// the panic and, as hexadecimal numbers, what functions were called with; either
// may be what a person typed. Nothing in a dying process could take that out
// again, so it is left out by the next one, and path had better be where nothing
// is written down for good: systemd's RuntimeDirectory= is in memory. The file is
// its owner's only, and for one process at a time.
//
// The last frame stays because a dying Go cannot be made to wipe it; [Kiosk]'s
// first act is to. GOTRACEBACK does not matter, but for how much there is to read.
//
// On Unix whatever writes to descriptor 2 is hushed, os.Stderr too; on Windows
// only Go itself is, and os.Stderr still is the console.
func Hush(path string, fell func(Panic)) (restore func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("hush standard error: %w", err)
	}
	defer func() { _ = f.Close() }() // redirect has made itself another
	report, err := io.ReadAll(io.LimitReader(f, longestReport))
	if p, died := lastWords(string(report)); died {
		p.Ref = Reference()
		fell(p)
	}
	if err == nil {
		err = f.Truncate(0)
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	var loud func()
	if err == nil {
		loud, err = redirect(f)
	}
	if err != nil {
		return nil, fmt.Errorf("hush standard error: %w", err)
	}
	return func() {
		loud()
		_ = os.Remove(path) // if it stays, it tells of no death
	}, nil
}
