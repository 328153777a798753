package door

import (
	"os"

	"golang.org/x/sys/windows"
)

// redirect makes standard error the file, until loud is called. The runtime asks
// Windows for the handle at each write (write1 in its os_windows.go).
func redirect(f *os.File) (loud func(), err error) {
	was, err := windows.GetStdHandle(windows.STD_ERROR_HANDLE)
	if err != nil {
		return nil, err
	}
	var own windows.Handle // f is closed by its owner
	self := windows.CurrentProcess()
	if err := windows.DuplicateHandle(self, windows.Handle(f.Fd()), self, &own, 0, false, windows.DUPLICATE_SAME_ACCESS); err != nil {
		return nil, err
	}
	if err := windows.SetStdHandle(windows.STD_ERROR_HANDLE, own); err != nil {
		_ = windows.CloseHandle(own)
		return nil, err
	}
	return func() {
		_ = windows.SetStdHandle(windows.STD_ERROR_HANDLE, was)
		_ = windows.CloseHandle(own)
	}, nil
}
