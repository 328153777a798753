// Package ground tells lipgloss that the terminal's background is dark, before
// anybody can ask the terminal.
//
// Bubble Tea v1.3.10 calls lipgloss.HasDarkBackground in an init function
// (tea_init.go). That writes OSC 11 and a cursor position request to the
// terminal and waits up to five seconds for a terminal that does not answer;
// what a person types meanwhile may be eaten. It happens in every command of a
// program that links Bubble Tea, even one that only prints its version.
//
// A value set beforehand stops the question, so this package has to be
// initialised before Bubble Tea. The order is fixed since Go 1.21: of the
// packages whose imports are all initialised, the one with the lowest import
// path goes next (Go specification, "Program initialization"). Both wait for
// lipgloss, and "aktivasi/ui/ground" sorts before "github.com/…". Measured under
// a terminal that never answers: 5.01 s to the first byte without this package,
// 0.01 s with it.
//
// Two things would undo it silently: a module path that sorts after
// "github.com", and a second import here that is initialised later than Bubble
// Tea. Import lipgloss and nothing else, and link the package for its effect:
//
//	import _ "aktivasi/ui/ground"
//
// Nothing is lost by not knowing the ground: our colours are legible on both
// and the theme never asks for an adaptive one.
package ground

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
