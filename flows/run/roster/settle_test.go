package roster

import (
	"reflect"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// enrolled is an account in use, with everything that an import must not touch.
func enrolled(t *testing.T, number string) store.Account {
	t.Helper()
	n, err := nip.Parse(number)
	if err != nil {
		t.Fatal(err)
	}
	return store.Account{
		NIP: n, Name: "ANI", Unit: "SDN 1", Email: "ani@example.org",
		Password: store.Password{Hash: "$argon2id$", Set: now},
		Devices:  []store.Device{{ID: "1", Name: "HP", Secret: flows.Hide("JBSW"), Last: 7, Enrolled: now}},
		Pending:  &store.Pending{Secret: flows.Hide("Y3DP"), Made: now},
		Codes:    [store.Purposes]store.Code{{Request: "r", Hash: []byte{1}, Expires: now}, {Request: "s", Hash: []byte{2}}},
		Tries:    [store.Counters]store.Count{{Wrong: 3, Until: now}},
	}
}

func TestAgain(t *testing.T) {
	t.Parallel()
	const head = "NIP,NAMA,EMAIL,UNOR NAMA,STATUS\n"
	for _, tt := range []struct {
		name, file string
		do         func(*store.Account) // what is expected to happen to it
		acts       []store.Act
	}{
		{"the same", head + ani + ",ANI,ani@example.org,SDN 1,Aktif", nil, nil},
		{"the same in capitals", head + ani + ",ANI,ANI@EXAMPLE.ORG,SDN 1,Aktif", nil, nil},
		{"left out", head + caca + ",CACA,,,Tidak Aktif", nil, nil},
		{"fewer columns", "NIP,NAMA\n" + ani + ",ANI", nil, nil},
		{"refused", head + ani + ",,b@example.org,SDN 2,Aktif", nil, nil},
		{"a case for somebody to decide", head + ani + ",ANI,b@example.org,SDN 2,Hilang", nil, nil},
		{
			"another unit", head + ani + ",ANI,ani@example.org,SDN 2,Aktif",
			func(a *store.Account) { a.Unit = "SDN 2" },
			[]store.Act{store.AccountChanged},
		},
		{
			"another name", head + ani + ",ANI SITI,ani@example.org,SDN 1,Aktif",
			func(a *store.Account) { a.Name = "ANI SITI" },
			[]store.Act{store.AccountChanged},
		},
		{
			"another address", head + ani + ",ANI,new@example.org,SDN 1,Aktif",
			func(a *store.Account) { a.Email, a.Codes = "new@example.org", [store.Purposes]store.Code{} },
			[]store.Act{store.EmailChanged},
		},
		{
			"no address any more", head + ani + ",ANI,null,SDN 1,Aktif",
			func(a *store.Account) { a.Email, a.Codes = "", [store.Purposes]store.Code{} },
			[]store.Act{store.EmailChanged},
		},
		{
			"all of it", head + ani + ",ANI SITI,new@example.org,null,Aktif",
			func(a *store.Account) {
				a.Name, a.Unit, a.Email, a.Codes = "ANI SITI", "", "new@example.org", [store.Purposes]store.Code{}
			},
			[]store.Act{store.AccountChanged, store.EmailChanged},
		},
		{
			"pensioned", head + ani + ",ANI,new@example.org,SDN 2,Tidak Aktif",
			func(a *store.Account) { a.Inactive = true },
			[]store.Act{store.AccountClosed},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := newRegister()
			g.again = true
			was := enrolled(t, ani)
			g.accounts[was.NIP] = was

			dry, dryReport := bring(t, g, tt.file, Options{DryRun: true})
			if g.writes != 0 || len(g.entries) != 0 || !reflect.DeepEqual(g.accounts[was.NIP], was) {
				t.Errorf("a dry run wrote %d accounts and %d entries", g.writes, len(g.entries))
			}
			sum, report := bring(t, g, tt.file, Options{})
			if dry != sum || dryReport != report {
				t.Errorf("dry run: %+v %q; real: %+v %q", dry, dryReport, sum, report)
			}
			want := was
			if tt.do != nil {
				tt.do(&want)
			}
			if got := g.accounts[was.NIP]; !reflect.DeepEqual(got, want) {
				t.Errorf("account\n%#v\nwant\n%#v", wide(got), wide(want))
			}
			var acts []store.Act
			for _, e := range g.entries {
				acts = append(acts, e.What)
				if e.NIP != was.NIP || !e.At.Equal(now) {
					t.Errorf("entry %+v", e)
				}
			}
			if !reflect.DeepEqual(acts, tt.acts) {
				t.Errorf("entries %v, want %v", acts, tt.acts)
			}

			writes := g.writes
			sum, _ = bring(t, g, tt.file, Options{})
			if g.writes != writes || len(g.entries) != len(acts) || sum.Added+sum.Updated+sum.Closed != 0 {
				t.Errorf("the second time, %d accounts and %d entries were written: %+v", g.writes-writes, len(g.entries)-len(acts), sum)
			}
		})
	}
}

// wide is an account without the String that hides it.
type wide store.Account

func TestReopened(t *testing.T) {
	t.Parallel()
	g := newRegister()
	a := enrolled(t, ani)
	a.Inactive = true
	g.accounts[a.NIP] = a
	sum, _ := bring(t, g, "NIP,NAMA,STATUS\n"+ani+",ANI,Aktif\n", Options{})
	if g.person(t, ani).Inactive || sum.Updated != 1 || len(g.entries) != 1 || g.entries[0].What != store.AccountReopened {
		t.Errorf("%+v, entries %+v", sum, g.entries)
	}
	sum, _ = bring(t, g, "NIP,NAMA,STATUS\n"+ani+",ANI,Tidak Aktif\n"+ani+",ANI,Aktif\n", Options{})
	if !g.person(t, ani).Inactive || sum.Closed != 1 || sum.Refused != 2 {
		t.Errorf("a second row opened what the first had closed: %+v", sum)
	}
}

// A part-timer is not made full-time by a file that does not say.
func TestKindStays(t *testing.T) {
	t.Parallel()
	g := newRegister()
	bring(t, g, "NIP,NAMA,STATUS\n"+caca+",CACA,PPPK Paruh Waktu\n", Options{})
	bring(t, g, "NIP,NAMA\n"+caca+",CACA\n", Options{})
	if k := g.person(t, caca).Kind; k != store.PartTime {
		t.Errorf("kind %v", k)
	}
	bring(t, g, "NIP,NAMA,STATUS\n"+caca+",CACA,PPPK Aktif\n", Options{})
	if k := g.person(t, caca).Kind; k != store.PPPK {
		t.Errorf("kind %v", k)
	}
}
