package flows

// The first screen, the screen that says who helps, and practice's way back to
// the start.
var start = []Row{
	{From: AtStart, On: Wake, To: AtStart, Do: Open},
	{From: AtStart, On: Ready, To: AtStart},
	{From: AtStart, On: Fail, To: AtStart},
	{From: AtStart, On: Look, To: AtStart, Do: Open}, // whether the clock is still right
	{From: AtStart, On: Choose, Pick: GoSignIn, To: AtSignIn},
	{From: AtStart, On: Choose, Pick: GoForgot, To: AtName, Do: DrawCaptcha},
	{From: AtStart, On: Choose, Pick: GoWeak, To: AtWeakSignIn},
	{From: AtStart, On: Choose, Pick: GoLost, To: AtLostName, Do: DrawCaptcha},
	{From: AtStart, On: Choose, Pick: GoGrant, To: AtGrant},
	{From: AtStart, On: Choose, Pick: GoConsole, To: AtOfficerSignIn},
	{From: AtStart, On: Choose, Pick: Play, To: AtStart},
	{From: AtStart, On: Choose, Pick: GoRestore, To: AtRestore},

	{From: AtCounter, On: Ready, To: AtCounter},
	{From: AtCounter, On: Fail, To: AtCounter}, // help is to be had without a number, too
	{From: AtCounter, On: Submit, To: AtStart, Do: Forget},
	{From: AtCounter, On: Back, To: AtStart, Do: Forget},

	{From: AtRestore, On: Submit, To: AtRestore, Do: Restore},
	{From: AtRestore, On: Accept, To: AtStart, Say: Restored},
	{From: AtRestore, On: Fail, To: AtRestore},
	{From: AtRestore, On: Back, To: AtStart},
}

// grant is a code that an officer gave by word or on paper, after they saw who
// it is. It knows itself what it is for.
var grant = []Row{
	{From: AtGrant, On: Submit, If: Missing, To: AtGrant, Say: FillIn},
	{From: AtGrant, On: Submit, If: Waiting, To: AtGrant, Say: MustWait},
	{From: AtGrant, On: Submit, To: AtGrant, Do: CheckGrant},
	{From: AtGrant, On: Accept, If: MayReset, To: AtPassword, Say: CodeRight},
	{From: AtGrant, On: Accept, If: WaitLifted, To: AtSignIn, Say: MayTryAgain},
	{From: AtGrant, On: Accept, To: MFAReset, Say: DevicesRevoked},
	{From: AtGrant, On: Ready, To: AtGrant},
	{From: AtGrant, On: Refuse, To: AtGrant},
	{From: AtGrant, On: Fail, To: AtGrant},
	{From: AtGrant, On: Back, To: AtStart, Do: Forget},

	{From: AtSlip, On: Ready, To: AtSlip},
	{From: AtSlip, On: Refuse, To: AtSlip},
	{From: AtSlip, On: Fail, To: AtSlip},
	{From: AtSlip, On: Submit, To: AtAccount},
	{From: AtSlip, On: Back, To: AtAccount},
}
