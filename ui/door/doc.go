// Package door stands between the terminal and Bubble Tea. A terminal is not
// only a person at a keyboard: it pastes a book by mistake, loses half a
// sequence on a bad line, answers a question that some other program put, hangs
// up. Bubble Tea v1.3.10 takes all of that at its word. The door lets through
// keys and pastes of a bearable size, and keeps the rest outside.
//
// [Run] is a Bubble Tea program behind the whole of it:
//
//   - [Door] is the reader the program reads from. It cuts pastes, drops what is
//     not a key, and notices when the terminal is gone.
//   - [Filter] looks at messages. It clamps sizes, drops what must not act, and
//     is the only guard on Windows' console, which is not read through a reader.
//   - [Text] keeps a word typed in one burst from being taken for a key.
//   - [Guard] turns the signals that ask a program to leave into a context, and
//     ignores those that would stop it with the screen still up.
//   - [Safe] catches panics, and reports where they were but never their values.
//
// [Kiosk] is the same for a terminal at which one person follows another: it
// leaves no trace of the last one, however it ends, and can be run again at once.
// [Wipe] does so between two people. [Hush] keeps the deaths that nothing can
// catch off the terminal.
//
// What goes wrong gets a number, a [Reference]: in the log beside what happened,
// on the screen in its place.
//
// # Unfinished things
//
// A paste may lack its end, a terminal's reply its terminator; Alt+P alone looks
// like the start of a reply. Waiting for the rest would leave a person with a
// dead keyboard, and giving up too early would type the rest of a paste into a
// field, newlines and all. The rule for every such thing is one: a single key
// with nothing behind it is a person, so whatever was unfinished is over, and
// the key counts. The door looks whether anything follows for 20 ms, and only
// then and there; a key on any other day passes at once.
package door
