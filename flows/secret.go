package flows

import "log/slog"

// A Secret is something a person typed or must not lose: a password, a code, a
// key, the letters of a captcha. It prints as dots wherever it is printed; only
// [Secret.Reveal] tells.
//
// The text is behind a pointer because fmt cannot call String on an unexported
// field and would print what it finds there instead. Two Secrets of one text
// are therefore not equal under ==; compare what they reveal, in constant time.
type Secret struct{ p *string }

// Hide makes a Secret of s.
func Hide(s string) Secret { return Secret{&s} }

// Reveal returns the text. The zero Secret reveals "".
func (s Secret) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// Empty reports whether there is no text in s.
func (s Secret) Empty() bool { return s.Reveal() == "" }

const dots = "••••"

// String implements [fmt.Stringer] with dots.
func (Secret) String() string { return dots }

// GoString implements [fmt.GoStringer] with dots, for %#v.
func (Secret) GoString() string { return dots }

// MarshalText implements [encoding.TextMarshaler] with dots, for JSON and logs.
func (Secret) MarshalText() ([]byte, error) { return []byte(dots), nil }

// LogValue implements [slog.LogValuer] with dots.
func (Secret) LogValue() slog.Value { return slog.StringValue(dots) }
