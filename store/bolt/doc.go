// Package bolt keeps a [store.Store] in one file of the embedded key-value store
// bbolt. The file is open in one process at a time.
//
//	meta       id         -> 16 random bytes in clear: which store this is
//	           head       -> format, mode, and the key of the keys below
//	           end        -> the last entry's number and link, the newest time
//	           next       -> nothing, sealed under the key to come: see Rotate
//	accounts   HMAC       -> account record
//	strangers  HMAC       -> age, and an account record of a number without one
//	officers   HMAC       -> officer record
//	cases      1, 2, …    -> case record
//	outbox     HMAC       -> letter record
//	terminals  HMAC       -> terminal record
//	units      0, 1, …    -> an office's name
//	entries    1, 2, …    -> link, and entry record
//
// Every value but the id is sealed (package seal) for its place in this store.
// Whoever is a key is one as HMAC-SHA-256 under a key that only the head knows,
// for there are few enough numbers to try them all against a plain hash. That
// key is random and not derived from the sealing key, so the sealing key can be
// changed without moving every record, and marks in entries stay what they are.
//
// The entries are a chain ([store.Link]) over what is sealed, and not over the
// seals, so it too survives another sealing key. Its end is written in the
// transaction that appends: entries that are cut off are missed. What nobody
// inside the file can miss is a whole older file put back; the end printed on
// paper can.
//
// This is format 2. A file of format 1 is upgraded when it is opened (upgrade.go).
//
// bbolt promises that what Commit acknowledged survives kill -9 and power loss.
// It checks nothing else: it opens an empty file as a new store, panics or
// faults on a damaged one, and cannot see a changed value (security notes §5).
// So three things stand around it:
//
//   - [Open] looks at the file before bbolt does (guard.go), and at every page
//     that points to pages (tree.go);
//   - each transaction runs where a panic or a fault in the mapped file becomes
//     [store.ErrDamaged] (tx.go);
//   - a value that is not what was written does not open.
//
// What remains is a damaged key: its account is not found. Nobody signs in with
// that, and [Store.Check] finds it.
//
// Slices from bbolt die with their transaction; none leaves this package.
package bolt
