//go:build e2e && linux

package e2e_test

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/otp"
	"aktivasi/flows/run"
	"aktivasi/store"
	"aktivasi/store/bolt"
)

// A person goes through every journey by the plain mode's questions, once with a
// wrong answer and then with the right one, and comes back to whatever did not
// work. They judge what they are told by what the store has: what was refused as
// wrong has cost a try, what was accepted is there, and what failed has changed
// nothing but the count of tries, and never that to less.
type person struct {
	nip   nip.NIP
	store *bolt.Store
	visit *run.Visit
	post  lastLetter
	now   time.Time
	out   io.Writer

	menu     []string        // what can be chosen, as it was read out
	erred    map[string]bool // which answers were wrong once
	password string
	next     string // the new one
	typed    struct {
		device string
		step   otp.Step
		name   string
	}
	renamed, changed, reset bool
	doing                   flows.Op
	account                 store.Account
	left                    int // how much they still do, once something has failed
	verdict
}

// Write hears what is said, and keeps the menu.
func (p *person) Write(b []byte) (int, error) {
	for line := range strings.Lines(string(b)) {
		if m := menuLine.FindStringSubmatch(line); m != nil {
			if m[1] == "1" {
				p.menu = nil
			}
			p.menu = append(p.menu, m[2])
		}
	}
	return p.out.Write(b)
}

var (
	menuLine = regexp.MustCompile(`^(\d+)\. (.*)\n$`)
	sumAsked = regexp.MustCompile(`Berapa (\w+) ditambah (\w+)\?`)
)

// ReadLine answers a question (ui.Lines).
func (p *person) ReadLine(_ context.Context, prompt string) (string, error) {
	if p.left == 0 {
		p.Done = true
		return "", io.EOF
	}
	p.account = p.read()
	text, ok := p.reply(prompt)
	fmt.Fprintln(p.out, prompt+text)
	if !ok {
		return "", io.EOF
	}
	return text, nil
}

// ReadSecret is ReadLine.
func (p *person) ReadSecret(ctx context.Context, prompt string) (string, error) {
	return p.ReadLine(ctx, prompt)
}

// reply is what is typed at a question, and false when the person is through.
func (p *person) reply(prompt string) (string, bool) {
	label, _, _ := strings.Cut(prompt, ":")
	label, _, _ = strings.Cut(label, " (")
	switch {
	case strings.HasPrefix(prompt, "Pilih nomor"):
		return p.choice()
	case strings.HasPrefix(prompt, "Tekan Enter"):
		return "", true
	case strings.HasPrefix(label, "Captcha"):
		m := sumAsked.FindStringSubmatch(prompt)
		total := 0
		for i, w := range numbers {
			for _, word := range m[1:] {
				if w == word {
					total += i
				}
			}
		}
		return p.firstWrong("captcha", "99", strconv.Itoa(total)), true
	}
	switch label {
	case "Username / NIP":
		return ratna.nip, true
	case "Email":
		return p.firstWrong(p.letter()+"address", "bukan@"+ratna.address, ratna.address), true
	case "Kode reset password", "Kode Reset MFA":
		return p.firstWrong(label, "22222222", p.post.code.Reveal()), true
	case "Password baru":
		if p.next == "" {
			p.next = chosen
			if p.password == chosen {
				p.next = password
			}
		}
		return p.next, true
	case "Konfirmasi password":
		return p.next, true
	case "Password", "Password lama":
		return p.firstWrong(label, "Bukan-Password9-Ini", p.password), true
	case "Kode OTP", "Kode OTP baru":
		return p.otp(label), true
	case "Nama perangkat":
		p.typed.name = "HP Pribadi"
		if len(p.account.Active()) > 0 {
			p.typed.name = "HP Kedua"
		}
		return p.typed.name, true
	case "Nama baru":
		p.typed.name = "HP Dinas"
		return p.typed.name, true
	}
	p.Wrong = append(p.Wrong, "nobody knows what to answer to "+prompt)
	return "", false
}

// letter names the letter that is asked for now.
func (p *person) letter() string {
	if p.account.Password.Hash == "" {
		return "password "
	}
	return "MFA "
}

// firstWrong is a wrong answer the first time that one of its kind is given.
func (p *person) firstWrong(kind, wrong, right string) string {
	if !p.erred[kind] {
		p.erred[kind] = true
		return wrong
	}
	return right
}

// otp is the code of the key that is pending, or else of the first device.
func (p *person) otp(label string) string {
	var secret flows.Secret
	p.typed.device, p.typed.step = "", otp.StepAt(p.now)
	active := p.account.Active()
	switch {
	case p.account.Pending != nil:
		secret = p.account.Pending.Secret
	case len(active) > 0:
		secret, p.typed.device = active[0].Secret, active[0].ID
	default:
		return ""
	}
	code, err := otp.Code(secret, p.typed.step)
	must(err)
	return p.firstWrong(label+p.typed.device, "000000", code.Reveal())
}

// choice is the number of the line that leads on from here.
func (p *person) choice() (string, bool) {
	active := p.account.Active()
	want := "Login dan aktifkan MFA"
	switch {
	case strings.HasPrefix(p.menu[0], "Login"):
		switch {
		case p.account.Password.Hash == "":
			want = "Akses pertama"
		case p.reset:
			p.Done = true
			return "", false
		case len(active) == 1 && p.changed && p.renamed && p.erred["second"]:
			want = "HP hilang"
		}
	case strings.HasPrefix(p.menu[0], "Aktifkan"):
		want = "Aktifkan"
	case strings.HasPrefix(p.menu[0], "Ganti nama"):
		if want = "Ganti nama"; p.renamed {
			want = "Hapus"
		}
	case !p.renamed, len(active) > 1:
		want = p.menu[0] // the first device
	case !p.changed:
		want = "Ganti password"
	case !p.erred["second"]:
		p.erred["second"] = true
		want = "Tambah perangkat"
	default:
		want = "Keluar dari akun"
	}
	for i, line := range p.menu {
		if strings.HasPrefix(line, want) {
			return strconv.Itoa(i + 1), true
		}
	}
	p.Wrong = append(p.Wrong, fmt.Sprintf("%q is not in the menu %q", want, p.menu))
	return "", false
}
