package cli

import (
	"math"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// gioUnimap asks a console which character each picture of its font is for
// (linux/kd.h, ioctl_console(2)).
const gioUnimap = 0x4B66

// unipair and unimapdesc are the kernel's, in its layout. Where in the font a
// picture stands is of no use here.
type unipair struct{ char, _ uint16 }

type unimapdesc struct {
	count   uint16
	entries *unipair
}

// consoleFont is the font of the console behind f. Any other terminal is an
// error, and one at the other end of a line, too.
func consoleFont(f *os.File) (font, error) {
	pairs := make([]unipair, math.MaxUint16) // as many as the kernel can count
	m := unimapdesc{count: math.MaxUint16, entries: &pairs[0]}
	if _, _, e := unix.Syscall(unix.SYS_IOCTL, f.Fd(), gioUnimap, uintptr(unsafe.Pointer(&m))); e != 0 {
		return nil, e
	}
	has := font{}
	for _, p := range pairs[:m.count] {
		has[rune(p.char)] = true
	}
	return has, nil
}
