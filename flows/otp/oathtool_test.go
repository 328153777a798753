//go:build e2e

package otp

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The codes of 10,000 random secrets and times are those of oathtool, which
// shares no line with the library. Debian's package is called oathtool too.
func TestAgreesWithOathtool(t *testing.T) {
	tool, err := exec.LookPath("oathtool")
	if err != nil {
		t.Fatal("oathtool is not installed: apt-get install oathtool")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.NewChaCha8([32]byte([]byte(fmt.Sprintf("%032d", seed))))
	rnd := rand.New(chance)
	for range 10_000 {
		secret, err := New(chance)
		if err != nil {
			t.Fatal(err)
		}
		now := time.Unix(rnd.Int64N(1<<32), 0).UTC()
		code, err := Code(secret, StepAt(now))
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), tool, "--totp", "--base32",
			"--now", now.Format("2006-01-02 15:04:05 UTC"), secret.Reveal()).CombinedOutput()
		if err != nil {
			t.Fatalf("oathtool at %v: %v\n%s", now, err, out)
		}
		if got, want := code.Reveal(), strings.TrimSpace(string(out)); got != want {
			t.Fatalf("secret %s at %v: %s, oathtool says %s", secret.Reveal(), now, got, want)
		}
	}
}
