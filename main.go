// Command aktivasi takes an Indonesian civil servant from "I cannot get in" to
// "MFA is on, and I know how to sign in".
package main

import (
	"os"

	_ "time/tzdata" // Windows has no time zones of its own for Go to read

	"aktivasi/ui/cli"
	_ "aktivasi/ui/ground" // first of all: nobody asks the terminal for its colours
)

func main() { os.Exit(cli.Main()) }
