package flows

// The first screen, the screen that says who helps, and practice's way back to
// the start.
var start = []Row{
	{From: AtStart, On: Wake, To: AtStart, Do: Open},
	{From: AtStart, On: Ready, To: AtStart},
	{From: AtStart, On: Fail, To: AtStart},
	{From: AtStart, On: Choose, Pick: GoSignIn, To: AtSignIn},
	{From: AtStart, On: Choose, Pick: GoForgot, To: AtName, Do: DrawCaptcha},
	{From: AtStart, On: Choose, Pick: GoWeak, To: AtWeakSignIn},
	{From: AtStart, On: Choose, Pick: GoLost, To: AtLostName, Do: DrawCaptcha},
	{From: AtStart, On: Choose, Pick: Play, To: AtStart},
	{From: AtStart, On: Choose, Pick: GoRestore, To: AtRestore},

	{From: AtOfficer, On: Submit, To: AtStart, Do: Forget},
	{From: AtOfficer, On: Back, To: AtStart, Do: Forget},

	{From: AtRestore, On: Submit, To: AtRestore, Do: Restore},
	{From: AtRestore, On: Accept, To: AtStart, Say: Restored},
	{From: AtRestore, On: Fail, To: AtRestore},
	{From: AtRestore, On: Back, To: AtStart},
}
