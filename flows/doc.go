// Package flows is the journeys themselves: where a person is, what may happen
// next, and what the world must then do.
//
// It is a table and a function. [Step] looks a happening up in [Table] and
// answers with the next [Session] and the one [Effect] to carry out. It reads
// no clock, draws no random number, opens no file and starts no goroutine, so
// the list of events is the whole journey: replay it and you get the same end.
//
// What a state asks of the person is data too: [Inputs] and [Choices]. The
// screens, the plain line-by-line mode, the footer's keys, the diagram in
// docs/alur.md and the scripts of the tests are all made from these tables, so
// they cannot disagree about what follows what.
//
// Nothing here is a sentence. A [Reason] is a fact, and package ui has the
// words for it in each language.
//
// The package imports only the standard library, and a test keeps it so. The
// facts the journeys rest on (what a NIP is, when a one-time code is right) are
// pure packages below this folder.
package flows
