package flows

// An officer signs in with a password and an OTP of their own, which have
// nothing to do with the account they may have as a person. The first time it
// is a one-time code, a password and a phone, and only then the console: nobody
// works there without a second factor.
var officer = []Row{
	{From: AtOfficerSignIn, On: Submit, If: Missing, To: AtOfficerSignIn, Say: FillIn},
	{From: AtOfficerSignIn, On: Submit, If: Waiting, To: AtOfficerSignIn, Say: MustWait},
	{From: AtOfficerSignIn, On: Submit, To: AtOfficerSignIn, Do: CheckOfficer},
	{From: AtOfficerSignIn, On: Accept, To: AtConsole},
	{From: AtOfficerSignIn, On: Refuse, To: AtOfficerSignIn},
	{From: AtOfficerSignIn, On: Ready, To: AtOfficerSignIn},
	{From: AtOfficerSignIn, On: Fail, To: AtOfficerSignIn},
	{From: AtOfficerSignIn, On: Choose, Pick: GoInvited, To: AtOfficerInvite},
	{From: AtOfficerSignIn, On: Back, To: AtStart, Do: Forget},

	{From: AtOfficerInvite, On: Submit, If: Missing, To: AtOfficerInvite, Say: FillIn},
	{From: AtOfficerInvite, On: Submit, If: Waiting, To: AtOfficerInvite, Say: MustWait},
	{From: AtOfficerInvite, On: Submit, To: AtOfficerInvite, Do: RedeemInvite},
	{From: AtOfficerInvite, On: Accept, To: AtOfficerPassword, Say: CodeRight},
	{From: AtOfficerInvite, On: Refuse, To: AtOfficerInvite},
	{From: AtOfficerInvite, On: Fail, To: AtOfficerInvite},
	{From: AtOfficerInvite, On: Back, To: AtOfficerSignIn, Do: Forget},

	{From: AtOfficerPassword, On: Ready, To: AtOfficerPassword, Say: PhraseMade},
	{From: AtOfficerPassword, On: Choose, Pick: Suggest, To: AtOfficerPassword, Do: MakePhrase},
	{From: AtOfficerPassword, On: Submit, If: Missing, To: AtOfficerPassword, Say: FillIn},
	{From: AtOfficerPassword, On: Submit, If: Differ, To: AtOfficerPassword, Say: PasswordsDiffer},
	{From: AtOfficerPassword, On: Submit, To: AtOfficerPassword, Do: SetOfficerPassword},
	{From: AtOfficerPassword, On: Accept, To: AtOfficerScan, Do: MakeOfficerKey, Say: PasswordDone},
	{From: AtOfficerPassword, On: Refuse, Why: CodeExpired, To: AtOfficerInvite, Say: CodeExpired},
	{From: AtOfficerPassword, On: Refuse, To: AtOfficerPassword},
	{From: AtOfficerPassword, On: Fail, To: AtOfficerPassword},
	{From: AtOfficerPassword, On: Back, To: AtOfficerSignIn, Do: Forget},

	{From: AtOfficerScan, On: Ready, To: AtOfficerScan, Say: KeyReady},
	{From: AtOfficerScan, On: Submit, If: NoKey, To: AtOfficerScan, Do: MakeOfficerKey},
	{From: AtOfficerScan, On: Submit, If: Missing, To: AtOfficerScan, Say: FillIn},
	{From: AtOfficerScan, On: Submit, If: Waiting, To: AtOfficerScan, Say: MustWait},
	{From: AtOfficerScan, On: Submit, To: AtOfficerScan, Do: EnrolOfficer},
	{From: AtOfficerScan, On: Accept, To: AtConsole},
	{From: AtOfficerScan, On: Refuse, Why: KeyExpired, To: AtOfficerInvite, Say: KeyExpired},
	{From: AtOfficerScan, On: Refuse, To: AtOfficerScan},
	{From: AtOfficerScan, On: Fail, To: AtOfficerScan},
	{From: AtOfficerScan, On: Back, To: AtOfficerSignIn, Do: Forget},
}
