package door

import (
	"errors"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// slack is by how much the output of one read can outgrow its input: a key held
// since the last read, half a character, an ESC put back, a mark.
const slack = 32

// pause is how long nothing may follow a key for the key to be taken for a
// person's while something is unfinished. Over a network the pieces of a paste
// follow each other within it; a person is slower.
const pause = 20 * time.Millisecond

// A Reader sieves what it reads. A Read of Bubble Tea's 256 bytes never leaves
// something over for the next Read: Bubble Tea waits until the terminal is
// ready before it reads again, so bytes left over would lie until the next key.
// Nor does a Read fill its buffer, which Bubble Tea would take for half a
// message (readAnsiInputs in its key.go).
//
// A Read from which nothing passes returns 0 and no error; going on to read
// would be a wait that Bubble Tea cannot cancel.
type Reader struct {
	from  io.Reader
	alone func() bool
	sieve sieve
	buf   []byte
	rest  []byte // passed, but did not fit into a smaller buffer than Bubble Tea's

	gone chan struct{}
	once sync.Once
	shut atomic.Bool
}

// NewReader returns a Reader over something that is not a file, such as an SSH
// session. It cannot look whether anything follows, so a key that comes alone in
// a read ends what is unfinished.
func NewReader(from io.Reader) *Reader {
	return &Reader{
		from:  from,
		alone: func() bool { return true },
		gone:  make(chan struct{}),
	}
}

// Gone returns a channel that is closed when there is nothing more to read and
// never will be. Bubble Tea ignores the end of its input and lives on, with its
// store open; whoever runs it has to end it then.
func (r *Reader) Gone() <-chan struct{} { return r.gone }

// close ends the reading without touching what is read from: from now on Read
// returns io.EOF at once. A reader that Bubble Tea has left behind wakes up at the
// next key, and would take it from whoever reads then.
func (r *Reader) close() { r.shut.Store(true) }

// Read implements [io.Reader]. Whatever the reason, the end of the input is
// io.EOF: a terminal that hangs up says EIO or nothing, depending on how.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if r.shut.Load() {
		return 0, io.EOF
	}
	if len(r.rest) == 0 {
		want := max(len(p)-slack, slack)
		if cap(r.buf) < want {
			r.buf = make([]byte, want)
		}
		n, err := r.from.Read(r.buf[:want])
		if errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EINTR) {
			err = nil // another program has made the terminal non-blocking
		}
		r.rest = r.sieve.push(r.buf[:n], n == want, r.alone)
		if err != nil && len(r.rest) == 0 {
			r.once.Do(func() { close(r.gone) })
			return 0, io.EOF
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// A Door is a [Reader] over a terminal that Bubble Tea takes for the terminal. It
// is for one program; the next one on the same terminal gets a new one.
//
// Bubble Tea puts a terminal into raw mode only if its input has an Fd method,
// and its reader can be cancelled only if the input has Name, Write and Close as
// well; both then wait on the descriptor and call Read. The file is not embedded:
// it would bring methods such as WriteTo that lead past the door.
//
// On Windows Bubble Tea reads console events instead, whenever Fd is that of
// standard input. There are no sequences, marks or replies in those, a paste is
// so many keys, and [Filter] alone is the guard.
type Door struct {
	*Reader
	file *os.File
}

// New returns a Door to the terminal file.
func New(file *os.File) *Door {
	r := NewReader(file)
	r.alone = func() bool { return !ready(file, pause) }
	return &Door{r, file}
}

// Fd returns the descriptor of the terminal.
func (d *Door) Fd() uintptr { return d.file.Fd() }

// Name returns the terminal's file name.
func (d *Door) Name() string { return d.file.Name() }

// Write writes to the terminal. Bubble Tea does not; its types want it.
func (d *Door) Write(p []byte) (int, error) { return d.file.Write(p) }

// Close closes the terminal. Bubble Tea leaves that to its caller.
func (d *Door) Close() error { return d.file.Close() }
