package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"filippo.io/age"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/seal"
)

// easy is a work factor that lets a test try thousands of times.
const easy = 1

var passphrase = flows.Hide("enam kata yang tidak ditebak siapapun")

func testKey(t testing.TB, n byte) seal.Key {
	t.Helper()
	k, err := seal.NewKey(bytes.NewReader(bytes.Repeat([]byte{n}, seal.KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func manifest() Manifest {
	return Manifest{
		Made: time.Date(2026, time.April, 14, 5, 0, 0, 0, time.UTC), Mode: store.Real, Store: "00112233445566778899aabbccddeeff",
		Seq: 41, Chain: []byte{1, 2, 3}, Counts: map[string]int{"accounts": 7},
	}
}

// content returns what stands for a store here: so many bytes of chance.
func stuff(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(b) // never fails
	return b
}

// made returns a backup of b.
func made(t testing.TB, b []byte, next seal.Key) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var w bytes.Buffer
	if err := write(t.Context(), &w, passphrase, manifest(), f, testKey(t, 1), next, easy); err != nil {
		t.Fatal(err)
	}
	return w.Bytes()
}

// sees is a look that wants to see b, under the key.
func sees(t testing.TB, b []byte) Look {
	return func(_ context.Context, path string, key, _ seal.Key, mode store.Mode) error {
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, b) || key.ID() != testKey(t, 1).ID() || mode != store.Real {
			t.Errorf("looking at %d bytes of a %v store, under %s, %v", len(got), mode, key.ID(), err)
		}
		return nil
	}
}

// none fails the test if anything is left in dir.
func none(t testing.TB, dir string) {
	t.Helper()
	if list, err := os.ReadDir(dir); err != nil || len(list) != 0 {
		t.Errorf("left behind %v, %v", list, err)
	}
}

func TestExtract(t *testing.T) {
	t.Parallel()
	for _, size := range []int{0, 1, 4096, 64 << 10, 300_001} {
		b := stuff(size)
		dir := t.TempDir()
		path := filepath.Join(dir, "restored", "db")
		file := made(t, b, testKey(t, 2))
		c, err := Extract(t.Context(), iotest.OneByteReader(bytes.NewReader(file)), passphrase, path, sees(t, b))
		if err != nil {
			t.Fatal(err)
		}
		want := manifest()
		want.Size, want.Sum = int64(size), c.Sum
		if !reflect.DeepEqual(c.Manifest, want) || c.Key.ID() != testKey(t, 1).ID() || c.Next.ID() != testKey(t, 2).ID() {
			t.Errorf("%d bytes: read %+v", size, c)
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes: restored as %d, %v", size, len(got), err)
		}
		if _, err := Extract(t.Context(), bytes.NewReader(file), passphrase, path, sees(t, b)); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over a store: err = %v, want %v", err, fs.ErrExist)
		}
		c, err = Rehearse(t.Context(), bytes.NewReader(file), passphrase, dir, sees(t, b))
		if err != nil {
			t.Errorf("rehearsed: %v, %v", c.Counts, err)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
			t.Errorf("the rehearsal left %v, %v", list, err)
		}
	}
	c, err := Extract(t.Context(), bytes.NewReader(made(t, nil, seal.Key{})), passphrase, filepath.Join(t.TempDir(), "db"), sees(t, nil))
	if err != nil || !c.Next.None() {
		t.Errorf("one key: %v, and another: %v", err, !c.Next.None())
	}
}

// age and tar open it without this program, and the file itself tells nothing.
func TestPlainTools(t *testing.T) {
	t.Parallel()
	b := stuff(1000)
	file := made(t, b, seal.Key{})
	for _, secret := range []string{testKey(t, 1).Reveal()[:30], "manifest", "00112233", "ustar", passphrase.Reveal(), string(b[:20])} {
		if bytes.Contains(file, []byte(secret)) {
			t.Errorf("the file holds %q", secret)
		}
	}
	id, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(file), id)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	var names []string
	for archive := tar.NewReader(plain); ; {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		text, err2 := io.ReadAll(archive)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		got[h.Name] = string(text)
	}
	if strings.Join(names, " ") != "manifest.json store.key store.db" || got["store.key"] != testKey(t, 1).Reveal() || got["store.db"] != string(b) {
		t.Errorf("the archive has %v", names)
	}
	if !strings.Contains(got["manifest.json"], `"made": "2026-04-14T05:00:00Z"`) || !strings.Contains(got["manifest.json"], `"audit_chain": "010203"`) {
		t.Errorf("the manifest is\n%s", got["manifest.json"])
	}
}

