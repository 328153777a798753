//go:build e2e && unix

package smtp

import (
	"bytes"
	"context"
	"errors"
	"net/mail"
	"strings"
	"testing"
	"time"

	"aktivasi/flows/run/smtp/postfix"
)

// TestPostfix sends a letter through a mail server as an office has one.
func TestPostfix(t *testing.T) {
	s := postfix.Test(t)
	c := Config{Host: s.Host, Port: s.Port, CAFile: s.CAFile, From: "BKPSDM Kota Contoh <noreply@contoh.go.id>"}

	foreign := c
	foreign.CAFile = newIssuer(t).file
	if err := carrier(t, foreign).Send(t.Context(), codeLetter(t)); !errors.Is(err, ErrUntrusted) {
		t.Errorf("another authority: %v", err)
	}
	bare := c
	bare.TLS = Plain
	var e *Error
	if err := carrier(t, bare).Send(t.Context(), codeLetter(t)); !errors.As(err, &e) || e.Code != 530 || e.Step != Sender || e.Temporary() {
		t.Errorf("in the clear: %v", err)
	}

	if err := carrier(t, c).Probe(t.Context()); err != nil {
		t.Error(err)
	}
	if err := carrier(t, c).Send(t.Context(), codeLetter(t)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	b, err := s.Take(ctx, "johndoe@gmail.com")
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Header.Get("Received"); !strings.Contains(got, "with ESMTPS") || !strings.Contains(got, "TLSv1.3") {
		t.Errorf("received %q", got)
	}
	if got := m.Header.Get("Return-Path"); got != "<noreply@contoh.go.id>" {
		t.Errorf("return path %q", got)
	}
	for kind, body := range bodies(t, m) {
		if !strings.Contains(body, "\nK7M2 QXPT\n") {
			t.Errorf("%s: no code in\n%s", kind, body)
		}
	}

	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if b, err := s.Take(ctx, "johndoe@gmail.com"); err == nil {
		t.Errorf("a second letter:\n%s", b)
	}
}
