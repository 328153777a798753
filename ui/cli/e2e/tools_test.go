//go:build e2e && linux

package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/otp"
)

// packages are the Debian packages of the programs that a person's desk is made
// of here.
var packages = map[string]string{
	"Xvfb": "xvfb", "xterm": "xterm", "tmux": "tmux", "import": "imagemagick",
	"zbarimg": "zbar-tools", "oathtool": "oathtool", "fc-match": "fontconfig", "systemd-analyze": "systemd",
}

// font is what xterm writes with. Others may leave a seam between half blocks.
const font, fontPackage = "DejaVu Sans Mono", "fonts-dejavu-core"

// needs skips the test where programs are missing, and says which packages have
// them; with E2E=1, where everything must be there, it fails it.
func needs(t testing.TB, programs ...string) {
	t.Helper()
	var missing []string
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			missing = append(missing, packages[p])
			continue
		}
		if p != "fc-match" {
			continue
		}
		if out, err := exec.Command(p, font).Output(); err != nil || !strings.Contains(string(out), font) {
			missing = append(missing, fontPackage)
		}
	}
	switch {
	case len(missing) == 0:
	case os.Getenv("E2E") == "1":
		t.Fatalf("not installed here: apt-get install %s", strings.Join(missing, " "))
	default:
		t.Skipf("not installed here: apt-get install %s", strings.Join(missing, " "))
	}
}

// shots is how the paths of this test's pictures begin: in the folder that
// E2E_SHOTS names, for people to look at, or in one that goes with the test.
func shots(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("E2E_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	} else if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := strings.NewReplacer("Test", "", "/", "-", "_", "-", "=", "-").Replace(t.Name())
	return filepath.Join(dir, strings.ToLower(name)+"-")
}

// await asks now and again, until the answer is yes. It gives up where no
// answer can be expected any more, and says what it was waiting for.
func await(t testing.TB, what string, yes func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !yes(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

// read takes the time in which nobody has read a page that only tells something:
// the program takes an Enter before for the second half of a double press.
func read() { time.Sleep(400 * time.Millisecond) }

// oath is the code that a phone shows for a secret now, by another's program, and
// the step it belongs to. The program is told the time: what time(2) says may be
// behind by a tick of the kernel, which is another step once every thirty seconds.
func oath(t testing.TB, secret string) (string, otp.Step) {
	t.Helper()
	step := otp.StepAt(time.Now())
	return oathOf(t, secret, step), step
}

// oathOf is the code of that step, whenever it is looked at.
func oathOf(t testing.TB, secret string, step otp.Step) string {
	t.Helper()
	at := fmt.Sprintf("@%d", int64(step)*int64(otp.Period/time.Second))
	out, err := exec.Command("oathtool", "--totp", "-b", "--now", at, secret).Output()
	if err != nil {
		t.Fatalf("oathtool: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// oathAfter waits until the phone shows another code than that of step.
func oathAfter(t testing.TB, secret string, step otp.Step) (string, otp.Step) {
	t.Helper()
	for otp.StepAt(time.Now()) <= step {
		time.Sleep(otp.Left(time.Now()))
	}
	return oath(t, secret)
}

// children are the processes that a process has started and that still run.
func children(t testing.TB, pid int) (all []int) {
	t.Helper()
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil || len(lists) == 0 {
		t.Fatalf("whom process %d has started is not to be learned: %v", pid, err)
	}
	for _, list := range lists {
		b, _ := os.ReadFile(list) // a thread may have ended meanwhile
		for _, f := range strings.Fields(string(b)) {
			all = append(all, atoi(t, f))
		}
	}
	return all
}

func atoi(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// numbers are the words in which a sum is asked.
var numbers = strings.Fields("nol satu dua tiga empat lima enam tujuh delapan sembilan")

// sum answers "Berapa a ditambah b".
func sum(t testing.TB, a, b string) string {
	t.Helper()
	total := 0
	for _, word := range []string{a, b} {
		n := -1
		for i, w := range numbers {
			if w == word {
				n = i
			}
		}
		if n < 0 {
			t.Fatalf("%q is no number", word)
		}
		total += n
	}
	return strconv.Itoa(total)
}
