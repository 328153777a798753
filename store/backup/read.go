package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"

	"aktivasi/flows"
	"aktivasi/store"
	"aktivasi/store/newfile"
	"aktivasi/store/seal"
)

// Errors of reading, to be told apart with errors.Is. A backup of a later
// version is [store.ErrVersion].
var (
	ErrPassphrase = errors.New("wrong passphrase")
	ErrDamaged    = errors.New("the backup is damaged, cut off, or not one of this program")
)

// A Look opens the store in the file at path with its keys, and reads everything
// in it, as bolt.Inspect does. next is the zero Key where the key was not being
// changed. What it counts it keeps to itself.
type Look func(ctx context.Context, path string, key, next seal.Key, mode store.Mode) error

// Contents is what was in a backup.
type Contents struct {
	Manifest
	Key  seal.Key
	Next seal.Key // the key it was being changed for, or the zero Key
}

// Extract reads a backup from r, and makes a new file at path of the store that
// is in it, once every byte was read and look has read the store. A file that is
// there is left alone: the error is [fs.ErrExist]. Otherwise it is ErrPassphrase,
// ErrDamaged or [store.ErrVersion], or what r and the disk say; and there is no
// file. The keys are returned, and written nowhere.
func Extract(ctx context.Context, r io.Reader, passphrase flows.Secret, path string, look Look) (Contents, error) {
	var c Contents
	err := newfile.Make(path, func(temp string) (err error) {
		src := &source{ctx: ctx, r: r, left: headerMost}
		c, err = extract(src, passphrase, temp)
		if src.err != nil { // and what that looked like from inside does not matter
			return src.err
		}
		if err != nil {
			return err
		}
		if err = look(ctx, temp, c.Key, c.Next, c.Mode); err != nil && ctx.Err() == nil {
			err = fmt.Errorf("%w: the store in it: %w", ErrDamaged, err)
		}
		return err
	})
	if err != nil {
		return Contents{}, fmt.Errorf("read backup: %w", err)
	}
	return c, nil
}

