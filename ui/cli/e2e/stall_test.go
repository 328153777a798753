//go:build e2e && linux

package e2e_test

import (
	"sync"
	"testing"

	"aktivasi/store"
)

// What the program says of a letter.
const (
	sent    = "Kode telah dikirim"
	waiting = "Email sedang menunggu giliran dan dikirim otomatis"
	unsent  = "Email belum terkirim"
)

// Whatever a mail server does or leaves undone, the screen answers keys meanwhile
// and says how things are; and when the server is well again the letter comes by
// itself, with the code that was made for it, and that code is good.
func TestMailServer(t *testing.T) {
	t.Parallel()
	whole := hallOf(t)
	// Most of this is waiting, so they wait together, whatever -parallel says.
	var together sync.WaitGroup
	defer together.Wait()
	run := func(name string, f func(*testing.T)) { together.Go(func() { t.Run(name, f) }) }
	for _, c := range []struct {
		name    string
		manners manners
		arrives int // how often the letter has come by the time it is known to have
	}{
		{"stalls", stalls, 1},
		{"denies TLS", deniesTLS, 1},
		{"drops in DATA", drops, 1},
		{"forgets that it took it", forgets, 2},
	} {
		run(c.name, func(t *testing.T) {
			k := welcome(t, whole, ratna)
			k.post.behave(c.manners)
			k.toAddress(forgot)
			k.press("\r")
			if c.manners == stalls { // and help is at hand while the program waits
				k.press("\x1bOP")
				k.until("Alamat yang terdaftar di SIASN")
				k.press("\x1b")
			}
			k.until("(?s)Ketik kode dari email.*" + waiting)
			k.press("\x1bOP")
			k.until("Buka email di HP Anda")
			k.press("\x1b")
			k.until("Ketik kode dari email")
			k.press("K7")
			k.until(apart("K7"))
			k.press("\x7f\x7f")
			k.post.behave(polite)
			k.until(sent)
			all := k.post.codes(k.address)
			if len(all) != c.arrives {
				t.Errorf("%d letters came", len(all))
			}
			for _, code := range all {
				if code != all[0] {
					t.Error("one letter has another code than the other")
				}
			}
			k.press(all[0] + "\r")
			k.until("Buat password baru")
			k.closed()
			k.sound()
		})
	}
	for name, as := range map[string]manners{"has no such mailbox": refuses, "offers no TLS": noTLS} {
		run(name, func(t *testing.T) { // for good: the person is told so at once, and may ask again
			k := welcome(t, whole, ratna)
			k.post.behave(as)
			k.toAddress(forgot)
			k.press("\r")
			k.until(unsent)
			if a := account(t, snapshot(k, whole), store.Real, k.nip); a.Codes[store.ResetPassword].Hash != nil {
				t.Error("a code is good that nobody can have")
			}
			k.post.behave(polite)
			k.press("\r")
			k.until("Ketik kode dari email")
			k.press(k.post.code(k.address, 1) + "\r")
			k.until("Buat password baru")
			k.closed()
			k.sound()
		})
	}
	run("over a restart", func(t *testing.T) {
		k := welcome(t, whole, ratna)
		k.post.behave(stalls)
		k.toAddress(forgot)
		k.press("\r")
		k.until(waiting)
		k.closed()
		if n := len(k.post.codes(k.address)); n > 0 {
			t.Fatalf("%d letters came through a server that stalls", n)
		}
		k.post.behave(polite)
		k.open()
		k.post.code(k.address, 1)
		k.closed()
		k.sound()
	})
}
