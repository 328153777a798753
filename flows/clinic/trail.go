package clinic

import (
	"log/slog"

	"aktivasi/flows"
	"aktivasi/flows/otp"
)

// A Trail is what one refused code matched, to be held against the next: two
// codes that are right for the same wrong clock are no chance. The zero Trail is
// none. It holds a code that was refused, and prints as dots.
//
// A Trail is of one account and one visit. It knows keys by [Key.ID].
type Trail struct{ p *footprint }

// A footprint keeps the code as a Secret: where fmt cannot call String, which is
// in an unexported field, it may print what a pointer points to.
type footprint struct {
	typed flows.Secret
	hits  []mark
}

// A mark is a hit without its secret.
type mark struct {
	key       string
	step, off otp.Step
}

// marks is how many hits a Trail keeps. A code has 0.03 by chance where there are
// nine keys, so nobody will see it cut short.
const marks = 16

// prove marks those of hits that the code before bears out: it was another code,
// right by the same key, for an earlier step, and for the same clock within one
// step. All hits of both codes are tried against each other, since the nearest
// one of a code may be chance and another the truth.
func (t Trail) prove(typed flows.Secret, hits []hit) {
	if t.p == nil || Same(typed, t.p.typed) {
		return
	}
	for i := range hits {
		h := &hits[i]
		for _, m := range t.p.hits {
			if h.ID == m.key && h.step > m.step && distance(h.off-m.off) <= 1 {
				h.proven = true
			}
		}
	}
}

// after returns the trail that typed leaves. A code that is typed again leaves
// the one that it left at first: how far it was off is truer the sooner it was
// typed.
func (t Trail) after(typed flows.Secret, hits []hit) Trail {
	if t.p != nil && Same(typed, t.p.typed) {
		return t
	}
	p := &footprint{typed: typed}
	for _, h := range hits[:min(len(hits), marks)] {
		p.hits = append(p.hits, mark{h.ID, h.step, h.off})
	}
	return Trail{p}
}

// String implements [fmt.Stringer] with dots.
func (Trail) String() string { return flows.Secret{}.String() }

// GoString implements [fmt.GoStringer] with dots, for %#v.
func (Trail) GoString() string { return flows.Secret{}.GoString() }

// MarshalText implements [encoding.TextMarshaler] with dots, for JSON and logs.
func (Trail) MarshalText() ([]byte, error) { return flows.Secret{}.MarshalText() }

// LogValue implements [slog.LogValuer] with dots.
func (Trail) LogValue() slog.Value { return flows.Secret{}.LogValue() }
