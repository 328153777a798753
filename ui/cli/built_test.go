package cli

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestBuilt(t *testing.T) {
	t.Parallel()
	last := time.Unix(released, 0).UTC()
	later := last.AddDate(0, 3, 1).Truncate(time.Second)
	unix, vcs := strconv.FormatInt(later.Unix(), 10), later.Format(time.RFC3339)
	for _, tt := range []struct {
		linked, vcs string
		want        time.Time
	}{
		{"", "", last},
		{unix, "", later},
		{"", vcs, later},
		{unix, last.AddDate(1, 0, 0).Format(time.RFC3339), later},
		{"soon", vcs, later},
		{"soon", "never", last},
		{"0", "1970-01-01T00:00:00Z", last}, // a program cannot be older than its source
		{"99999999999999999999", "", last},
	} {
		if got := builtAt(tt.linked, tt.vcs); !got.Equal(tt.want) {
			t.Errorf("linker %q, git %q: %v, want %v", tt.linked, tt.vcs, got, tt.want)
		}
	}
}

// A date that is still to come would shut every kiosk until then. What knows the
// date best here is the last commit, and the clock only where there is no git.
func TestReleasedHasPassed(t *testing.T) {
	t.Parallel()
	now := time.Now()
	if out, err := exec.Command("git", "log", "-1", "--format=%ct").Output(); err == nil {
		if s, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64); err == nil {
			now = time.Unix(s, 0)
		}
	}
	if last := time.Unix(released, 0); last.After(now) {
		t.Errorf("released is %v, and the last commit is of %v", last, now)
	}
	if got := built(); got.After(time.Now()) || got.Unix() < released {
		t.Errorf("built() is %v", got)
	}
}
