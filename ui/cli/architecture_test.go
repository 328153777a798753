package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "aktivasi"

// charm is what draws on a terminal.
var charm = []string{
	"github.com/charmbracelet/bubbles", "github.com/charmbracelet/bubbletea", "github.com/charmbracelet/lipgloss",
	"github.com/charmbracelet/x/ansi", "github.com/muesli/termenv",
}

// mayImport is the architecture (docs/house.md): every package, and what it may
// import of ours and of others besides the standard library. What is not
// written here is not allowed. A name of ours means that package alone; a name
// of others also what lies below it.
var mayImport = map[string][]string{
	// The journeys, and the facts they rest on. Pure: see impure below.
	"flows":          {},
	"flows/address":  {"flows"},
	"flows/calendar": {},
	"flows/captcha":  {"flows", "golang.org/x/image"},
	"flows/clinic":   {"flows", "flows/nip", "flows/otp"},
	"flows/crowd":    {"flows/nip"},
	"flows/legible":  {"flows"},
	"flows/nip":      {"flows"},
	"flows/otp":      {"flows", "github.com/pquerna/otp"},
	"flows/password": {"flows", "flows/nip", "golang.org/x/text/unicode/norm"},
	"flows/phone":    {"flows", "flows/otp"},

	// What carries the effects out. It never draws.
	"flows/run": {
		"flows", "flows/address", "flows/captcha", "flows/clinic", "flows/crowd", "flows/legible", "flows/nip", "flows/otp", "flows/password",
		"flows/run/hash", "flows/run/index", "flows/run/letter", "flows/run/slip", "flows/run/tally", "store",
	},
	"flows/run/clock":             {"github.com/beevik/ntp"},
	"flows/run/index":             {"flows/nip", "golang.org/x/text/unicode/norm"},
	"flows/run/report":            {"flows/calendar", "flows/legible", "flows/nip", "github.com/xuri/excelize/v2"},
	"flows/run/slip":              {"flows/calendar", "flows/legible", "flows/nip", "golang.org/x/text/unicode/norm"},
	"flows/run/hash":              {"flows", "flows/password", "golang.org/x/crypto/argon2"},
	"flows/run/letter":            {"flows", "flows/address", "flows/calendar", "flows/legible"},
	"flows/run/roster":            {"flows", "flows/address", "flows/legible", "flows/nip", "store", "golang.org/x/text"},
	"flows/run/roster/rostertest": {},
	"flows/run/tally":             {"flows", "flows/nip", "store"},
	"flows/run/smtp":              {"flows", "flows/address", "flows/legible", "flows/run/letter", "github.com/wneessen/go-mail"},
	"flows/run/smtp/authority":    {},
	"flows/run/smtp/postfix":      {"flows/run/smtp/authority"},

	// What is remembered. It never draws and never decides.
	"store":           {"flows", "flows/nip"},
	"store/backup":    {"flows", "store", "store/newfile", "store/seal", "filippo.io/age"},
	"store/bolt":      {"flows", "flows/nip", "store", "store/newfile", "store/seal", "go.etcd.io/bbolt"},
	"store/memory":    {"flows/nip", "store"},
	"store/newfile":   {},
	"store/seal":      {"flows", "store/newfile", "golang.org/x/crypto"},
	"store/storetest": {"flows", "flows/nip", "store"},

	// What a person touches. It is handed its world, and knows neither the
	// store nor flows/run.
	"ui": slices.Concat([]string{
		"flows", "flows/address", "flows/calendar", "flows/captcha", "flows/legible", "flows/nip", "flows/otp", "flows/password",
		"flows/phone", "ui/door", "ui/paper",
	}, charm),
	"ui/door":   {"ui/ground", "github.com/charmbracelet/bubbletea", "golang.org/x/sys", "golang.org/x/term"},
	"ui/ground": {"github.com/charmbracelet/lipgloss"}, // its init must run before any other that could ask the terminal
	"ui/paper":  slices.Concat(charm, []string{"github.com/mdp/qrterminal/v3", "golang.org/x/image", "rsc.io/qr"}),

	// The only place where the parts are put together, but for those of tests.
	"ui/cli": slices.Concat([]string{
		"flows", "flows/address", "flows/captcha", "flows/clinic", "flows/legible", "flows/nip", "flows/otp", "flows/password",
		"flows/run", "flows/run/clock", "flows/run/hash", "flows/run/letter", "flows/run/report", "flows/run/roster",
		"flows/run/slip", "flows/run/smtp", "ui/cli/errand",
		"store", "store/backup", "store/bolt", "store/newfile", "store/seal",
		"ui", "ui/door", "ui/ground", "ui/paper",
		"github.com/pelletier/go-toml/v2", "github.com/spf13/cobra", "golang.org/x/sys", "golang.org/x/term",
	}, charm),
	"ui/cli/errand": {"golang.org/x/sys/unix"},

	".": {"ui/cli", "ui/ground"},
}

