// Package run carries out in the world what package flows asks for, and answers
// with what came of it. It is where a journey meets the store, the post, the
// clock and chance.
//
// A [Desk] is what all terminals of one program share; a [Visit] is one
// terminal's conversation with it. Visit.Do takes one [flows.Effect] and gives
// the one [flows.Event] that answers it. No error comes out: the person is told
// a [flows.Reason] and the log gets the rest.
//
// Four rules hold throughout:
//
//   - A try is counted before it is judged, in a transaction that commits, and
//     given back when it was right. A program that is killed in between has
//     cost a try and never given one away (security notes §4.4).
//   - Whatever must be true together is checked and changed in one transaction
//     on one record: that a code is right and that it is now used up, that an
//     OTP matched and that its step is spent.
//   - Slow work (argon2, mail) happens outside transactions. What it was based
//     on is checked again inside the one that uses its result.
//   - A question that was given up changes nothing of the visit: each effect
//     works on a copy of the visit's state, and the copy is kept only if no
//     later effect was faster.
//
// Two things happen by themselves. Whatever a visit writes is stamped with its
// terminal and its sitting, and a letter is part of the effects of a change: it
// stands in the outbox from that transaction on, until [Desk.Post] or the visit
// that asked for it has handed it over.
package run
