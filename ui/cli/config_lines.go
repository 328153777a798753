package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"aktivasi/flows/legible"
)

// parseConfig reads and judges the text of a configuration. An error names the
// line and the key, and is one line itself.
func parseConfig(text []byte) (config, error) {
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // Notepad puts it there, and TOML has no use for it
	c := config{lines: positions(text)}
	d := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return c, errors.New(where(err, text))
	}
	return c, c.check()
}

// where is a decoding error on one line: which line and key, and what is the
// matter with it.
func where(err error, text []byte) string {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := strict.Errors[0]
		line, _ := e.Position()
		return fmt.Sprintf("line %d: unknown key %q", line, strings.Join(e.Key(), "."))
	}
	var bad *toml.DecodeError
	if !errors.As(err, &bad) {
		return oneLine(err)
	}
	line, _ := bad.Position()
	key := strings.Join(bad.Key(), ".")
	if key == "" { // what is no TOML was not taken apart
		if rows := bytes.Split(text, []byte("\n")); line <= len(rows) {
			if m := left.FindSubmatch(rows[line-1]); m != nil {
				key = string(m[1])
			}
		}
	}
	what := strings.TrimPrefix(oneLine(bad), "toml: ")
	if m := kinds.FindStringSubmatch(what); m != nil {
		what = fmt.Sprintf("%s, where %s is wanted", m[1], cmp.Or(wanted[m[2]], "a table"))
	}
	if key == "" {
		return fmt.Sprintf("line %d: %s", line, what)
	}
	return fmt.Sprintf("line %d: key %q: %s", line, key, what)
}

// left is the key on a line, as far as it can be told from without.
var left = regexp.MustCompile(`^\s*([-A-Za-z0-9_.]+)\s*(?:=|$)`)

// kinds is how go-toml says that a value is of the wrong kind: in Go's terms, and
// with the names of our structs.
var kinds = regexp.MustCompile(`^cannot decode TOML (.+) into struct field \S+ of type (\S+)$`)

var wanted = map[string]string{"string": "a string", "int": "an integer", "bool": "true or false", "[]string": "a list of strings"}

// oneLine is err without what a document may have put into it.
func oneLine(err error) string { return legible.Line(err.Error(), 200) }

// positions finds the line of each key and table of a document, by their full names:
// "mail.port". Of a document that is no TOML it finds those before the fault.
func positions(text []byte) map[string]int {
	found := map[string]int{}
	var p unstable.Parser
	p.Reset(text)
	// note files the key of n under what it stands in, and returns its full name.
	note := func(in string, n *unstable.Node) string {
		line := 0
		for key := n.Key(); key.Next(); {
			if in != "" {
				in += "."
			}
			in += string(key.Node().Data)
			line = p.Shape(key.Node().Raw).Start.Line
		}
		found[in] = line
		return in
	}
	var values func(in string, n *unstable.Node)
	values = func(in string, n *unstable.Node) {
		in = note(in, n)
		if v := n.Value(); v.Kind == unstable.InlineTable {
			for c := v.Children(); c.Next(); {
				values(in, c.Node())
			}
		}
	}
	for table := ""; p.NextExpression(); {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = note("", e)
		case unstable.KeyValue:
			values(table, e)
		}
	}
	return found
}

// wrong is an error about the value of key. Where the key is missing, the line
// is that of its table.
func (c *config) wrong(key, format string, args ...any) error {
	err := fmt.Errorf("key %q: "+format, append([]any{key}, args...)...)
	table, _, _ := strings.Cut(key, ".")
	for _, k := range []string{key, table} {
		if line := c.lines[k]; line > 0 {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
	return err
}
