package hash

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
)

const (
	salt   = "c2FsdHNhbHRzYWx0c2FsdA"                      // saltsaltsaltsalt
	key    = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" // 0 to 31
	record = "$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + key
)

func TestParse(t *testing.T) {
	t.Parallel()
	p, err := Parse(record)
	if err != nil {
		t.Fatal(err)
	}
	if p.Params != Today() || string(p.Salt) != "saltsaltsaltsalt" || len(p.Key) != 32 || p.Key[31] != 31 {
		t.Errorf("%+v", p)
	}
	if p.String() != record {
		t.Errorf("spelt %s", p)
	}
	for _, costs := range []string{"m=8,t=1,p=1", "m=64,t=1,p=8", "m=262144,t=10,p=8", "m=47104,t=1,p=1"} {
		if _, err := Parse("$argon2id$v=19$" + costs + "$" + salt + "$" + key); err != nil {
			t.Errorf("%s: %v", costs, err)
		}
	}
}

// TestParseDamaged holds that what bit rot, another program or another hand left
// is an error, and never an order to take 4 GiB.
func TestParseDamaged(t *testing.T) {
	t.Parallel()
	raw := func(n int) string { return base64.RawStdEncoding.EncodeToString(make([]byte, n)) }
	with := func(costs, salt, key string) string {
		return "$argon2id$v=19$" + costs + "$" + salt + "$" + key
	}
	const today = "m=19456,t=2,p=1"
	for _, s := range []string{
		"", "$", "$$$$$", "Kopi-pagi-sungai-layar-7",
		strings.Replace(record, "argon2id", "argon2i", 1),
		strings.Replace(record, "argon2id", "ARGON2ID", 1),
		strings.Replace(record, "v=19", "v=16", 1),
		strings.Replace(record, "$v=19", "", 1),
		record[1:], "x" + record, record + "$", record + "\n", record + "=", record + " ",
		record[:len(record)-1],

		with("m=4194304,t=2,p=1", salt, key), // 4 GiB
		with("m=262145,t=2,p=1", salt, key),
		with("m=4294967295,t=2,p=1", salt, key),
		with("m=4294986752,t=2,p=1", salt, key), // 19456 after 2^32
		with("m=19456,t=11,p=1", salt, key),
		with("m=19456,t=4294967295,p=1", salt, key),
		with("m=19456,t=0,p=1", salt, key), // the library would panic
		with("m=19456,t=2,p=0", salt, key), // so here
		with("m=19456,t=2,p=9", salt, key),
		with("m=19456,t=2,p=257", salt, key), // 1 after 2^8
		with("m=0,t=2,p=1", salt, key),
		with("m=7,t=2,p=1", salt, key),
		with("m=63,t=2,p=8", salt, key), // under 8 KiB a lane
		with("m=-1,t=2,p=1", salt, key),
		with("m=+19456,t=2,p=1", salt, key),
		with("m=019456,t=2,p=1", salt, key),
		with("m=0x4c00,t=2,p=1", salt, key),
		with("m=19_456,t=2,p=1", salt, key),
		with("m= 19456,t=2,p=1", salt, key),
		with("m=,t=2,p=1", salt, key),
		with("t=2,m=19456,p=1", salt, key),
		with("m=19456,t=2", salt, key),
		with("m=19456,t=2,p=1,keyid=1", salt, key),
		with("", salt, key),

		with(today, "", key),
		with(today, salt, ""),
		with(today, raw(7), key),
		with(today, raw(65), key),
		with(today, salt, raw(15)),
		with(today, salt, raw(65)),
		with(today, raw(1<<20), key),
		with(today, salt+"==", key),
		with(today, salt[:10]+"\n"+salt[10:], key), // skipped by encoding/base64
		with(today, salt, key[:20]+"\r"+key[20:]),
		with(today, salt[:21]+"B", key), // stray bits
		with(today, salt, strings.Replace(key, "Q", "-", 1)),
	} {
		if p, err := Parse(s); !errors.Is(err, ErrDamaged) {
			t.Errorf("%.80q: %+v, %v", s, p.Params, err)
		}
		h, made := counting()
		if ok, _, err := h.Verify(t.Context(), s, pw); ok || !errors.Is(err, ErrDamaged) || len(*made) != 0 {
			t.Errorf("%.80q verified: %v, %v, %d computations", s, ok, err, len(*made))
		}
	}
}

// FuzzParse holds that what Parse accepts is within bounds and is spelt back the
// same.
func FuzzParse(f *testing.F) {
	f.Add(record)
	f.Add("$argon2id$v=19$m=65536,t=3,p=4$" + salt + "$" + key)
	f.Add("$argon2id$v=19$m=019456,t=2,p=1$" + salt + "\n$" + key)
	f.Add("$argon2i$v=19$m=4294967295,t=0,p=256$$")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Parse(s)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("%q: %v", s, err)
			}
			return
		}
		if p.String() != s {
			t.Errorf("%q is spelt %q", s, p)
		}
		if p.Memory > maxMemory || p.Memory < 8*uint32(p.Lanes) || p.Time < 1 || p.Time > maxTime || p.Lanes < 1 {
			t.Errorf("%q: %+v", s, p.Params)
		}
		if q, err := Parse(p.String()); err != nil || q.Params != p.Params || !slices.Equal(q.Salt, p.Salt) || !slices.Equal(q.Key, p.Key) {
			t.Errorf("%q: %+v, then %+v, %v", s, p, q, err)
		}
	})
}
