package cli

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/address"
)

// A mailServer takes letters at 127.0.0.1, from whoever signs in or not.
func mailServer(t *testing.T, refuse string) (port int, heard func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			fmt.Fprint(conn, "220 mail.example\r\n")
			data := false
			for lines := bufio.NewScanner(conn); lines.Scan(); {
				line := lines.Text()
				all.WriteString(line + "\n")
				verb, _, _ := strings.Cut(line, " ")
				switch {
				case data && line != ".":
				case verb == refuse:
					fmt.Fprint(conn, "550 no\r\n")
				case verb == "EHLO":
					fmt.Fprint(conn, "250-mail.example\r\n250 AUTH PLAIN\r\n")
				case verb == "AUTH":
					fmt.Fprint(conn, "235 yes\r\n")
				case verb == "DATA":
					data = true
					fmt.Fprint(conn, "354 go on\r\n")
				case verb == "QUIT":
					fmt.Fprint(conn, "221 bye\r\n")
					conn.Close()
				default:
					data = false
					fmt.Fprint(conn, "250 yes\r\n")
				}
			}
			conn.Close()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, func() string { l.Close(); <-done; return all.String() }
}

// The doctor signs in and says goodbye. A letter goes out only to whom it was
// told to, and then it is one.
func TestDoctorMail(t *testing.T) {
	t.Parallel()
	const password = "rahasia-sekali"
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte(password+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	to, err := address.Parse("kepala.bidang@kantor.example")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, refuse string
		to           address.Address
		mode         os.FileMode
		want         string
		letters      int
	}{
		{"probe", "", address.Address{}, 0o600, `ok  mail: 127\.0\.0\.1 answers, and lets us sign in\n\z`, 0},
		{"letter", "", to, 0o600, `ok  mail: .*\nok  letter: on its way to kep\*+@kantor\.example; .*\n\z`, 1},
		{"refused", "AUTH", to, 0o600, `!!  mail: .*sign in: refused with 550.*\n    hint: are user and password_file right.*\n\z`, 0},
		{"letter refused", "RCPT", to, 0o600, `ok  mail: .*\n!!  letter: send letter to kep\*+@.*refused with 550.*\n    hint: .*\n\z`, 0},
		{"others may read", "", address.Address{}, 0o644, `!   mail password: others may read .*\(mode 0644\)\n    hint: chmod 600 .*\nok  mail: .*\n\z`, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.mode != 0o600 && runtime.GOOS == "windows" {
				t.Skip("Windows keeps rights in lists")
			}
			if err := os.Chmod(file, tt.mode); err != nil {
				t.Fatal(err)
			}
			port, heard := mailServer(t, tt.refuse)
			c := config{Desk: "Meja 1", Office: "BKPSDM Kota Contoh", zone: time.UTC}
			c.Mail = mail{Host: "127.0.0.1", Port: port, TLS: "none", From: "a@b.example", User: "u", PasswordFile: file}
			d, said := patient(nil)
			d.mail(t.Context(), c, tt.to)
			all := heard()
			got := said.String()
			if !regexp.MustCompile(`\A` + tt.want).MatchString(got) {
				t.Errorf("it says\n%s\nand not %s", got, tt.want)
			}
			if strings.Contains(got, password) || strings.Contains(got, "kepala.bidang") {
				t.Errorf("it tells\n%s", got)
			}
			if n := strings.Count(all, "\nDATA\n"); n != tt.letters || !strings.Contains(all, "AUTH PLAIN ") {
				t.Errorf("%d letters, and the server heard\n%s", n, all)
			}
			if stops := strings.Contains(got, "!!"); stops != (d.stops > 0) {
				t.Errorf("%d things would stop an enrolment", d.stops)
			}
		})
	}
}
