// Package backup puts a copy of a store into one file that a passphrase guards,
// and takes it out again.
//
// The file is a tar archive in an age file (age-encryption.org/v1, scrypt), so
// that it can be opened without this program: age -d FILE | tar -x.
//
//	manifest.json  what it is: see Manifest
//	store.key      the store's key, as its own file has it
//	store.next     the key it is being changed for, if it is
//	store.db       the store
//
// The key is in it because a backup is for the day when the machine is gone, and
// with it the key file: what cannot be opened on a new machine is no backup. So
// whoever has the file and the passphrase has everything, and the passphrase
// must be a good one, kept elsewhere than the file.
//
// age authenticates every byte, in pieces of 64 KiB, and says at which the file
// ends. So what is cut off, changed, swapped or longer than it was is an error,
// and nothing is given its name before the last byte was read.
//
// The package knows bytes and keys. What a store is, and whether all of it can
// be read, is for the Look that it is given.
package backup
