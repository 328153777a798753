package cli

import "golang.org/x/sys/windows"

// freeSpace is how much room there is for us on the disk of dir, what a quota
// takes away left out.
func freeSpace(dir string) (free uint64, err error) {
	p, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(p, &free, nil, nil)
	return free, err
}
