package cli

import "golang.org/x/sys/windows"

// hide keeps the console from showing what is typed. What was typed already
// stays to be read.
func hide(fd int) error {
	var now uint32
	if err := windows.GetConsoleMode(windows.Handle(fd), &now); err != nil {
		return err
	}
	return windows.SetConsoleMode(windows.Handle(fd), now&^windows.ENABLE_ECHO_INPUT)
}
