package roster

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"testing"

	"aktivasi/flows/nip"
	"aktivasi/store"
	"aktivasi/store/memory"
)

// Who uses an account is told at both addresses that a roster has changed it; who
// has no password yet has nothing that could be taken, and a dry run tells nobody.
func TestNotices(t *testing.T) {
	t.Parallel()
	const head = "NIP,NAMA,EMAIL,UNOR NAMA,STATUS\n"
	st, err := memory.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	used, bare := enrolled(t, ani), enrolled(t, beni)
	bare.Password, bare.Email = store.Password{}, "beni@example.org"
	err = st.Merge(t.Context(), []nip.NIP{used.NIP, bare.NIP}, func(i int, a *store.Account, _ bool) (bool, store.Effects, error) {
		*a = []store.Account{used, bare}[i].Clone()
		return true, store.Effects{}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	told := Options{Now: now, Notices: func(n nip.NIP, was, is string) ([]store.Mail, error) {
		return []store.Mail{
			{ID: "1", What: store.NoticeEmail, NIP: n, To: was, Made: now, Until: now, Next: now},
			{ID: "2", What: store.NoticeEmail, NIP: n, To: is, Made: now, Until: now, Next: now},
		}, nil
	}}
	file := head + ani + ",ANI,new@example.org,SDN 1,Aktif\n" + beni + ",BENI,other@example.org,SDN 1,Aktif\n"
	for _, dry := range []bool{true, false, false} { // the third time nothing is new
		told.DryRun = dry
		if _, err := Import(t.Context(), bytes.NewBufferString(file), st, told); err != nil {
			t.Fatal(err)
		}
		var to []string
		letters, err := st.Outbox(t.Context())
		for _, m := range letters {
			to = append(to, m.To)
		}
		want := "[ani@example.org new@example.org]"
		if dry {
			want = "[]"
		}
		if fmt.Sprint(to) != want || err != nil {
			t.Errorf("dry %v: letters to %v, want %s (%v)", dry, to, want, err)
		}
	}
}
