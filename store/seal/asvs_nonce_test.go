package seal

import (
	"crypto/rand"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"
)

// No two values are sealed with one nonce (ASVS 11.3.4). A counter that began
// anew, or a source that says the same again, would show at once.
func TestNoncesDiffer(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	seen := map[[chacha20poly1305.NonceSizeX]byte]bool{}
	for range 100_000 {
		b, err := k.Seal(rand.Reader, home, nil)
		if err != nil {
			t.Fatal(err)
		}
		nonce := [chacha20poly1305.NonceSizeX]byte(b[1+idLen : head])
		if seen[nonce] {
			t.Fatalf("sealed twice with %x", nonce)
		}
		seen[nonce] = true
	}
}
