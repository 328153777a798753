package flows

// A Captcha is one question that asks for a person: five characters to read off
// a picture, or, for those who cannot see it, a small sum. Package
// aktivasi/flows/captcha makes, draws and judges them; this type stands here so
// that a [Session] can carry one.
//
// It is a speed bump, not a wall: a program that reads the terminal can read
// the letters too.
type Captcha struct {
	Letters Secret // what the picture shows; empty for a sum
	Seed    uint64 // displaces the letters and scatters the specks, the same each time it is drawn
	A, B    int    // the sum's two numbers, 1 to 9; both 0 for letters
}

// Sum reports whether c is asked in words instead of as a picture.
func (c Captcha) Sum() bool { return c.A != 0 }
