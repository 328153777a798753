//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/store"
)

// A commit is two syncs to bbolt: the pages, and then the page that says which of
// them count.
const syncs = 2

// The disk fails at every commit of every journey, at either of its syncs, one
// after the other. Nobody gets a guess for it, nothing is done by half, the person
// is told that it did not work or finds it done, and both the process and the
// next one go on with a store that is whole.
//
// strace makes fdatasync fail the K-th time, counted by thread; all commits are
// made by one (see brittle). Which commit it was is read from the trace, and in
// the end each must have failed at both.
func TestDiskFails(t *testing.T) {
	needs(t, "strace")
	t.Parallel()
	whole := hallOf(t)
	_, clean := walked(t, whole, 0)
	want := map[hit]bool{}
	for i, c := range clean {
		if len(c.syncs) != syncs {
			t.Fatalf("commit %d, of %s, makes %d syncs", i, c.of, len(c.syncs))
		}
		for s := range syncs {
			want[hit{i, s}] = true
		}
	}
	t.Logf("%d commits", len(clean))
	got := make(chan hit, len(want))
	t.Run("all", func(t *testing.T) {
		for k := range len(want) {
			t.Run(strconv.Itoa(k+1), func(t *testing.T) {
				t.Parallel()
				v, trace := walked(t, whole, k+1)
				for i, c := range trace {
					for s, failed := range c.syncs {
						if !failed {
							continue
						}
						got <- hit{i, s}
						if clean[i].of != c.of {
							t.Errorf("the %d-th commit was of %s, and is of %s", i, clean[i].of, c.of)
						}
						if s == 0 && !slices.Contains(v.Failed, c.of) && !unsaid[c.of] {
							t.Errorf("nobody was told that %s failed", c.of)
						}
					}
				}
			})
		}
	})
	close(got)
	for h := range got {
		delete(want, h)
	}
	for h := range want {
		t.Errorf("commit %d, of %s, never failed at sync %d", h.commit, clean[h.commit].of, h.sync+1)
	}
}

// A hit is a sync that failed.
type hit struct{ commit, sync int }

// unsaid are what fails without a word. Who has finished is forgotten, whatever the
// disk does; and a letter that the server has may stay in the outbox, and go out
// once more. (Where its code could not be kept, the person was told.)
var unsaid = map[string]bool{
	flows.Forget.String(): true, flows.MailPasswordCode.String(): true, flows.MailMFACode.String(): true,
}

// A committed is one commit as strace saw it: what it was of, and which of its
// syncs failed.
type committed struct {
	of    string
	syncs []bool
}

// walked lets a person walk while the k-th sync fails, or none if k is 0, and
// judges what they say and what they leave.
func walked(t *testing.T, whole string, k int) (v verdict, trace []committed) {
	t.Helper()
	dir := copied(t, whole)
	self, err := exec.LookPath("brittle")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "trace")
	args := []string{"-f", "-qq", "-o", file, "-e", "trace=fdatasync,write"}
	if k > 0 {
		args = append(args, "-e", fmt.Sprintf("inject=fdatasync:error=EIO:when=%d", k))
	}
	at := time.Date(2027, 1, 5, 8, 0, 0, 0, time.UTC)
	c := exec.Command("strace", append(args, self, dir, strconv.FormatInt(at.Unix(), 10))...)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %s\n%s", err, &errs, &out)
	}
	said, told, _ := strings.Cut(out.String(), "\n{")
	if err := json.Unmarshal([]byte("{"+told), &v); err != nil {
		t.Fatalf("%v, after\n%s", err, &out)
	}
	for _, w := range v.Wrong {
		t.Error(w)
	}
	if !v.Done {
		t.Errorf("they never came to the end:\n%s", said)
	}
	if k == 0 && len(v.Failed) > 0 {
		t.Errorf("without a fault it fails: %v", v.Failed)
	}
	shown := slices.DeleteFunc(slices.Clone(v.Failed), func(op string) bool { return op == flows.Forget.String() })
	if n := strings.Count(said, "Belum berhasil. Tidak ada yang berubah; coba lagi."); n < len(shown) {
		t.Errorf("%v failed, and the person was told %d times:\n%s", shown, n, said)
	}
	if left := record(account(t, dir, store.Real, ratna.nip)); !bytes.Equal(left, v.Account) {
		t.Errorf("they left\n%s\nand there is\n%s", v.Account, left)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return v, commits(t, string(b))
}

var (
	announced = regexp.MustCompile(`^(\d+) +write\(2, "commit of (\w+)\\n"`)
	synced    = regexp.MustCompile(`^(\d+) +(?:<\.\.\. fdatasync resumed>|fdatasync\()[^=]*= (-1 EIO|0)`)
)

// commits reads a trace.
func commits(t *testing.T, text string) (all []committed) {
	t.Helper()
	thread := ""
	for line := range strings.Lines(text) {
		if m := announced.FindStringSubmatch(line); m != nil {
			if thread != "" && m[1] != thread {
				t.Fatalf("commits are made by threads %s and %s", thread, m[1])
			}
			thread = m[1]
			all = append(all, committed{of: m[2]})
		} else if m := synced.FindStringSubmatch(line); m != nil {
			if m[1] != thread {
				t.Fatalf("thread %s syncs, and commits are made by thread %q", m[1], thread)
			}
			c := &all[len(all)-1]
			c.syncs = append(c.syncs, m[2] != "0")
		} else if strings.Contains(line, "fdatasync") && !strings.Contains(line, "unfinished") {
			t.Fatalf("what is %q?", line)
		}
	}
	return all
}
