// Package bolt keeps a [store.Store] in one file of the embedded key-value store
// bbolt. The file is open in one process at a time.
//
//	meta      id       -> 16 random bytes in clear: which store this is
//	          head     -> format, mode, and the key of the keys below
//	accounts  HMAC     -> account record
//	entries   1, 2, …  -> entry record
//
// Every value but the id is sealed (package seal) for its place in this store.
// The key of an account is HMAC-SHA-256 of the number under a key that only the
// head knows, for there are few enough numbers to try them all against a plain
// hash. That key is random and not derived from the sealing key, so the sealing
// key can be changed without moving every record.
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
