package newfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

func write(text string) func(string) error {
	return func(temp string) error { return os.WriteFile(temp, []byte(text), 0o600) }
}

// names lists a folder, to see that nothing was left behind.
func names(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range list {
		all = append(all, e.Name())
	}
	return all
}

func TestMake(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(dir, "key")
	if err := Make(path, write("new")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "new" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q, want the file alone", got)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for name, want := range map[string]fs.FileMode{path: 0o600, dir: fs.ModeDir | 0o700, filepath.Dir(dir): fs.ModeDir | 0o700} {
		if in, err := os.Stat(name); err != nil || in.Mode() != want {
			t.Errorf("%s is %v, %v; want %v", name, in.Mode(), err, want)
		}
	}
}

func TestMakeTakesNoPlace(t *testing.T) {
	t.Parallel()
	noLinks := func(_, _ string) error { return errors.ErrUnsupported }
	for name, link := range map[string]func(string, string) error{"link": os.Link, "rename": noLinks} {
		dir := t.TempDir()
		path := filepath.Join(dir, "key")
		// Somebody else is faster, after the first look.
		late := func(temp string) error {
			return errors.Join(os.WriteFile(path, []byte("theirs"), 0o600), os.WriteFile(temp, []byte("ours"), 0o600))
		}
		if err := place(path, late, link); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: err = %v, want %v", name, err, fs.ErrExist)
		}
		if err := place(path, write("ours"), link); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: err = %v, want %v", name, err, fs.ErrExist)
		}
		if b, _ := os.ReadFile(path); string(b) != "theirs" {
			t.Errorf("%s: the file holds %q", name, b)
		}
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("%s: left behind %q", name, got)
		}
	}
}

func TestMakeWithoutLinks(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	if err := place(path, write("new"), func(_, _ string) error { return errors.ErrUnsupported }); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "new" {
		t.Errorf("the file holds %q, %v", b, err)
	}
}

// What cannot be filled is not there, and neither is a broken link's target.
func TestMakeFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	full := errors.New("disk full")
	half := func(temp string) error { return errors.Join(write("ha")(temp), full) }
	if err := Make(path, half); !errors.Is(err, full) {
		t.Errorf("err = %v, want %v", err, full)
	}
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("left behind %q", got)
	}
	if err := os.Symlink(filepath.Join(dir, "nowhere"), path); err != nil {
		t.Skip(err)
	}
	if err := Make(path, write("new")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("through a broken link: err = %v, want %v", err, fs.ErrExist)
	}
}

func TestMakeAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	var wg sync.WaitGroup
	won := make(chan string, 20)
	for i := range cap(won) {
		wg.Go(func() {
			text := fmt.Sprint(i)
			switch err := Make(path, write(text)); {
			case err == nil:
				won <- text
			case !errors.Is(err, fs.ErrExist):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(won) != 1 {
		t.Fatalf("%d of them made the file", len(won))
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != <-won {
		t.Errorf("the file holds %q, %v", b, err)
	}
}
