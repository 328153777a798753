package cli

import (
	"runtime/debug"
	"strconv"
	"time"
)

// builtUnix is when the program was built from, in seconds of Unix time. The
// linker puts it there (make cross): the time of the last commit and not of the
// building, so that the same source is the same program to the byte.
var builtUnix string

// released is the day of the last release. It is what a program goes by that
// neither the linker nor git has told anything: one made by go run, or from an
// archive of the source. It only has to be no later than the truth.
const released = 1795305600 // 2026-11-22 00:00 UTC

// built is a moment before which no clock can be right that this program runs by.
func built() time.Time {
	vcs := ""
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.time" {
				vcs = s.Value
			}
		}
	}
	return builtAt(builtUnix, vcs)
}

// builtAt takes the first that can be read of what the linker said and what go
// build found out (RFC 3339). What lies before the last release is a slip.
func builtAt(linked, vcs string) time.Time {
	last := time.Unix(released, 0).UTC()
	if s, err := strconv.ParseInt(linked, 10, 64); err == nil && s >= released {
		return time.Unix(s, 0).UTC()
	}
	if t, err := time.Parse(time.RFC3339, vcs); err == nil && t.After(last) {
		return t.UTC()
	}
	return last
}
