package newfile

import "io/fs"

// own does nothing: a new file takes the rights of its folder.
func own(string, fs.FileInfo) error { return nil }
