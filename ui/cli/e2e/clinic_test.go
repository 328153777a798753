//go:build e2e && linux

package e2e_test

import (
	"testing"
	"time"

	"aktivasi/flows/otp"
)

// A bad phone is oathtool with a clock of its own.
type badPhone struct {
	k      *kiosk
	secret string
	off    time.Duration
}

// shows is what the phone shows.
func (p badPhone) shows() string {
	p.k.t.Helper()
	code := oathOf(p.k.t, p.secret, otp.StepAt(time.Now().Add(p.off)))
	p.k.plant(code)
	return code
}

// next waits for another code.
func (p badPhone) next() string {
	p.k.t.Helper()
	for now := otp.StepAt(time.Now()); otp.StepAt(time.Now()) == now; {
		time.Sleep(otp.Left(time.Now()))
	}
	return p.shows()
}

// refused types a code and waits for what is said of it. Beside a QR code lines
// are short: the words to wait for stand in one.
func (k *kiosk) refused(code, want string) {
	k.t.Helper()
	k.press(code + "\r")
	k.until(want)
}

// key is the secret that stands beside the QR code, which toScan has planted.
func (k *kiosk) key() string {
	n := len(k.planted)
	return k.planted[n-2] + k.planted[n-1]
}

// typo is a code with its last digit one off.
func typo(code string) string {
	last := len(code) - 1
	return code[:last] + string('0'+(code[last]-'0'+1)%10)
}

// The phone is wrong, and the person is told why: at the QR code, and at a
// sign-in.
func TestClinic(t *testing.T) {
	needs(t, "oathtool")
	whole := hallOf(t)
	t.Run("clock", func(t *testing.T) {
		t.Parallel()
		k := welcome(t, whole, budi)
		k.toScan()
		key := k.key()
		slow := badPhone{k, key, -3 * time.Minute}
		k.refused(slow.shows(), `terlambat`)
		k.until(`[23] menit`)
		k.press("\x1bOP") // F1: the card
		k.until(`(?s)iPhone.*otomatis`)
		k.press("\x1b")
		k.until("Nama perangkat")

		fast := badPhone{k, key, 2 * time.Hour}
		k.refused(fast.shows(), `Kemungkinan jam HP`)
		k.refused(fast.next(), `Kode ini belum waktunya`)
		code := badPhone{k, key, 0}.shows()
		k.press(code + "\r")
		k.until("login memerlukan tiga hal")
		read()

		// And the code that activated is used up.
		k.press("\x1bOR") // F3: sign in
		k.until("Login dengan NIP dan password")
		k.press(password + "\r" + code + "\r") // the number stands there already
		k.until(`Kode ini sudah dipakai.*\d+ detik`)
		k.closed()
		k.sound()
	})
	t.Run("entry", func(t *testing.T) {
		t.Parallel()
		k := welcome(t, whole, budi)
		k.toScan()
		old := badPhone{k, k.key(), 0}
		k.press("\x1b[21~") // F10: Selesai
		k.until(firstScreen)
		k.toScan()
		key := k.key()
		k.refused(old.shows(), `entri lama`)
		code := badPhone{k, key, 0}.shows()
		k.refused(typo(code), `Satu angka salah`)
		k.closed()
		k.sound()
	})
}