// Rehearse proves that a backup restores: it is extracted into a private folder
// made in dir, looked at, and removed. The store is never there but sealed.
func Rehearse(ctx context.Context, r io.Reader, passphrase flows.Secret, dir string, look Look) (c Contents, err error) {
	private, err := os.MkdirTemp(dir, "rehearsal-*") // 0700 by its contract
	if err != nil {
		return Contents{}, fmt.Errorf("rehearse backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(private)) }()
	return Extract(ctx, r, passphrase, filepath.Join(private, fileName), look)
}

// extract decrypts src, and writes the store in it over the file at path.
func extract(src *source, passphrase flows.Secret, path string) (Contents, error) {
	id, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		return Contents{}, fmt.Errorf("%w: there is none", ErrPassphrase)
	}
	id.SetMaxWorkFactor(work)
	plain, err := age.Decrypt(src, id)
	if no := (*age.NoIdentityMatchError)(nil); errors.As(err, &no) && slices.Equal(no.StanzaTypes, []string{"scrypt"}) {
		return Contents{}, ErrPassphrase
	}
	if err != nil {
		return Contents{}, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	src.left = fileMost
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return Contents{}, err
	}
	c, err := unpack(plain, f)
	return c, errors.Join(err, f.Close())
}

// How much is read at most, in bytes. What comes before the passphrase is proved
// can have been written by anybody, and age reads a header of any length.
const (
	headerMost   = 64 << 10 // age's has 200, and it reads 4096 ahead
	manifestMost = 64 << 10
	keyMost      = 1 << 10
	fileMost     = 8 << 30 // what a header of USTAR can say
	tailMost     = 64 << 10
)

// unpack reads the archive to its end, and writes the store in it to w.
func unpack(plain io.Reader, w io.Writer) (c Contents, err error) {
	archive := tar.NewReader(plain)
	text, err := small(archive, manifestName, manifestMost)
	if err != nil {
		return Contents{}, err
	}
	if c.Manifest, err = decode(text); err != nil {
		return Contents{}, err
	}
	if text, err = small(archive, keyName, keyMost); err != nil {
		return Contents{}, err
	}
	if c.Key, err = seal.ParseKey(string(text)); err != nil {
		return Contents{}, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	h, err := entry(archive)
	if err == nil && h.Name == nextName {
		if text, err = content(archive, h, keyMost); err != nil {
			return Contents{}, err
		}
		if c.Next, err = seal.ParseKey(string(text)); err != nil {
			return Contents{}, fmt.Errorf("%w: %v", ErrDamaged, err)
		}
		h, err = entry(archive)
	}
	if err != nil {
		return Contents{}, err
	}
	if h.Name != fileName || h.Size != c.Size {
		return Contents{}, fmt.Errorf("%w: %d bytes of store are said to be there, and %q has %d", ErrDamaged, c.Size, h.Name, h.Size)
	}
	if err := c.pour(w, archive); err != nil {
		return Contents{}, err
	}
	if _, err := archive.Next(); err != io.EOF {
		return Contents{}, fmt.Errorf("%w: something follows the store", ErrDamaged)
	}
	// To the end of the age file, whose last piece says that it is the last.
	if n, err := io.Copy(io.Discard, io.LimitReader(plain, tailMost+1)); err != nil || n > tailMost {
		return Contents{}, fmt.Errorf("%w: its end: %v", ErrDamaged, err)
	}
	return c, nil
}

// entry returns what the next file of the archive is: a plain one, or damage.
// tar knows files that grow as they are read (sparse ones); none of those.
func entry(archive *tar.Reader) (*tar.Header, error) {
	h, err := archive.Next()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	if h.Typeflag != tar.TypeReg || len(h.PAXRecords) > 0 || h.Size < 0 || h.Size > fileMost {
		return nil, fmt.Errorf("%w: %q is no plain file", ErrDamaged, h.Name)
	}
	return h, nil
}

// small reads the next file, which must have that name.
func small(archive *tar.Reader, name string, most int64) ([]byte, error) {
	h, err := entry(archive)
	if err != nil {
		return nil, err
	}
	if h.Name != name {
		return nil, fmt.Errorf("%w: %q where %s should be", ErrDamaged, h.Name, name)
	}
	return content(archive, h, most)
}

// content reads the file of header h.
func content(archive *tar.Reader, h *tar.Header, most int64) ([]byte, error) {
	if h.Size > most {
		return nil, fmt.Errorf("%w: %s of %d bytes", ErrDamaged, h.Name, h.Size)
	}
	text := make([]byte, h.Size)
	if _, err := io.ReadFull(archive, text); err != nil {
		return nil, fmt.Errorf("%w: %s: %v", ErrDamaged, h.Name, err)
	}
	return text, nil
}

// pour copies the store to w, and sees that it is the one m speaks of.
func (m Manifest) pour(w io.Writer, archive io.Reader) error {
	h := sha256.New()
	buf := make([]byte, 64<<10)
	for left := m.Size; left > 0; {
		n, err := io.ReadFull(archive, buf[:min(left, int64(len(buf)))])
		if err != nil {
			return fmt.Errorf("%w: %s: %v", ErrDamaged, fileName, err)
		}
		h.Write(buf[:n]) //nolint:errcheck // a hash never fails
		if _, err := w.Write(buf[:n]); err != nil {
			return err
		}
		left -= int64(n)
	}
	if subtle.ConstantTimeCompare(h.Sum(nil), m.Sum[:]) != 1 {
		return fmt.Errorf("%w: %s is another than the manifest says", ErrDamaged, fileName)
	}
	return nil
}

// source reads r until ctx is over or so many bytes were read, and remembers
// what was no fault of the backup.
type source struct {
	ctx  context.Context
	r    io.Reader
	left int64
	err  error
}

func (s *source) Read(b []byte) (int, error) {
	if s.err == nil {
		s.err = s.ctx.Err()
	}
	if s.err != nil {
		return 0, s.err
	}
	if s.left <= 0 {
		return 0, errors.New("too long")
	}
	n, err := s.r.Read(b[:min(int64(len(b)), s.left)])
	s.left -= int64(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
