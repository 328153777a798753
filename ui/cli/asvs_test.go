package cli

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/captcha"
	"aktivasi/flows/password"
	"aktivasi/flows/run"
	"aktivasi/flows/run/clock"
	"aktivasi/flows/run/smtp"
	"aktivasi/store"
	"aktivasi/ui/door"
)

// asked is every requirement of OWASP ASVS 5.0 that was looked at, by chapter.
// One that is not on the page is one that nobody has answered.
var asked = strings.Fields(`
	6.1.1 6.1.2 6.1.3
	6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12
	6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.6 6.3.7 6.3.8
	6.4.1 6.4.2 6.4.3 6.4.4 6.4.5 6.4.6
	6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.5.6 6.5.7 6.5.8
	6.6.1 6.6.2 6.6.3 6.6.4 6.7.1 6.7.2 6.8.x
	7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3 7.6.x
	11.1.1 11.1.2 11.1.3 11.1.4 11.2.1 11.2.2 11.2.3 11.2.4 11.2.5 11.3.1 11.3.2 11.3.3 11.3.4
	11.4.1 11.4.2 11.4.3 11.4.4 11.5.1 11.5.2 11.6.1 11.6.2 11.7.1 11.7.2
	13.1.2 13.1.3 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.2.6 13.3.1 13.3.2 13.3.3 13.3.4 13.4.2 13.4.6
	14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.2.5 14.2.6 14.2.7 14.2.8 14.3.1 14.3.2 14.3.3
	16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4
	1.2.5 1.2.10 1.3.3 1.3.11 2.2.1 2.3.1 2.3.3 2.3.4 2.4.1 5.3.2 8.2.1 8.2.2 12.1.1 12.3.1 12.3.2 15.1.2 15.2.2 15.4.1 15.4.2
`)

// verdicts are what the page may say of a requirement.
var verdicts = []string{"met", "partly", "not met", "–"}

// The page answers every requirement once, with one of the verdicts; what it says
// is held by a test is held by one that is there, and files that it names are
// there, too. Its count is right.
func TestASVS(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsOf(t)
	row := regexp.MustCompile(`^\| (\d+\.\d+\.(?:\d+|x)) \| ([123–]) \| `)
	sums := regexp.MustCompile(`^\| (met|partly|not met|does not apply) \| (\d+) \|$`)
	count, claimed := map[string]int{}, map[string]int{}
	var answered []string
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		if m := sums.FindStringSubmatch(line); m != nil {
			claimed[strings.Replace(m[1], "does not apply", "–", 1)], _ = strconv.Atoi(m[2])
		}
		m := row.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		answered = append(answered, m[1])
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 6 {
			t.Errorf("%s has %d cells", m[1], len(cells))
			continue
		}
		verdict, held := strings.TrimSpace(cells[3]), strings.TrimSpace(cells[5])
		if !slices.Contains(verdicts, verdict) {
			t.Errorf("%s is %q", m[1], verdict)
		}
		count[verdict]++
		if held == "" {
			t.Errorf("nobody knows what holds %s", m[1])
		}
		if held == "reading" || held == "–" {
			if held == "–" && (verdict == "met" || verdict == "partly") {
				t.Errorf("%s is %s, and held by nothing", m[1], verdict)
			}
			continue
		}
		for name := range strings.SplitSeq(held, ", ") {
			if name = strings.Trim(name, "`"); !tests[name] {
				t.Errorf("%s is held by %q, which is not there", m[1], name)
			}
		}
	}
	for _, id := range answered {
		if n := strings.Count(" "+strings.Join(answered, " ")+" ", " "+id+" "); n != 1 || !slices.Contains(asked, id) {
			t.Errorf("%s is answered %d times, and was asked: %v", id, n, slices.Contains(asked, id))
		}
	}
	for _, id := range asked {
		if !slices.Contains(answered, id) {
			t.Errorf("%s has no answer", id)
		}
	}
	if !maps.Equal(count, claimed) {
		t.Errorf("counted %v, and the page says %v", count, claimed)
	}
	for m := range strings.SplitSeq(string(page), "`") {
		if strings.Contains(m, "/") && strings.HasSuffix(m, ".go") {
			if _, err := os.Stat(filepath.Join("../..", m)); err != nil {
				t.Errorf("%s is not there", m)
			}
		}
	}
}

