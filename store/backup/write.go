package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"

	"aktivasi/flows"
	"aktivasi/store/seal"
)

// The names in the archive, in their order.
const (
	manifestName = "manifest.json"
	keyName      = "store.key"
	nextName     = "store.next"
	fileName     = "store.db"
)

// work is what a guess at the passphrase costs: 2^18 rounds of scrypt, which is
// 256 MiB and about a second (age's own choice, v1.3.2). One that asks for more
// was not written here, and is not tried.
const work = 18

// Write writes a backup of the store in file to w: a copy that nobody changes
// (bolt's Copy), with the key that opens it and, where that is being changed,
// the one to come (the zero Key otherwise). m says the rest; Size and Sum are
// filled in. w gets an age file, and is not closed.
func Write(ctx context.Context, w io.Writer, passphrase flows.Secret, m Manifest, file *os.File, key, next seal.Key) error {
	if err := write(ctx, w, passphrase, m, file, key, next, work); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}

func write(ctx context.Context, w io.Writer, passphrase flows.Secret, m Manifest, file *os.File, key, next seal.Key, work int) error {
	if key.None() {
		return seal.ErrNoKey
	}
	to, err := age.NewScryptRecipient(passphrase.Reveal())
	if err != nil {
		return err
	}
	to.SetWorkFactor(work)
	in, err := file.Stat()
	if err != nil {
		return err
	}
	// Read twice: the sum stands before what it is of, so that whoever reads knows
	// at once what to expect.
	m.Size = in.Size()
	if m.Sum, err = sum(ctx, io.Discard, file, m.Size); err != nil {
		return err
	}
	manifest, err := m.encode()
	if err != nil {
		return err
	}
	sealed, err := age.Encrypt(until{ctx, w}, to)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(sealed)
	add := func(name string, size int64) error {
		// USTAR has no room for surprises: no long names, no sparse files.
		return archive.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: m.Made, Typeflag: tar.TypeReg, Format: tar.FormatUSTAR})
	}
	type part struct {
		name string
		text []byte
	}
	parts := []part{{manifestName, manifest}, {keyName, []byte(key.Reveal())}}
	if !next.None() {
		parts = append(parts, part{nextName, []byte(next.Reveal())})
	}
	for _, p := range parts {
		if err := add(p.name, int64(len(p.text))); err != nil {
			return err
		}
		if _, err := archive.Write(p.text); err != nil {
			return err
		}
	}
	if err := add(fileName, m.Size); err != nil {
		return err
	}
	again, err := sum(ctx, archive, file, m.Size)
	if err != nil {
		return err
	}
	if !bytes.Equal(again[:], m.Sum[:]) {
		return errors.New("the copy was changed meanwhile")
	}
	return errors.Join(archive.Close(), sealed.Close())
}

// sum copies the first size bytes of file to w, and returns their SHA-256.
func sum(ctx context.Context, w io.Writer, file io.ReaderAt, size int64) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	n, err := io.Copy(until{ctx, io.MultiWriter(w, h)}, io.NewSectionReader(file, 0, size))
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	return [sha256.Size]byte(h.Sum(nil)), err
}

// until writes to w until ctx is over.
type until struct {
	ctx context.Context
	w   io.Writer
}

func (u until) Write(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(b)
}