// topLevel is what stands at the top of the project, besides dotfiles and what
// .gitignore keeps out of it.
var topLevel = []string{
	"main.go", "ui", "flows", "store", "go.mod", "go.sum",
	"Makefile", "README.md", "LICENSE", "docs", "packaging",
	"aktivasi", "aktivasi.exe", "dist", // what a build leaves; git ignores them
}

// pure reports whether a package takes time, chance and files as arguments, so
// that the same arguments give the same answer every time.
func pure(pkg string) bool {
	return (pkg == "flows" || strings.HasPrefix(pkg, "flows/")) && pkg != "flows/run" && !strings.HasPrefix(pkg, "flows/run/")
}

// outside is the part of the standard library through which the world gets in.
// math/rand is in the list of calls instead: a generator made from a seed that
// was handed in is an argument like any other.
var outside = []string{"crypto/rand", "io/ioutil", "net", "os", "runtime", "syscall", "testing", "unsafe"}

// impure are names that give another answer the next time.
var impure = map[string]func(name string) bool{
	"time": func(name string) bool {
		return slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local", "LoadLocation"}, name)
	},
	"math/rand":    draws,
	"math/rand/v2": draws,
	"log/slog": func(name string) bool {
		return slices.Contains([]string{"Default", "SetDefault", "Debug", "Info", "Warn", "Error", "Log"}, name)
	},
	"fmt": func(name string) bool {
		return strings.HasPrefix(name, "Print") || strings.HasPrefix(name, "Scan")
	},
}

// draws reports whether a name of math/rand is a function that draws from the
// generator all share, and neither one that makes another nor a type.
func draws(name string) bool {
	return !strings.HasPrefix(name, "New") && !slices.Contains([]string{"Rand", "Source", "PCG", "ChaCha8", "Zipf"}, name)
}

func TestArchitecture(t *testing.T) {
	t.Chdir("../..") // to the top
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(topLevel, e.Name()) {
			t.Errorf("%s: the top level is for %s", e.Name(), strings.Join(topLevel, " "))
		}
	}

	seen := map[string]bool{}
	err = filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && (d.Name() == "testdata" || d.Name() == "dist" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		file = filepath.ToSlash(file)
		seen[path.Dir(file)] = true
		return checkFile(t, file)
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("mayImport of main_test.go has %s, which is not there any more", pkg)
		}
	}
}

func checkFile(t *testing.T, file string) error {
	t.Helper()
	pkg := path.Dir(file)
	allowed, known := mayImport[pkg]
	if !known {
		t.Errorf("%s: package %s is not in mayImport of main_test.go: add it, and say in the commit why it is there", file, pkg)
		return nil
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	names := map[string]string{} // what the file calls an import
	for _, spec := range parsed.Imports {
		name := strings.Trim(spec.Path.Value, `"`)
		call := path.Base(strings.TrimSuffix(name, "/v2"))
		if spec.Name != nil {
			call = spec.Name.Name
		}
		names[call] = name
		if call == "." || name == "C" {
			t.Errorf("%s: no dot imports, and no C", file)
		}
		if !mayUse(pkg, allowed, name) {
			t.Errorf("%s: %s may not import %s", file, pkg, name)
		}
	}
	if !pure(pkg) {
		return nil
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: a goroutine in a pure package", set.Position(n.Pos()))
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				t.Errorf("%s: an init in a pure package", set.Position(n.Pos()))
			}
		case *ast.SelectorExpr: // also where it is not called, but handed on
			if x, ok := n.X.(*ast.Ident); ok {
				if bad := impure[names[x.Name]]; bad != nil && bad(n.Sel.Name) {
					t.Errorf("%s: %s.%s in a pure package", set.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			}
		}
		return true
	})
	return nil
}

// mayUse reports whether pkg, which is allowed some packages, may import name.
func mayUse(pkg string, allowed []string, name string) bool {
	first, rest, _ := strings.Cut(name, "/")
	switch {
	case first == module:
		return slices.Contains(allowed, rest)
	case strings.Contains(first, "."):
		return slices.ContainsFunc(allowed, func(a string) bool { return strings.Contains(a, ".") && below(name, a) })
	case pure(pkg):
		return !slices.ContainsFunc(outside, func(o string) bool { return below(name, o) }) &&
			(pkg != "flows" || !below(name, "math/rand"))
	}
	return true
}

// below reports whether name is parent or lies below it.
func below(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }
