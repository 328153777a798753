// Package roster carries SIASN's export of civil servants into the store.
//
// A roster is a table of text with one person a row: 64 columns as SIASN writes
// it, more in newer exports, fewer in lists made by hand (domain notes §9). Of
// those, [Import] reads the eleven that enrolment needs and never looks into the
// rest: no NIK, no telephone, no BPJS, no NPWP, no home address.
//
// # Good rows in, bad rows out
//
// A row that can be used is imported whatever stands around it; a row that
// cannot is refused, and a [Note] in the report says on which line and why.
// Nothing is repaired by guessing: a number that Excel rounded is gone, and the
// report says so.
//
// The file as a whole is refused, with a [FileError], when no row could mean
// anything: a workbook, another binary file, no column for the number or the
// name. The same error ends an import half-way where the table itself breaks: a
// quotation mark that is opened and swallows the lines below, or a record longer
// than [MaxRecord]. What follows such a place may be anything, so it is not
// read; what came before it is in, and the line is named. A stray quotation mark
// that does its harm on one line costs only that row.
//
// # Importing again
//
// The roster is the authority on who a person is, never on how they sign in. A
// row changes the name, the kind, the unit and the address of an account, and
// leaves password and devices as they are. A column that the file lacks leaves
// what the account has; a column that is there and blank empties it. A row that
// says what the account says is not written at all. People the file leaves out
// stay. Someone who has left the service is not let in, and an account they have
// is closed until a roster says otherwise.
//
// The offices keep the order in which the rosters first named them, which is one of
// protocol; those of people who are refused have no place in it.
//
// Rows go to the store a batch at a time, each batch all or nothing, so an import
// that is stopped has done some whole batches. Starting it again is always safe.
package roster
