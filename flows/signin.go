package flows

// Sign in: NIP, password, and the OTP where MFA is on (seeds 000 and 003). A
// password that no longer meets the rules signs in to one screen only.
var signIn = []Row{
	{From: AtSignIn, On: Ready, To: AtSignIn},
	{From: AtSignIn, On: Submit, If: Missing, To: AtSignIn, Say: FillIn},
	{From: AtSignIn, On: Submit, If: Waiting, To: AtSignIn, Say: MustWait},
	{From: AtSignIn, On: Submit, To: AtSignIn, Do: CheckSignIn},
	{From: AtSignIn, On: Accept, If: Weak, To: AtWeakPassword, Say: PasswordIsWeak},
	{From: AtSignIn, On: Accept, If: MFAOff, To: AtAccount, Say: MFAIsOff},
	{From: AtSignIn, On: Accept, To: AtAccount, Say: SignedIn},
	{From: AtSignIn, On: Refuse, Why: ClockDoubt, To: AtCounter, Do: OpenCase, Say: ClockDoubt},
	{From: AtSignIn, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtSignIn, On: Refuse, To: AtSignIn},
	{From: AtSignIn, On: Fail, To: AtSignIn},
	{From: AtSignIn, On: Choose, Pick: GoForgot, To: AtName, Do: DrawCaptcha},
	{From: AtSignIn, On: Choose, Pick: GoGrant, To: AtGrant, Do: Forget},
	{From: AtSignIn, On: Choose, Pick: AskHelp, If: NothingWrong, To: AtSignIn, Say: CodeFirst},
	{From: AtSignIn, On: Choose, Pick: AskHelp, To: AtCounter, Do: OpenCase},
	{From: AtSignIn, On: Back, To: AtStart, Do: Forget},
}

// Weak password (seed 004, part 1: "Jika Password Lemah"). The sign-in is the
// same; only a password that turns out to be good needs another word.
var weak = []Row{
	{From: AtWeakSignIn, On: Ready, To: AtWeakSignIn},
	{From: AtWeakSignIn, On: Submit, If: Missing, To: AtWeakSignIn, Say: FillIn},
	{From: AtWeakSignIn, On: Submit, If: Waiting, To: AtWeakSignIn, Say: MustWait},
	{From: AtWeakSignIn, On: Submit, To: AtWeakSignIn, Do: CheckSignIn},
	{From: AtWeakSignIn, On: Accept, If: Weak, To: AtWeakPassword, Say: PasswordIsWeak},
	{From: AtWeakSignIn, On: Accept, To: AtAccount, Say: PasswordIsFine},
	{From: AtWeakSignIn, On: Refuse, Why: ClockDoubt, To: AtCounter, Do: OpenCase, Say: ClockDoubt},
	{From: AtWeakSignIn, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtWeakSignIn, On: Refuse, To: AtWeakSignIn},
	{From: AtWeakSignIn, On: Fail, To: AtWeakSignIn},
	{From: AtWeakSignIn, On: Choose, Pick: GoForgot, To: AtName, Do: DrawCaptcha},
	{From: AtWeakSignIn, On: Choose, Pick: GoGrant, To: AtGrant, Do: Forget},
	{From: AtWeakSignIn, On: Back, To: AtStart, Do: Forget},

	{From: AtWeakPassword, On: Ready, To: AtWeakPassword, Say: PhraseMade},
	{From: AtWeakPassword, On: Choose, Pick: Suggest, To: AtWeakPassword, Do: MakePhrase},
	{From: AtWeakPassword, On: Submit, If: Missing, To: AtWeakPassword, Say: FillIn},
	{From: AtWeakPassword, On: Submit, If: Differ, To: AtWeakPassword, Say: PasswordsDiffer},
	{From: AtWeakPassword, On: Submit, If: Waiting, To: AtWeakPassword, Say: MustWait},
	{From: AtWeakPassword, On: Submit, To: AtWeakPassword, Do: ReplacePassword},
	{From: AtWeakPassword, On: Accept, If: MFAOff, To: AtAccount, Say: PasswordDoneMFAOff},
	{From: AtWeakPassword, On: Accept, To: AtAccount, Say: PasswordChanged},
	{From: AtWeakPassword, On: Refuse, To: AtWeakPassword},
	{From: AtWeakPassword, On: Fail, To: AtWeakPassword},
	{From: AtWeakPassword, On: Back, To: AtStart, Do: Forget},
}
