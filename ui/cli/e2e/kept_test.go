//go:build e2e && linux

package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aktivasi/store"
	"aktivasi/store/bolt"
)

// remembered checks what is kept of the journey: one device in force, one that
// is not, and what happened in its order.
func (j *journey) remembered(secret string) {
	j.t.Helper()
	a := account(j.t, j.dir, store.Real, j.nip)
	var devices []string
	for _, d := range a.Devices {
		devices = append(devices, fmt.Sprintf("%s %v", d.Name, d.Revoked.IsZero()))
		if d.Revoked.IsZero() && d.Secret.Reveal() != secret || !d.Revoked.IsZero() && !d.Secret.Empty() {
			j.t.Errorf("device %s has another key than it should", d.Name)
		}
	}
	if want := []string{"HP Kantor false", "HP Baru true"}; !slices.Equal(devices, want) {
		j.t.Errorf("devices %q, want %q", devices, want)
	}
	if a.Pending != nil {
		j.t.Error("a key is still pending")
	}
	var acts []store.Act
	inStore(j.t, j.dir, store.Real, func(ctx context.Context, st *bolt.Store) error {
		return st.Entries(ctx, 0, func(_ uint64, e store.Entry) error {
			if e.Whom == st.Mark(a.NIP) {
				acts = append(acts, e.What)
			}
			return nil
		})
	})
	want := []store.Act{
		store.AccountAdded,
		store.Identified, store.CodeSent, store.CodeAccepted, store.PasswordSet,
		store.SignedIn, store.OTPRefused, store.DeviceEnrolled, store.SignedOut,
		store.OTPRefused, store.SignedIn, store.SignedOut, store.OTPRefused,
		store.Identified, store.CodeSent, store.CodeAccepted, store.MFAReset,
		store.SignedIn, store.OTPRefused, store.DeviceEnrolled, store.SignedOut,
	}
	if !slices.Equal(acts, want) {
		j.t.Errorf("entries\n%v, want\n%v", acts, want)
	}
}

// unreadable checks that nothing of the person can be read out of the data
// folder, and nothing secret out of anything.
func (j *journey) unreadable() {
	j.t.Helper()
	secrets := append(j.secrets, chosen, j.nip, j.name, j.address)
	files, err := filepath.Glob(filepath.Join(j.dir, "data", "*"))
	if err != nil || len(files) != 2 {
		j.t.Errorf("in the data folder there is %q, %v", files, err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			j.t.Fatal(err)
		}
		for i, s := range secrets {
			if bytes.Contains(bytes.ToUpper(b), []byte(strings.ToUpper(s))) {
				j.t.Errorf("%s can be read for secret %d, %q", filepath.Base(file), i, s)
			}
		}
	}
}
