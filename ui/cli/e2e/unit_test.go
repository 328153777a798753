//go:build e2e && linux

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The unit is one that systemd understands to the last word, and exposes as
// little as was promised (docs/kiosk.md, "The console of a PC").
func TestUnit(t *testing.T) {
	needs(t, "systemd-analyze")
	t.Parallel()
	unit, set := settings(t, "aktivasi.service")
	// verify looks for the program, which is not installed here.
	path := filepath.Join(t.TempDir(), "aktivasi.service")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(unit, "/usr/local/bin/aktivasi", program(t))), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("systemd-analyze", "verify", "--man=no", path).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
	out, err := exec.Command("systemd-analyze", "security", "--no-pager", "--offline=yes", "--threshold=20", path).CombinedOutput()
	m := regexp.MustCompile(`Overall exposure level for aktivasi\.service: (\d+\.\d)`).FindSubmatch(out)
	if err != nil || m == nil {
		t.Fatalf("systemd-analyze security: %v\n%s", err, out)
	}
	exposure, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil || exposure > 2.0 {
		t.Errorf("exposure is %v, and 2.0 is the most", exposure)
	}
	if want := "says " + string(m[1]); !strings.Contains(unit, want) {
		t.Errorf("the unit says something else of its exposure than %q", want)
	}
	t.Logf("exposure %.1f", exposure)

	for key, want := range map[string]string{
		"Unit.Conflicts": "getty@tty1.service", "Unit.StartLimitIntervalSec": "0",
		"Service.Restart": "on-failure", "Service.RestartSec": "1", // a crash is over within two seconds
		"Service.StandardInput": "tty", "Service.StandardOutput": "tty", "Service.StandardError": "journal",
		"Service.TTYPath": "/dev/tty1", "Service.TTYReset": "yes", "Service.TTYVHangup": "yes", "Service.TTYVTDisallocate": "yes",
		"Service.UMask": "0077", "Service.LimitCORE": "0", "Service.MemorySwapMax": "0",
	} {
		if got := set[key]; !slices.Equal(got, []string{want}) {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	// What the sample configuration names is what the unit hands over and makes.
	sample, err := os.ReadFile("../../../packaging/aktivasi.toml")
	if err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{
		"key_credential": strings.Split(one(t, set, "Service.LoadCredentialEncrypted"), ":")[0],
		"data":           "/var/lib/" + one(t, set, "Service.StateDirectory"),
	} {
		if m := regexp.MustCompile(`(?m)^(?:# )?` + what + ` += "([^"]*)"`).FindSubmatch(sample); m == nil || string(m[1]) != want {
			t.Errorf("the sample has %q for %s, and the unit %q", m, what, want)
		}
	}
}

// No other console has a login.
func TestLogind(t *testing.T) {
	t.Parallel()
	_, set := settings(t, "logind.conf")
	for _, key := range []string{"Login.NAutoVTs", "Login.ReserveVT"} {
		if one(t, set, key) != "0" {
			t.Errorf("%s is %q", key, set[key])
		}
	}
}

// settings reads a file of packaging/: all of it, and what is set, by section and key.
func settings(t testing.TB, name string) (text string, set map[string][]string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("../../../packaging", name))
	if err != nil {
		t.Fatal(err)
	}
	set = map[string][]string{}
	section := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
		} else if key, value, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
			set[section+"."+key] = append(set[section+"."+key], value)
		}
	}
	return string(b), set
}

// one is the value of what is set once.
func one(t testing.TB, set map[string][]string, key string) string {
	t.Helper()
	if len(set[key]) != 1 {
		t.Fatalf("%s is set %d times", key, len(set[key]))
	}
	return set[key][0]
}
