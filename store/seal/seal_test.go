package seal

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/iotest"
)

// key returns the key whose bytes are all n.
func key(t testing.TB, n byte) Key {
	t.Helper()
	k, err := NewKey(bytes.NewReader(bytes.Repeat([]byte{n}, KeySize)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var home = Place{Store: []byte("store-id"), Bucket: "accounts", Key: []byte("k1")}

func TestSeal(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	for _, plain := range []string{"", "x", strings.Repeat("rahasia ", 1000)} {
		a, err := k.Seal(rand.Reader, home, []byte(plain))
		if err != nil {
			t.Fatal(err)
		}
		b, _ := k.Seal(rand.Reader, home, []byte(plain))
		if bytes.Equal(a, b) {
			t.Error("sealed twice, it looks the same")
		}
		if len(a) != len(plain)+Overhead {
			t.Errorf("%d bytes sealed are %d", len(plain), len(a))
		}
		if got, err := k.Open(home, a); err != nil || string(got) != plain {
			t.Errorf("%d bytes open as %d, %v", len(plain), len(got), err)
		}
	}
}

// What is in files must stay readable: this envelope was written by version 1.
func TestSealedV1(t *testing.T) {
	t.Parallel()
	const want = "01d884f003070707070707070707070707070707070707070707070707bf1052f5caa331dd8ce571e6dfb635f998b891d3d4b638"
	b, err := key(t, 1).Seal(bytes.NewReader(bytes.Repeat([]byte{7}, 24)), home, []byte("rahasia"))
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(b); got != want {
		t.Errorf("sealed as %s, want %s", got, want)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	sealed, err := k.Seal(rand.Reader, home, []byte("rahasia"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range len(sealed) * 8 {
		b := bytes.Clone(sealed)
		b[i/8] ^= 1 << (i % 8)
		want := ErrForged
		switch {
		case i/8 == 0:
			want = ErrEnvelope
		case i/8 <= idLen:
			want = ErrOtherKey
		}
		if got, err := k.Open(home, b); !errors.Is(err, want) || got != nil {
			t.Errorf("bit %d flipped: %q, %v; want %v", i, got, err, want)
		}
	}
	for n := range sealed {
		want := ErrForged
		if n < Overhead {
			want = ErrEnvelope
		}
		if _, err := k.Open(home, sealed[:n]); !errors.Is(err, want) {
			t.Errorf("%d bytes: err = %v, want %v", n, err, want)
		}
	}
	for name, p := range map[string]Place{
		"another key":         {home.Store, home.Bucket, []byte("k2")},
		"another bucket":      {home.Store, "entries", home.Key},
		"another store":       {[]byte("store-ie"), home.Bucket, home.Key},
		"no place":            {},
		"a letter moved":      {home.Store, "account", []byte("sk1")},
		"a letter moved over": {[]byte("1store-id"), home.Bucket, []byte("k")},
	} {
		if _, err := k.Open(p, sealed); !errors.Is(err, ErrForged) {
			t.Errorf("%s: err = %v, want %v", name, err, ErrForged)
		}
	}
	if _, err := key(t, 2).Open(home, sealed); !errors.Is(err, ErrOtherKey) {
		t.Errorf("another key: err = %v, want %v", err, ErrOtherKey)
	}
	if _, err := (Key{}).Open(home, sealed); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key: err = %v, want %v", err, ErrNoKey)
	}
	if _, err := (Key{}).Seal(rand.Reader, home, nil); !errors.Is(err, ErrNoKey) {
		t.Errorf("no key: err = %v, want %v", err, ErrNoKey)
	}
}

// Without chance nothing is sealed: a nonce of zeros would repeat.
func TestNoChance(t *testing.T) {
	t.Parallel()
	short := func() io.Reader { return bytes.NewReader(make([]byte, 23)) }
	if b, err := key(t, 1).Seal(short(), home, nil); err == nil || b != nil {
		t.Errorf("sealed with half a nonce: %x, %v", b, err)
	}
	if k, err := NewKey(short()); err == nil || !k.None() {
		t.Errorf("made of too little: %v", err)
	}
	// A reader may give less than asked and go on.
	if _, err := key(t, 1).Seal(iotest.OneByteReader(rand.Reader), home, nil); err != nil {
		t.Error(err)
	}
}

func TestKeyIsHidden(t *testing.T) {
	t.Parallel()
	k := key(t, 'K')
	type inside struct{ k Key }
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "k", k, "in", inside{k})
	js, err := json.Marshal(map[string]any{"k": k, "in": inside{k}})
	if err != nil {
		t.Fatal(err)
	}
	all := log.String() + string(js)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(verb+" "+verb, k, inside{k})
	}
	for _, raw := range []string{"KKKK", "4b4b", "75 75", "75, 75", "S0tL", "0x4b, 0x4b"} {
		if strings.Contains(all, raw) {
			t.Errorf("%q shows in %s", raw, all)
		}
	}
	if key(t, 1).ID() == key(t, 2).ID() || len(k.ID()) != 8 || (Key{}).ID() != "" {
		t.Error("ids do not tell keys apart")
	}
}
