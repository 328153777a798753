// Package errand hands a command to the process that owns the store.
//
// One process has the store's file open, and it is the kiosk all day. A backup
// or a report asked for meanwhile is an errand: the command's process becomes a
// client, which sends what the command was told and shows what comes back, and
// the kiosk does the work between two people. The package knows no command: a
// [Handler] does the same work wherever it is called, and [Carry] finds out
// where that is.
//
//	command ── Call ──> control.sock ──> Server ──> Handler ──> store
//	  In    ───────────────────────────────────────────>
//	  Out, Notes, error <──────────────────────────────
//
// An errand is one HTTP/1.1 request over a Unix socket in the data folder:
// parameters in a header, the input as the body, and in the answer's body frames
// of output, of notes, and one of the end. Without that last frame the answer was
// cut off, whatever it looks like.
//
// # Who may
//
// The socket is its owner's alone (0600), and that from the moment on when it
// can be connected to. Not every system looks at a socket's rights, so both ends
// also ask the kernel who is at the other: the server carries out errands for its
// own user and for root, who could read the file anyway, and the client, which
// may send a passphrase, talks to nobody else either.
//
// # What is certain
//
//   - Two processes never listen at one folder: a lock that the kernel takes back
//     from the dead says whose the socket is, and not the file, which stays.
//   - What was not begun has taken nothing from the input. The answer's header
//     comes before the work, and the input is sent after it, so a caller that was
//     not heard may do the work itself with the same input.
//   - One errand of a name is under way at a time; the next waits, and is told so.
//   - Who stops reading or sending is cut off after a minute, and holds nobody up
//     who asks for something else meanwhile.
//   - A panic ends one errand.
//
// The log gets names, users and exit codes: never a parameter, nor an error's
// text, which may name a person.
//
// Elsewhere than on Linux, macOS and FreeBSD nothing is handed over: [Supported].
package errand