func TestWrongPassphrase(t *testing.T) {
	t.Parallel()
	file := made(t, stuff(100), seal.Key{})
	for _, wrong := range []string{"", "x", passphrase.Reveal() + " ", strings.ToUpper(passphrase.Reveal())} {
		dir := t.TempDir()
		_, err := Extract(t.Context(), bytes.NewReader(file), flows.Hide(wrong), filepath.Join(dir, "db"), nil)
		if !errors.Is(err, ErrPassphrase) || errors.Is(err, ErrDamaged) {
			t.Errorf("%q: err = %v, want %v", wrong, err, ErrPassphrase)
		}
		if _, err := Rehearse(t.Context(), bytes.NewReader(file), flows.Hide(wrong), dir, nil); !errors.Is(err, ErrPassphrase) {
			t.Errorf("%q, rehearsed: err = %v, want %v", wrong, err, ErrPassphrase)
		}
		none(t, dir)
	}
	var w bytes.Buffer
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := Write(t.Context(), &w, flows.Secret{}, manifest(), f, testKey(t, 1), seal.Key{}); err == nil || w.Len() > 0 {
		t.Errorf("written without a passphrase: %d bytes, %v", w.Len(), err)
	}
	if err := Write(t.Context(), &w, passphrase, manifest(), f, seal.Key{}, seal.Key{}); !errors.Is(err, seal.ErrNoKey) || w.Len() > 0 {
		t.Errorf("written without a key: %d bytes, %v", w.Len(), err)
	}
}

// Cut off anywhere, or with any bit flipped, it is an error, and no file.
func TestDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "db")
	refused := func(what string, file []byte) {
		t.Helper()
		looked := func(context.Context, string, seal.Key, seal.Key, store.Mode) error {
			t.Errorf("%s: it is looked at", what)
			return nil
		}
		c, err := Extract(t.Context(), bytes.NewReader(file), passphrase, path, looked)
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrPassphrase) || !c.Key.None() {
			t.Errorf("%s: err = %v, want %v", what, err, ErrDamaged)
		}
		if len(file) > 400 && bytes.Contains(file[:50], []byte("scrypt")) && !errors.Is(err, ErrDamaged) && strings.HasPrefix(what, "cut") {
			t.Errorf("%s: err = %v, want %v", what, err, ErrDamaged)
		}
	}
	small, large := made(t, stuff(600), testKey(t, 2)), made(t, stuff(200_000), seal.Key{})
	for n := range small {
		refused(fmt.Sprint("cut at ", n), small[:n])
	}
	head := bytes.Index(large, []byte("--- ")) + 4 + 43 + 1 + 16 // the header's end, and the nonce
	for piece := 1; head+piece*(64<<10+16) < len(large); piece++ {
		for by := -1; by <= 1; by++ {
			refused(fmt.Sprint("cut after piece ", piece), large[:head+piece*(64<<10+16)+by])
		}
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		for _, file := range [][]byte{small, large} {
			b := bytes.Clone(file)
			at := chance.IntN(len(b) * 8)
			b[at/8] ^= 1 << (at % 8)
			refused(fmt.Sprint("bit ", at), b)
		}
	}
	for at := range head * 8 { // each of the header
		b := bytes.Clone(small)
		b[at/8] ^= 1 << (at % 8)
		refused(fmt.Sprint("bit ", at), b)
	}
	swapped := bytes.Clone(large)
	const piece = 64<<10 + 16
	copy(swapped[head:], large[head+piece:head+2*piece])
	copy(swapped[head+piece:], large[head:head+piece])
	refused("pieces swapped", swapped)
	refused("something after", append(bytes.Clone(small), 0))
	refused("twice", append(bytes.Clone(small), small...))
	refused("a store", stuff(5000))
	none(t, dir)
}

// What anybody can write, without the passphrase, costs no more than it may.
func TestBombs(t *testing.T) {
	t.Parallel()
	refused := func(what string, r io.Reader, want error) {
		t.Helper()
		dir := t.TempDir()
		if _, err := Extract(t.Context(), r, passphrase, filepath.Join(dir, "db"), nil); !errors.Is(err, want) {
			t.Errorf("%s: err = %v, want %v", what, err, want)
		}
		none(t, dir)
	}
	file := made(t, stuff(600), seal.Key{})
	dear := bytes.Replace(file, []byte(" 1\n"), []byte(" 22\n"), 1) // four gigabytes
	refused("too much work", bytes.NewReader(dear), ErrDamaged)
	start := "age-encryption.org/v1\n"
	endless := func(line string) io.Reader { return io.MultiReader(strings.NewReader(start), &forever{line: line}) }
	refused("a header without end", endless("-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n"), ErrDamaged)
	refused("a line without end", endless("-> x"), ErrDamaged)
	refused("a body without end", io.MultiReader(strings.NewReader(start+"-> x\n"), &forever{line: strings.Repeat("A", 64) + "\n"}), ErrDamaged)
	eio := errors.New("input/output error")
	refused("a disk that fails", io.MultiReader(bytes.NewReader(file[:len(file)/2]), iotest.ErrReader(eio)), eio)
	refused("a disk that fails at once", iotest.ErrReader(eio), eio)
}

