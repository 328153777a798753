package run

import (
	"context"
	"errors"
	"slices"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// auditPage is how many lines of the audit are read at a time.
const auditPage = 50

// readAudit answers Ready with a page of the audit, the newest line first. That
// it is read is written down once, when it is opened, and so the first line of
// it.
func (v *Visit) readAudit(ctx context.Context, st store.Store, s *state, e flows.Effect) (flows.Kind, flows.Reason, error) {
	k, b := &s.desk, &s.facts.Console
	last := k.older
	if e.Pick == flows.GoOlder && k.older > 0 {
		last--
	} else {
		if err := v.note(ctx, *k, store.AuditRead, nip.NIP{}); err != nil {
			return flows.Fail, flows.Silence, err
		}
		h, err := st.Head(ctx)
		if err != nil {
			return flows.Fail, flows.Silence, err
		}
		last = h.Seq
	}
	after := last - min(last, auditPage)
	page := make([]flows.Happening, 0, auditPage)
	enough := errors.New("enough")
	err := st.Entries(ctx, after, func(seq uint64, e store.Entry) error {
		if seq > last {
			return enough
		}
		page = append(page, flows.Happening{
			Seq: int(seq), At: e.At, Act: e.What.String(), Whom: e.Whom.Masked, By: e.Who.Masked, Desk: e.Desk, Detail: e.Detail,
		})
		return nil
	})
	if err != nil && !errors.Is(err, enough) {
		return flows.Fail, flows.Silence, err
	}
	slices.Reverse(page)
	k.older = after + 1
	b.Audit, b.Older = page, after > 0
	return flows.Ready, flows.Silence, nil
}
