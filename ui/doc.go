// Package ui shows the journeys to a person and listens to them.
//
// What there is to say and to ask is a [Sheet], made by describe from a session
// and a [Words]; how it looks is package paper's. [App], the only tea.Model,
// draws sheets; [Plain] says them line by line, for screen readers, pipes and
// scripts. Both walk the same table, so neither can offer what the other does
// not have.
//
// A form holds half-typed answers, a cursor and a chosen line, and nothing that
// a journey depends on: it is thrown away with the state it belongs to. There is
// one list of [Keys]; the footer, the help and the plain mode's commands are
// made from it, and a key that would do nothing now is in none of them.
//
// The package is handed its [World] and never imports a store. It has no
// package-level styles: one process may serve many terminals.
package ui