// testsOf returns all tests by the last part of their folder and their name
// ("run.TestLog"), and all scripts by the name of their file.
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	all, folders := map[string]bool{}, map[string]string{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Example)\w+)\(`)
	source(t, func(file string) {
		folder := path.Dir(file)
		if name := path.Base(file); strings.HasSuffix(name, ".txtar") {
			all[name] = true
		} else if strings.HasSuffix(name, "_test.go") {
			b, err := os.ReadFile(filepath.Join("../..", file))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range declared.FindAllStringSubmatch(string(b), -1) {
				all[path.Base(folder)+"."+m[1]] = true
			}
			if other := folders[path.Base(folder)]; other != "" && other != folder {
				t.Errorf("%s and %s cannot be told apart", other, folder)
			}
			folders[path.Base(folder)] = folder
		}
	})
	return all
}

// source calls f with each file of the tree that is not hidden, by its path from
// the top.
func source(t *testing.T, f func(file string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../.."), ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "dist"):
			return fs.SkipDir
		case !d.IsDir():
			f(file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The inventory of cryptography on the page is what the product imports, and
// nothing in the product is a way in or out that the page does not know of: no
// other program is started, nothing listens but the socket for errands, nobody
// looks into a running program, and no chance is foretold.
func TestCryptography(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([a-z0-9./]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		listed[m[1]] = true
	}
	// By whom alone these may be imported.
	only := map[string][]string{
		"os/exec": nil, "plugin": nil, "expvar": nil, "net/http/pprof": nil,
		"net/http": {"ui/cli/errand"}, "net": {"flows/run/clock", "flows/run/smtp", "ui/cli", "ui/cli/errand"},
		"math/rand": nil, "math/rand/v2": {"flows/captcha", "flows/crowd"}, // which letters lean where, though the letters are drawn; and invented people
	}
	found := map[string]bool{}
	source(t, func(file string) {
		folder := path.Dir(file)
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(folder, "ui/cli/testdata") ||
			slices.Contains([]string{"flows/run/smtp/authority", "flows/run/smtp/postfix", "flows/run/roster/rostertest", "store/storetest"}, folder) {
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if at, limited := only[name]; limited && !slices.Contains(at, folder) {
				t.Errorf("%s imports %s", file, name)
			}
			if strings.HasPrefix(name, "crypto/") || strings.HasPrefix(name, "golang.org/x/crypto/") || strings.HasPrefix(name, "filippo.io/") || strings.HasPrefix(name, "github.com/pquerna/") {
				found[name] = true
			}
		}
	})
	if !maps.Equal(found, listed) {
		t.Errorf("imported are %v\nlisted are %v", slices.Sorted(maps.Keys(found)), slices.Sorted(maps.Keys(listed)))
	}
}

// The numbers that docs/security.md promises are those of the code: each stands
// before the name of its constant, with at most a few words between.
func TestSecurityNumbers(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(b)), " ")
	rests := func(rest func(i int) time.Duration) (all string) {
		for i := 0; i == 0 || rest(i) != rest(i-1); i++ {
			if d := rest(i); d < time.Minute {
				all += amount(d) + " … "
			} else {
				all += fmt.Sprint(d.Minutes()) + ", "
			}
		}
		return strings.TrimSuffix(all, ", ") + " minutes"
	}
	for name, value := range map[string]any{
		"SignInTries": run.SignInTries, "BlockAfter": run.BlockAfter, "CodeTries": run.CodeTries, "CodeRest": run.CodeRest,
		"SignInRest":   rests(func(i int) time.Duration { return run.SignInRest(run.SignInTries + i) }),
		"TerminalRest": rests(run.TerminalRest),
		"CodeLife":     run.CodeLife, "ResendAfter": run.ResendAfter, "CodesAnHour": run.CodesAnHour, "CodesADay": run.CodesADay,
		"GrantTries": run.GrantTries, "GrantRest": run.GrantRest, "GrantLife": run.GrantLife, "GrantPasses": run.GrantPasses,
		"InviteTries": run.InviteTries, "InviteLife": run.InviteLife, "KeyLife": run.KeyLife, "RetiredLife": run.RetiredLife, "RetiredKept": run.RetiredKept, "ProofLife": run.ProofLife,
		"TerminalSlips": run.TerminalSlips, "TerminalWindow": run.TerminalWindow, "Lifetime": captcha.Lifetime,
		"PostPatience": run.PostPatience, "FirstPause": run.FirstPause, "LongestPause": run.LongestPause,
		"LongestRest": run.LongestRest, "NoticeLife": run.NoticeLife, "Timeout": smtp.Timeout,
		"Countdown": flows.Countdown, "Whole": flows.Whole, "WholeMailed": flows.WholeMailed, "Announced": flows.Announced,
		"WholeConsole": flows.WholeConsole, "Idle": flows.Idle(flows.AtSignIn),
		"Tolerance": clock.Tolerance, "WarnFrom": clock.WarnFrom, "RefuseFrom": clock.RefuseFrom, "Every": clock.Every,
		"Min": password.Min, "Max": password.Max, "Strangers": store.Strangers, "Limit": door.Limit,
		"MaxWidth": door.MaxWidth, "MaxHeight": door.MaxHeight,
	} {
		said := regexp.QuoteMeta(amount(value))
		said = strings.Replace(said, " … ", "[^|`]{1,40}", 1)
		if !regexp.MustCompile(`(?:^|[^0-9,])` + said + "(?:[^|`]{0,40}|[^|`]{0,40}`[A-Za-z]+`, )`" + name + "`").MatchString(page) {
			t.Errorf("docs/security.md does not say %s (`%s`)", amount(value), name)
		}
	}
}

// amount is a value as the page writes it.
func amount(value any) string {
	d, is := value.(time.Duration)
	switch {
	case !is:
		if n, is := value.(int); is && n >= 1000 {
			return fmt.Sprintf("%d,%03d", n/1000, n%1000)
		}
		return fmt.Sprint(value)
	case d >= 48*time.Hour:
		return fmt.Sprintf("%g days", d.Hours()/24)
	case d == time.Hour:
		return "hour"
	case d > time.Hour:
		return fmt.Sprintf("%g hours", d.Hours())
	case d == time.Minute:
		return "1 minute"
	case d > time.Minute:
		return fmt.Sprintf("%g minutes", d.Minutes())
	}
	return fmt.Sprintf("%g s", d.Seconds())
}
