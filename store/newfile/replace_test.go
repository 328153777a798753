package newfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestReplace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, temp := filepath.Join(dir, "key"), filepath.Join(dir, "key.next")
	if err := errors.Join(write("old")(path), os.Chmod(path, 0o640), write("new")(temp)); err != nil {
		t.Fatal(err)
	}
	if err := Replace(temp, path); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "new" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %q, want the file alone", got)
	}
	if in, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && in.Mode() != 0o640 {
		t.Errorf("the mode is %v, %v; want that of the old file", in.Mode(), err)
	}
}

// What is not there replaces nothing, and nothing is replaced that is not there.
func TestReplaceFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, temp := filepath.Join(dir, "key"), filepath.Join(dir, "key.next")
	if err := write("old")(path); err != nil {
		t.Fatal(err)
	}
	if err := Replace(temp, path); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrUnsure) {
		t.Errorf("with nothing: err = %v, want %v", err, fs.ErrNotExist)
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("the file holds %q", b)
	}
	if err := os.Rename(path, temp); err != nil {
		t.Fatal(err)
	}
	if err := Replace(temp, path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: err = %v, want %v", err, fs.ErrNotExist)
	}
	if b, _ := os.ReadFile(temp); string(b) != "old" {
		t.Errorf("the file that was to replace it holds %q", b)
	}
}