// forever repeats a line for as long as it is read, up to a gigabyte.
type forever struct {
	line string
	n    int
}

func (f *forever) Read(b []byte) (int, error) {
	if f.n > 1<<30 {
		return 0, errors.New("it was read to the end")
	}
	n := 0
	for n < len(b) {
		k := copy(b[n:], f.line[f.n%len(f.line):])
		n, f.n = n+k, f.n+k
	}
	return n, nil
}

// What only who knows the passphrase can write is taken no less seriously.
func TestUnpackRefuses(t *testing.T) {
	t.Parallel()
	good, err := func() ([]byte, error) { m := manifest(); m.Size = 3; m.Sum = sum256("abc"); return m.encode() }()
	if err != nil {
		t.Fatal(err)
	}
	key := testKey(t, 1).Reveal()
	type f = tar.Header
	reg := func(name, text string) *tarFile {
		return &tarFile{f{Name: name, Mode: 0o600, Size: int64(len(text))}, text}
	}
	m, k, d := reg(manifestName, string(good)), reg(keyName, key), reg(fileName, "abc")
	sub := func(old, new string) *tarFile {
		if !strings.Contains(string(good), old) {
			t.Fatalf("the manifest has no %s", old)
		}
		return reg(manifestName, strings.Replace(string(good), old, new, 1))
	}
	for name, tt := range map[string]struct {
		files []*tarFile
		want  error
	}{
		"right":              {[]*tarFile{m, k, d}, nil},
		"right, and a key":   {[]*tarFile{m, k, reg(nextName, key), d}, nil},
		"nothing":            {nil, ErrDamaged},
		"no key":             {[]*tarFile{m, d}, ErrDamaged},
		"no store":           {[]*tarFile{m, k}, ErrDamaged},
		"in another order":   {[]*tarFile{k, m, d}, ErrDamaged},
		"one more":           {[]*tarFile{m, k, d, d}, ErrDamaged},
		"no key in it":       {[]*tarFile{m, reg(keyName, "aktivasi"), d}, ErrDamaged},
		"a long key":         {[]*tarFile{m, reg(keyName, key+strings.Repeat(" ", 5000)), d}, ErrDamaged},
		"a long manifest":    {[]*tarFile{reg(manifestName, string(good)+strings.Repeat(" ", 70_000)), k, d}, ErrDamaged},
		"another store":      {[]*tarFile{m, k, reg(fileName, "abd")}, ErrDamaged},
		"a longer one":       {[]*tarFile{m, k, reg(fileName, "abcd")}, ErrDamaged},
		"a link":             {[]*tarFile{m, k, {f{Name: fileName, Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, ""}}, ErrDamaged},
		"a folder":           {[]*tarFile{m, k, {f{Name: fileName, Typeflag: tar.TypeDir}, ""}}, ErrDamaged},
		"another name":       {[]*tarFile{m, k, reg("../store.db", "abc")}, ErrDamaged},
		"records":            {[]*tarFile{m, k, {f{Name: fileName, Size: 3, PAXRecords: map[string]string{"A.x": "y"}}, "abc"}}, ErrDamaged},
		"format 2":           {[]*tarFile{sub(`"format": 1`, `"format": 2`), k, d}, store.ErrVersion},
		"format 0":           {[]*tarFile{sub(`"format": 1`, `"format": 0`), k, d}, store.ErrVersion},
		"an unknown field":   {[]*tarFile{sub(`"mode"`, `"moda"`), k, d}, ErrDamaged},
		"no mode":            {[]*tarFile{sub(`"real"`, `"surreal"`), k, d}, ErrDamaged},
		"size below zero":    {[]*tarFile{sub(`"size": 3`, `"size": -3`), k, d}, ErrDamaged},
		"another size":       {[]*tarFile{sub(`"size": 3`, `"size": 4`), k, d}, ErrDamaged},
		"no sum":             {[]*tarFile{sub(`"sha256": "ba`, `"sha256": "`), k, d}, ErrDamaged},
		"a sum of no digits": {[]*tarFile{sub(`"sha256": "ba`, `"sha256": "zz`), k, d}, ErrDamaged},
		"something after it": {[]*tarFile{reg(manifestName, string(good)+"{}"), k, d}, ErrDamaged},
	} {
		var w bytes.Buffer
		c, err := unpack(bytes.NewReader(packed(t, tt.files)), &w)
		if !errors.Is(err, tt.want) || (err != nil) != c.Key.None() {
			t.Errorf("%s: err = %v, want %v", name, err, tt.want)
		}
	}
	long := append(packed(t, []*tarFile{m, k, d}), make([]byte, 1<<20)...)
	if _, err := unpack(bytes.NewReader(long), io.Discard); !errors.Is(err, ErrDamaged) {
		t.Errorf("a long tail: err = %v, want %v", err, ErrDamaged)
	}
	full := errors.New("disk full")
	if _, err := unpack(bytes.NewReader(packed(t, []*tarFile{m, k, d})), failing{full}); !errors.Is(err, full) || errors.Is(err, ErrDamaged) {
		t.Errorf("a full disk: err = %v, want %v", err, full)
	}
}

type tarFile struct {
	tar.Header
	text string
}

func packed(t testing.TB, files []*tarFile) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := f.Header
		_, err := w.Write(nil)
		if err := errors.Join(err, w.WriteHeader(&h)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sum256(text string) (b [32]byte) {
	b, _ = sum(context.Background(), io.Discard, strings.NewReader(text), int64(len(text)))
	return b
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// What the look refuses is not restored.
func TestLookRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := func(context.Context, string, seal.Key, seal.Key, store.Mode) error {
		return store.ErrDamaged
	}
	file := made(t, stuff(600), seal.Key{})
	if _, err := Extract(t.Context(), bytes.NewReader(file), passphrase, filepath.Join(dir, "db"), bad); !errors.Is(err, ErrDamaged) || !errors.Is(err, store.ErrDamaged) {
		t.Errorf("err = %v, want %v", err, ErrDamaged)
	}
	if _, err := Rehearse(t.Context(), bytes.NewReader(file), passphrase, dir, bad); !errors.Is(err, ErrDamaged) {
		t.Errorf("rehearsed: err = %v, want %v", err, ErrDamaged)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Extract(over, bytes.NewReader(file), passphrase, filepath.Join(dir, "db"), bad); !errors.Is(err, context.Canceled) {
		t.Errorf("too late: err = %v, want %v", err, context.Canceled)
	}
	none(t, dir)
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := write(over, io.Discard, passphrase, manifest(), f, testKey(t, 1), seal.Key{}, easy); !errors.Is(err, context.Canceled) {
		t.Errorf("written too late: err = %v, want %v", err, context.Canceled)
	}
}

func FuzzExtract(f *testing.F) {
	good := made(f, stuff(600), seal.Key{})
	f.Add(good)
	f.Add(good[:300])
	f.Add([]byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if bytes.Contains(file, []byte("scrypt")) && !bytes.HasPrefix(file, good[:bytes.Index(good, []byte(" 1\n"))+3]) {
			return // a dear one is slow, and TestBombs has it
		}
		dir := t.TempDir()
		_, err := Extract(t.Context(), bytes.NewReader(file), passphrase, filepath.Join(dir, "db"), sees(t, stuff(600)))
		if err == nil {
			if !bytes.Equal(file, good) {
				t.Error("another file is as good")
			}
			return
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrPassphrase) {
			t.Errorf("err = %v, want %v", err, ErrDamaged)
		}
		none(t, dir)
	})
}

// Whatever the archive holds, what is taken for a store is what its manifest
// says.
func FuzzUnpack(f *testing.F) {
	m := manifest()
	m.Size, m.Sum = 3, sum256("abc")
	text, err := m.encode()
	if err != nil {
		f.Fatal(err)
	}
	file := func(name, text string) *tarFile {
		return &tarFile{tar.Header{Name: name, Size: int64(len(text)), Format: tar.FormatUSTAR}, text}
	}
	f.Add(packed(f, []*tarFile{file(manifestName, string(text)), file(keyName, testKey(f, 1).Reveal()), file(fileName, "abc")}))
	f.Add(packed(f, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		var w bytes.Buffer
		c, err := unpack(bytes.NewReader(b), &w)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, store.ErrVersion) || !c.Key.None() {
				t.Errorf("err = %v, want %v", err, ErrDamaged)
			}
			return
		}
		if c.Key.None() || int64(w.Len()) != c.Size || sum256(w.String()) != c.Sum {
			t.Errorf("%d bytes are taken for %d", w.Len(), c.Size)
		}
	})
}
