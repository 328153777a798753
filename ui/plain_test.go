package ui

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/muesli/termenv"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// typed is a person who has written their answers down.
type typed struct {
	*bufio.Scanner
	echo io.Writer
}

func answers(lines string, echo io.Writer) typed {
	return typed{bufio.NewScanner(strings.NewReader(lines)), echo}
}

func (p typed) ReadLine(_ context.Context, prompt string) (string, error) {
	if !p.Scan() {
		return "", io.EOF
	}
	fmt.Fprintln(p.echo, strings.TrimSpace(prompt+p.Text()))
	return p.Text(), nil
}

func (p typed) ReadSecret(_ context.Context, prompt string) (string, error) {
	if !p.Scan() {
		return "", io.EOF
	}
	fmt.Fprintln(p.echo, strings.TrimSpace(prompt))
	return p.Text(), nil
}

// spoken is the world of right, whose captchas are sums.
func spoken(ctx context.Context, e flows.Effect) flows.Event {
	a := right(ctx, e)
	switch e.Do {
	case flows.DrawCaptcha:
		a.Facts = &flows.Facts{Captcha: flows.Captcha{A: 7, B: 2}}
	case flows.MailPasswordCode, flows.MailAgain:
		a.Facts.Until = noon.Add(10 * time.Minute)
		a.Facts.ResendAt = noon.Add(30 * time.Second)
	default:
	}
	return a
}

func plainly(out io.Writer, lines string, w Words) error {
	return Plain(context.Background(), out, answers(lines, out), Setting{
		World: spoken, Now: func() time.Time { return noon },
		Theme: themed(termenv.Ascii, paper.ASCII), Words: w,
	})
}

// A whole first access as a screen reader hears it: each thing once, the news
// before the question, and nothing of a password.
func ExamplePlain() {
	err := plainly(os.Stdout, `2
199001012015011001
wrong
9
johndoe@gmail.com
:ulang
K7M3 QXPT
KopiPagi7-Balige
KopiPagi7-Balige

:keluar
`, Indonesian())
	fmt.Println(err)
	// Output:
	// Selamat datang. Apa yang ingin Anda lakukan?
	// Ketik :bantuan untuk bantuan, :kembali untuk kembali, :keluar untuk keluar.
	// Siapkan HP Anda. Setel tanggal dan waktu HP ke otomatis.
	// Kode OTP rahasia: jangan berikan kepada siapa pun, termasuk petugas.
	// 1. Login dan aktifkan MFA
	// 2. Akses pertama / lupa password
	// 3. Password lemah, ingin mengganti
	// 4. HP hilang atau ganti HP (Reset MFA)
	// 5. Kode OTP ditolak? Cari penyebabnya
	// 6. Punya kode dari petugas
	// Pilih nomor: 2
	//
	// Reset password, 1 dari 5. Masukkan NIP dan captcha.
	// Username / NIP: 199001012015011001
	// PNS, lahir 1 Januari 1990
	// Captcha. Berapa tujuh ditambah dua?: wrong
	// Captcha tidak sesuai. Perhatikan huruf besar dan huruf kecil.
	// Captcha. Berapa tujuh ditambah dua?: 9
	//
	// Reset password, 2 dari 5. Ketik alamat email Anda secara lengkap.
	// Email terdaftar: joh*****@gmail.com
	// Ketik alamat email itu dengan lengkap. Kode dikirim ke sana.
	// Email: johndoe@gmail.com
	//
	// Reset password, 3 dari 5. Ketik kode dari email Anda.
	// Kode reset password dikirim ke joh*****@gmail.com.
	// Belum ada? Periksa juga folder spam.
	// Berlaku sampai 09.31 WIB.
	// Kode telah dikirim. Periksa kotak masuk dan folder spam.
	// Kode reset password: :ulang
	// Kode baru saja dikirim.
	// Kode reset password: K7M3 QXPT
	//
	// Reset password, 4 dari 5. Buat password baru.
	// - minimal 12 karakter
	// - huruf besar
	// - huruf kecil
	// - angka
	// - simbol, misal - ! ?
	// - tanpa NIP dan nama
	// Sulit membuat? Ketik :usulan untuk usulan frasa sandi yang mudah diingat.
	// Kode benar. Sekarang buat password baru.
	// Password baru:
	// Konfirmasi password:
	//
	// Reset password, 5 dari 5. Password Anda sudah siap.
	// Password baru sudah dapat dipakai.
	// Berikutnya: login, lalu aktifkan MFA jika belum aktif.
	// Password berhasil direset.
	// Tekan Enter untuk lanjut (Login):
	//
	// Login dengan NIP dan password.
	// Belum punya atau lupa password? Ketik :lupa.
	// Password:
	// Sampai jumpa.
	// <nil>
}

