// Command aktivasi takes an Indonesian civil servant from "I cannot get in" to
// "MFA is on, and I know how to sign in".
package main

func main() {}
