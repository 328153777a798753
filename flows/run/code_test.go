package run

import (
	"encoding/hex"
	"io"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/store"
)

// The hashes of codes under way stand in stores, and outlive the program that
// made them. HMAC-SHA256 of the use and the code, keyed with the request.
func TestCodeHashes(t *testing.T) {
	t.Parallel()
	const request = "000102030405060708090a0b0c0d0e0f"
	code := flows.Hide("K7M3QXPT")
	for _, tt := range []struct {
		name, want string
		got        []byte
	}{
		{"mailed, for a password", "177b0fac38055697dbc893595178a8113761d1f2663228148dd56932490a84f7", codeHash(store.ResetPassword, request, code)},
		{"mailed, for MFA", "08c1bc924c1eb28496cd349eeb60e02c3eae6cb91f4161374d310c86d712c912", codeHash(store.ResetMFA, request, code)},
		{"an officer's, for a password", "6fbd2c378cc71cb45b0605371b7086eea64474e1d5fdc63e99ca0e9701a5df69", grantHash(store.GrantPassword, request, code)},
		{"an officer's, for MFA", "d7daa72cd160e71a3ec1ae0dd3d11f9dd28824d044182d2110c41332751f4284", grantHash(store.GrantMFA, request, code)},
		{"an officer's, for a wait", "defb8bc44ad44272e8b31fed1bfa917159c5d541fa0bb0bf2295f97aa2d5ac8c", grantHash(store.GrantWait, request, code)},
		{"for an officer", "76c3079c1d6a726011b1762c85d0ce87de6a656b8e42b0daa5036e888651f7b4", inviteHash(request, code)},
		{"a request that is none of ours", "", bind("0", code, 'i')},
	} {
		if got := hex.EncodeToString(tt.got); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestRandomHex(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		chance string
		n      int
		want   string
		err    error
	}{
		{"\x00\x0f\xa0\xff and more", 4, "000fa0ff", nil},
		{"", 0, "", nil},
		{"\x00\x0f\xa0", 4, "", io.ErrUnexpectedEOF},
		{"", 4, "", io.EOF},
	} {
		if got, err := randomHex(strings.NewReader(tt.chance), tt.n); got != tt.want || err != tt.err {
			t.Errorf("%d bytes of %q: %q, %v", tt.n, tt.chance, got, err)
		}
	}
}
