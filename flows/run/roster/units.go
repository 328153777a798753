package roster

import "context"

// units is the order of the offices: as the rosters first named them, which is
// one of protocol (domain notes §8.4). What has a place keeps it.
type units struct {
	order []string
	has   map[string]bool
}

func newUnits(order []string) *units {
	u := &units{order: order, has: make(map[string]bool, len(order))}
	for _, name := range order {
		u.has[name] = true
	}
	return u
}

// add puts those that are new at the end, and keeps the order if there were any.
// The people are in the store by now, so a ctx that ends here does not leave
// their offices out.
func (u *units) add(ctx context.Context, dst Merger, names []string) error {
	had := len(u.order)
	for _, name := range names {
		if name != "" && !u.has[name] {
			u.has[name] = true
			u.order = append(u.order, name)
		}
	}
	if len(u.order) == had {
		return nil
	}
	return dst.SetUnits(context.WithoutCancel(ctx), u.order)
}
