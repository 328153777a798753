package main

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
)

const small = `
# a comment
[one thing]
a/b.go
- x == y
+ x != y
test ./a -run ^TestB$

[two lines go]
a/b.go
- \tif z {
- \t}
test ./a ./c
`

func TestParse(t *testing.T) {
	all, err := parse(strings.ReplaceAll(small, `\t`, "\t"))
	if err != nil || len(all) != 2 {
		t.Fatalf("%d faults, %v", len(all), err)
	}
	one := mutation{line: 3, name: "one thing", file: "a/b.go", old: "x == y", new: "x != y", test: "./a -run ^TestB$"}
	if m := all[0]; m.line != one.line || m.name != one.name || m.file != one.file || m.old != one.old || m.new != one.new || m.test != one.test {
		t.Errorf("got %+v", m)
	}
	if m := all[1]; m.old != "\tif z {\n\t}" || m.new != "" || m.test != "./a ./c" {
		t.Errorf("got %+v", m)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no name", "a.go\n- x\n+ y\ntest .", "before the first"},
		{"no file", "[n]\n- x\n+ y\ntest .", "wants a file"},
		{"nothing to find", "[n]\na.go\n+ y\ntest .", "wants a file"},
		{"nobody to notice", "[n]\na.go\n- x\n+ y", "wants a file"},
		{"two files", "[n]\na.go\nb.go\n- x\n+ y\ntest .", "second file"},
		{"no change", "[n]\na.go\n- x\n+ x\ntest .", "changes nothing"},
		{"twice", "[n]\na.go\n- x\ntest .\n[n]\na.go\n- y\ntest .", "second \"n\""},
	} {
		if _, err := parse(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: err = %v, want %q", c.name, err, c.want)
		}
	}
}

func TestTogether(t *testing.T) {
	var got []string
	for _, args := range together([]mutation{
		{test: "./a -run ^TestB$"}, {test: "./a ./c"}, {test: "./a -run ^TestD$"}, {test: "./a -run ^TestB$"},
		{test: "./e"}, {test: "./e -run ^TestF$"},
	}) {
		got = append(got, strings.Join(args, " "))
	}
	if want := "./a -run ^TestB$|^TestD$, ./a ./c, ./e"; strings.Join(got, ", ") != want {
		t.Errorf("got %q", got)
	}
}

func TestApply(t *testing.T) {
	read := func(name string) ([]byte, error) {
		if name != "a.go" {
			return nil, fs.ErrNotExist
		}
		return []byte("if x {\r\n}\r\nif x || y {\r\n}\r\n"), nil
	}
	m := mutation{file: "a.go", old: "x || y", new: "x"}
	if err := m.apply(read); err != nil || string(m.mutated) != "if x {\n}\nif x {\n}\n" {
		t.Errorf("%q, %v", m.mutated, err)
	}
	for _, m := range []mutation{{file: "a.go", old: "x"}, {file: "a.go", old: "z"}} {
		if err := m.apply(read); err == nil {
			t.Errorf("%q does not stand there once, and is taken", m.old)
		}
	}
	if m.file = "b.go"; !errors.Is(m.apply(read), fs.ErrNotExist) {
		t.Error("a file that is not there")
	}
}
