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
	"slices"
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

	for {
		subject, texts := j.letter()
		var found []string
		for _, text := range texts {
			if m := mailedCode.FindAllString(text, -1); m != nil {
				found = append(found, strings.TrimSpace(strings.Join(m, " ")))
			}
		}
		switch {
		case len(found) == 0:
			j.news = append(j.news, subject)
			continue
		case len(found) != 2 || found[0] != found[1] || len(found[0]) != 9 || !strings.Contains(strings.Join(texts, ""), purpose):
			j.t.Fatalf("the letter's codes are %q, and it says %q", found, texts)
		}
		j.secrets = append(j.secrets, found[0], strings.ReplaceAll(found[0], " ", ""))
		return found[0]
	}
}

// letter takes the next letter out of the mailbox: what it is called, and what it
// says in both its parts. One that came in the clear, or with a link, is none of
// ours.
func (j *journey) letter() (subject string, texts []string) {
	j.t.Helper()
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
	for kind, text := range parts(j.t, m) {
		if texts = append(texts, text); strings.Contains(text, "://") {
			j.t.Errorf("%s has a link:\n%s", kind, text)
		}
	}
	if len(texts) != 2 {
		j.t.Errorf("the letter has %d parts", len(texts))
	}
	return m.Header.Get("Subject"), texts
}

// informed checks that the person was told of everything that was done to the
// account, when it was done, and of nothing else.
func (j *journey) informed(want ...string) {
	j.t.Helper()
	for len(j.news) < len(want) {
		subject, texts := j.letter()
		j.news = append(j.news, subject)
		for i, s := range j.secrets {
			if strings.Contains(strings.Join(texts, ""), s) {
				j.t.Errorf("%q has secret %d in it", subject, i)
			}
		}
	}
	if !slices.Equal(j.news, want) {
		j.t.Errorf("notices %q, want %q", j.news, want)
	}
}

// parts are the parts of a letter in clear, by their kind.
func parts(t testing.TB, m *mail.Message) map[string]string {
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
