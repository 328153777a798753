package run

import (
	"context"
	"crypto/sha256"
	"errors"

	"aktivasi/flows/address"
	"aktivasi/flows/nip"
	"aktivasi/store"
)

// A number that nobody has is a stranger's. The store counts their tries beside
// those of accounts, so that guessing is as slow, waits are as long and each
// answer takes as many writes to the disk for both. What is said differs only
// where a desk tells: see [Desk.Decoy].

// anyone is [store.Store.Change] on whoever has the number, account or not, and
// reports whether there is one.
func anyone(ctx context.Context, st store.Store, n nip.NIP, f func(*store.Account) (store.Effects, error)) (known bool, err error) {
	err = st.Change(ctx, n, f)
	if errors.Is(err, store.ErrNotFound) {
		return false, st.Stranger(ctx, n, f)
	}
	return true, err
}

// decoy makes up the masked address of a stranger: always the same for a number,
// never the same for another store, and nobody's. Nothing typed is ever equal to
// it.
func decoy(mark store.Mark) string {
	b := sha256.Sum256([]byte("decoy " + mark.Key))
	at := func(list []string, i int) string { return list[(int(b[i])<<8|int(b[i+1]))%len(list)] }
	a, err := address.Parse(at(beginnings, 0) + "xxxx@" + at(domains, 2))
	if err != nil {
		return "" // the lists are wrong; a test reads them
	}
	return a.Mask()
}

// beginnings are those of common Indonesian names; three letters are what a mask
// leaves.
var beginnings = []string{
	"abd", "ade", "agu", "ahm", "and", "ani", "ari", "asr", "ayu", "bam", "bud", "chr", "dan", "ded", "dew", "dia", "din", "dwi",
	"edi", "eka", "end", "eri", "eva", "fit", "han", "har", "hen", "her", "ind", "irm", "isk", "joh", "jok", "kar", "kur", "les",
	"lil", "mar", "mau", "may", "meg", "muh", "nan", "nia", "nov", "nur", "pur", "put", "rah", "rat", "ren", "ria", "rin", "riz",
	"ros", "rud", "sar", "set", "sit", "sri", "suh", "sul", "sup", "sur", "sus", "tat", "ten", "tri", "umi", "wah", "wid", "win",
	"wul", "yan", "yul", "yun", "zai", "zul",
}

// domains are weighed as registered addresses are: nearly all are with one
// provider.
var domains = []string{
	"gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com",
	"gmail.com", "gmail.com", "gmail.com", "yahoo.com", "yahoo.com", "yahoo.co.id", "hotmail.com",
}
