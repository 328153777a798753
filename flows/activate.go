package flows

// Activate MFA: prepare the phone, scan, verify, done (seeds 001, 003, 004).
// Nothing is enrolled until a code was verified, and that code does not sign in
// afterwards. Wrong codes and Back leave the QR as it is: asking for a key again
// gives the one that is pending.
var activate = []Row{
	{From: AtPrepare, On: Submit, To: AtScan, Do: MakeKey},
	{From: AtPrepare, On: Choose, Pick: AskHelp, To: AtCounter, Do: OpenCase, Say: HasNoPhone},
	{From: AtPrepare, On: Back, To: AtAccount},

	{From: AtScan, On: Ready, To: AtScan, Say: KeyReady},
	{From: AtScan, On: Submit, If: NoKey, To: AtScan, Do: MakeKey},
	{From: AtScan, On: Submit, If: Missing, To: AtScan, Say: FillIn},
	{From: AtScan, On: Submit, If: Waiting, To: AtScan, Say: MustWait},
	{From: AtScan, On: Submit, To: AtScan, Do: Enrol},
	{From: AtScan, On: Accept, To: Activated, Say: Enrolled},
	{From: AtScan, On: Refuse, Why: KeyExpired, To: AtPrepare, Say: KeyExpired},
	{From: AtScan, On: Refuse, Why: ClockDoubt, To: AtCounter, Do: OpenCase, Say: ClockDoubt},
	{From: AtScan, On: Refuse, Why: DevicesFull, To: AtAccount, Say: DevicesFull},
	{From: AtScan, On: Refuse, Why: ConfirmAgain, To: AtAddDevice, Say: ConfirmAgain},
	{From: AtScan, On: Refuse, To: AtScan},
	{From: AtScan, On: Fail, If: NoKey, To: AtPrepare},
	{From: AtScan, On: Fail, To: AtScan},
	{From: AtScan, On: Choose, Pick: AskHelp, If: NothingWrong, To: AtScan, Say: CodeFirst},
	{From: AtScan, On: Choose, Pick: AskHelp, To: AtCounter, Do: OpenCase},
	{From: AtScan, On: Back, To: AtPrepare},

	{From: Activated, On: Submit, If: Several, To: AtAccount},
	{From: Activated, On: Submit, To: AtStart, Do: Forget},
	{From: Activated, On: Choose, Pick: GoSlip, To: AtSlip, Do: PrintSlip},
	{From: Activated, On: Choose, Pick: GoSignIn, To: AtSignIn, Do: Forget},
	{From: Activated, On: Back, To: AtAccount},
}