// Input that ends is a person who left: it is said, and nothing is half-done.
func TestPlainEnds(t *testing.T) {
	for _, lines := range []string{"", "2\n", "2\n199001012015011001\n9\njohndoe@gmail.com\nK7M3QXPT\nKopiPagi7-Balige\n"} {
		var last flows.Op
		err := Plain(t.Context(), io.Discard, answers(lines, io.Discard), Setting{
			World: func(ctx context.Context, e flows.Effect) flows.Event { last = e.Do; return spoken(ctx, e) },
			Now:   func() time.Time { return noon }, Words: English(),
		})
		if !errors.Is(err, ErrLeft) || last != flows.Forget {
			t.Errorf("%q: %v, and the last thing done was %v", lines, err, last)
		}
	}
}

// A refused password is told which rules it breaks: there are no ticks to see.
func TestPlainSaysWhatIsUnmet(t *testing.T) {
	var out strings.Builder
	p := &plain{
		Setting: Setting{
			World: func(_ context.Context, e flows.Effect) flows.Event {
				return flows.Event{Kind: flows.Refuse, Ref: e.Ref, Why: flows.PasswordBroken}
			},
			Now: func() time.Time { return noon }, Words: Indonesian(),
		},
		ctx: t.Context(), out: &out, in: answers("sayang\nsayang\n", &out),
	}
	p.session = flows.Session{State: flows.AtPassword}
	p.open()
	p.say()
	e, err := p.ask()
	if err != nil {
		t.Fatal(err)
	}
	p.step(e)
	out.Reset()
	p.say()
	for _, want := range []string{"Password belum memenuhi semua syarat.", "- minimal 12 karakter", "- huruf besar", "- bukan kata yang umum"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not said in\n%s", want, out.String())
		}
	}
}

// Every state can be left by what is typed in plain lines: back and quit are
// understood everywhere, in both languages, and help says how.
func TestPlainCommands(t *testing.T) {
	for _, w := range Languages() {
		for _, sc := range gallery(t) {
			if sc.s.Help || sc.s.Pending != 0 {
				continue
			}
			p := &plain{Setting: Setting{World: spoken, Now: func() time.Time { return noon }, Words: w}, ctx: t.Context(), out: io.Discard}
			p.session = sc.s
			p.open()
			if e, ok := p.command(w.Commands[DoQuit]); !ok || e.Kind != flows.Quit {
				t.Errorf("%s/%s: no way out", w.Tag, sc.name)
			}
			if e, ok := p.command(w.Commands[DoBack]); sc.s.State != flows.AtStart && (!ok || e.Kind != flows.Back) {
				t.Errorf("%s/%s: no way back", w.Tag, sc.name)
			}
			var out strings.Builder
			p.out = &out
			if _, ok := p.command(w.Commands[DoHelp]); ok || !strings.Contains(out.String(), w.Help[sc.s.State][:12]) && !w.refused(sc.s) {
				t.Errorf("%s/%s: help says %q", w.Tag, sc.name, out.String())
			}
			if strings.Contains(out.String(), "Ctrl+") || strings.Contains(out.String(), "F3") {
				t.Errorf("%s/%s: help speaks of keys that are not there: %q", w.Tag, sc.name, out.String())
			}
		}
	}
}

// The plain mode says what the page says: no word of a sheet that is not about
// keys or pictures is missing from it.
func TestPlainSaysTheSheet(t *testing.T) {
	for _, w := range Languages() {
		for _, sc := range gallery(t) {
			if sc.s.Help || sc.s.Pending != 0 || sc.s.Facts.Captcha.Letters.Reveal() != "" {
				continue
			}
			var out strings.Builder
			p := &plain{
				Setting: Setting{World: spoken, Now: func() time.Time { return noon }, Words: w},
				ctx:     t.Context(), out: &out, in: answers("", &out),
			}
			p.session = sc.s
			p.open()
			p.news = true
			p.say()
			sh := describe(sc.s, w, noon)
			sh.paths(", ")
			heard := strings.Join(strings.Fields(out.String()), " ")
			want := []string{sh.Title, p.spoken(sh.Say.String())}
			if sc.s.Say == flows.KeyReady {
				want[1] = w.ByHand
			}
			for _, l := range sh.Lead {
				want = append(want, l.String())
			}
			for _, l := range sh.Steps {
				want = append(want, l.String())
			}
			for _, f := range sh.Known {
				want = append(want, f.Value.String())
			}
			if sc.s.State == flows.AtScan {
				want = append(want, sc.s.Facts.URI.Reveal(), "IFRE GZCF MZDW QSLK")
			}
			if sc.s.Facts.Practice && !sc.s.Facts.Letter.Code.Empty() {
				want = append(want, w.Mailbox+": K7M3 QXPT")
			}
			for _, text := range want {
				if text = strings.Join(strings.Fields(text), " "); !strings.Contains(heard, strings.TrimSuffix(text, ".")) {
					t.Errorf("%s/%s: %q is not said in\n%s", w.Tag, sc.name, text, heard)
				}
			}
			if strings.Contains(heard, "Ctrl+") || strings.Contains(heard, "F3") {
				t.Errorf("%s/%s: speaks of keys that are not there:\n%s", w.Tag, sc.name, heard)
			}
		}
	}
}
