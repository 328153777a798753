package run

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"aktivasi/store"
	"aktivasi/store/bolt"
	"aktivasi/store/memory"
	"aktivasi/store/seal"
	"aktivasi/store/storetest"
)

// A world is everything a desk stands in, small enough for a test: a clock that
// moves when it is told to, post that can fail, a hasher that counts instead of
// taking its time, and a store that can lose power. When the test ends, the log
// is read for what must not be in it.
type world struct {
	testing.TB
	*clock
	desk    *Desk
	disk    *disk
	post    *post
	hash    *quick
	log     *journal
	chance  *chance
	restart func() // as after a power cut: the store is opened again, and nothing else is left
	commits commits
}

// commits are those of a store in a file, counted, and made to fail where a test
// wants that.
type commits struct {
	mu   sync.Mutex
	n    int
	fail func(n int, tx *bbolt.Tx) error // nil: commit
}

func (c *commits) commit(tx *bbolt.Tx) error {
	c.mu.Lock()
	c.n++
	n, fail := c.n, c.fail
	c.mu.Unlock()
	if fail != nil {
		return fail(n, tx)
	}
	return tx.Commit()
}

// since begins to count anew, with what becomes of the nth commit from now.
func (c *commits) since(fail func(n int, tx *bbolt.Tx) error) (before int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before = c.n
	c.n, c.fail = 0, fail
	return before
}

// everywhere runs f in a world with each kind of store. The second is the first
// as somebody sees it who is always a little too late: what is done in a
// transaction is done twice, and the first time is forgotten.
func everywhere(t *testing.T, f func(t *testing.T, w *world)) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T) *world{
		"memory": func(t *testing.T) *world { return inMemory(t) },
		"memory, everything twice": func(t *testing.T) *world {
			return newWorld(t, storetest.Twice(forgetful(t)))
		},
		"bolt": inFile,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f(t, open(t))
		})
	}
}

func inMemory(t testing.TB) *world { return newWorld(t, forgetful(t)) }

// forgetful is an empty store in memory.
func forgetful(t testing.TB) store.Store {
	t.Helper()
	st, err := memory.New(rand.NewChaCha8([32]byte{2}))
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// inFile is a world whose store is one real file, checked page by page in the
// end.
func inFile(t *testing.T) *world {
	key, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, seal.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "aktivasi.db")
	var w *world
	opt := bolt.Options{Commit: func(tx *bbolt.Tx) error {
		if w == nil { // the store is being made
			return tx.Commit()
		}
		return w.commits.commit(tx)
	}}
	st, err := bolt.Create(path, key, store.Practice, opt)
	if err != nil {
		t.Fatal(err)
	}
	w = newWorld(t, st)
	w.restart = func() {
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		if st, err = bolt.Open(path, key, store.Practice, opt); err != nil {
			t.Fatal(err)
		}
		w.disk.Store = st
		w.open()
	}
	t.Cleanup(func() {
		_, err := st.Check(context.Background())
		if err := errors.Join(err, st.Close()); err != nil {
			t.Error(err)
		}
	})
	return w
}

func newWorld(t testing.TB, st store.Store) *world {
	w := &world{
		TB: t, clock: &clock{t: morning}, disk: &disk{Store: st}, post: &post{}, hash: &quick{},
		log: &journal{}, chance: &chance{r: rand.NewChaCha8([32]byte{1})},
	}
	w.restart = w.open
	w.open()
	t.Cleanup(func() { w.log.check(t) })
	return w
}

// open sets up the desk anew.
func (w *world) open() {
	w.desk = &Desk{
		Store: func(context.Context) (store.Store, error) { return w.disk, nil },
		Mail:  w.post, Hash: w.hash, Random: w.chance, Now: w.Now, Zone: time.UTC,
		Issuer: "ASN-Digital", Office: "BKPSDM Kota Contoh", Log: w.log.logger(),
	}
}

// morning is when every test begins: five seconds into a step of thirty.
var morning = time.Date(2026, time.January, 5, 2, 0, 5, 0, time.UTC)

// A clock stands still until time passes.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// chance is the same every time, for as many as ask.
type chance struct {
	mu sync.Mutex
	r  *rand.ChaCha8
}

func (c *chance) Read(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.r.Read(b)
}

// A journal keeps the log as JSON lines, and knows what must not be in it.
type journal struct {
	mu     sync.Mutex
	lines  bytes.Buffer
	secret map[string]string // what it is, by the text itself
}

func (j *journal) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(j, &slog.HandlerOptions{
		Level: slog.LevelDebug,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{} // six digits of a second could be anybody's OTP
			}
			return a
		},
	}))
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines.Write(b)
}
