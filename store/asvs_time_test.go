package store_test

import (
	"testing"
	"time"

	"aktivasi/store"
)

// What happened is kept in UTC, whatever the zone of the machine (ASVS 16.2.2).
func TestEntriesAreInUTC(t *testing.T) {
	t.Parallel()
	tokyo := time.Date(2026, time.April, 14, 9, 0, 0, 0, time.FixedZone("JST", 9*60*60))
	record, err := store.EncodeEntry(store.Entry{At: tokyo, What: store.KioskOpened})
	if err != nil {
		t.Fatal(err)
	}
	e, err := store.DecodeEntry(record)
	if err != nil {
		t.Fatal(err)
	}
	if got := e.At.Format(time.RFC3339); got != "2026-04-14T00:00:00Z" {
		t.Errorf("kept is %s", got)
	}
}
