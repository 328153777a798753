//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"testing"
)

// mailed types the address, and returns the code out of the letter. A letter
// that does not say what it is for, in both its parts, is none of ours.
func (j *journey) mailed(purpose, address, code string) string {
	j.t.Helper()
	j.until("Ketik alamat email Anda secara lengkap")
	j.until(j.masked)
	user, domain, _ := strings.Cut(j.address, "@")
	j.typed(user)
	j.press("F2")
	j.until("Type your")
	j.press("F2")
	j.until(`(?s)Ketik alamat email.*` + regexp.QuoteMeta(user)) // it is still there
	j.typed("@" + domain)
	j.shot(address)
	j.press("Enter")
	j.until("Ketik kode dari email Anda")
	j.shot(code)
	if strings.Contains(j.screen(), "Kotak masuk (latihan)") {
		j.t.Error("there is a mailbox on the screen")
	}

	ctx, cancel := context.WithTimeout(j.t.Context(), patience)
	defer cancel()
	b, err := j.post.Take(ctx, j.address)
	if err != nil {
		j.t.Fatalf("%v\n%s", err, j.screen())
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		j.t.Fatal(err)
	}
	if by := m.Header.Get("Received"); !strings.Contains(by, "with ESMTPS") {
		j.t.Errorf("the letter came %s", by)
	}
	var found []string
	for kind, text := range parts(j.t, m) {
		line := regexp.MustCompile(`(?m)^([0-9A-Z]{4} [0-9A-Z]{4})\r?$`).FindAllStringSubmatch(text, -1)
		if len(line) != 1 || !strings.Contains(text, purpose) || strings.Contains(text, "://") {
			j.t.Fatalf("%s says\n%s", kind, text)
		}
		found = append(found, line[0][1])
	}
	if len(found) != 2 || found[0] != found[1] {
		j.t.Fatalf("the letter's codes are %q", found)
	}
	j.secrets = append(j.secrets, found[0], strings.ReplaceAll(found[0], " ", ""))
	return found[0]
}

// parts are the parts of a letter in clear, by their kind.
func parts(t *testing.T, m *mail.Message) map[string]string {
	t.Helper()
	_, with, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for r := multipart.NewReader(m.Body, with["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		var body io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "quoted-printable" {
			body = quotedprintable.NewReader(p)
		}
		b, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		all[p.Header.Get("Content-Type")] = string(b)
	}
}
