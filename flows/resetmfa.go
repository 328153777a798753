package flows

// Reset MFA, for a phone that is lost or changed (seed 004, part 3; the order of
// the fields from domain notes §3.6). The devices are revoked in the
// transaction that accepts the code. It ends at the sign-in: a mailed code alone
// never reaches a QR code.
var resetMFA = []Row{
	{From: AtLostName, On: Ready, To: AtLostName},
	{From: AtLostName, On: Resend, To: AtLostName, Do: DrawCaptcha},
	{From: AtLostName, On: Choose, Pick: OtherWay, To: AtLostName, Do: TurnCaptcha},
	{From: AtLostName, On: Submit, If: Missing, To: AtLostName, Say: FillIn},
	{From: AtLostName, On: Submit, To: AtLostName, Do: FindForMFA},
	{From: AtLostName, On: Accept, If: NoAddress, To: AtCounter, Do: OpenCase, Say: HasNoAddress},
	{From: AtLostName, On: Accept, To: AtLostAddress},
	{From: AtLostName, On: Refuse, Why: BadNIP, To: AtLostName, Say: BadNIP},
	{From: AtLostName, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtLostName, On: Refuse, To: AtLostName, Do: DrawCaptcha},
	{From: AtLostName, On: Fail, To: AtLostName},
	{From: AtLostName, On: Choose, Pick: AskHelp, If: NothingWrong, To: AtLostName, Say: TryFirst},
	{From: AtLostName, On: Choose, Pick: AskHelp, To: AtCounter, Do: OpenCase},
	{From: AtLostName, On: Back, To: AtStart, Do: Forget},

	{From: AtLostAddress, On: Submit, If: Missing, To: AtLostAddress, Say: FillIn},
	{From: AtLostAddress, On: Submit, To: AtLostAddress, Do: MailMFACode},
	{From: AtLostAddress, On: Accept, If: PostWaits, To: AtLostCode, Say: CodeWaits},
	{From: AtLostAddress, On: Accept, To: AtLostCode, Say: CodeSent},
	{From: AtLostAddress, On: Refuse, Why: AddressEnded, To: AtCounter, Do: OpenCase, Say: AddressEnded},
	{From: AtLostAddress, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtLostAddress, On: Refuse, To: AtLostAddress},
	{From: AtLostAddress, On: Fail, To: AtLostAddress},
	{From: AtLostAddress, On: Choose, Pick: NotMine, To: AtCounter, Do: OpenCase, Say: AddressNotMine},
	{From: AtLostAddress, On: Back, To: AtLostName, Do: DrawCaptcha},

	{From: AtLostCode, On: Submit, If: Missing, To: AtLostCode, Say: FillIn},
	{From: AtLostCode, On: Submit, To: AtLostCode, Do: RevokeDevices},
	{From: AtLostCode, On: Accept, To: MFAReset, Say: DevicesRevoked},
	{From: AtLostCode, On: Ready, To: AtLostCode},
	{From: AtLostCode, On: Look, To: AtLostCode, Do: LookAtPost},
	{From: AtLostCode, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtLostCode, On: Refuse, To: AtLostCode},
	{From: AtLostCode, On: Fail, To: AtLostCode},
	{From: AtLostCode, On: Resend, If: TooSoon, To: AtLostCode, Say: WaitBeforeResend},
	{From: AtLostCode, On: Resend, To: AtLostCode, Do: MailAgain},
	{From: AtLostCode, On: Choose, Pick: NotMine, To: AtCounter, Do: OpenCase, Say: AddressNotMine},
	{From: AtLostCode, On: Choose, Pick: AskHelp, If: TooSoon, To: AtLostCode, Say: WaitBeforeResend},
	{From: AtLostCode, On: Choose, Pick: AskHelp, To: AtLostCode, Do: OpenCase, Say: NoLetterCame}, // it may still come
	{From: AtLostCode, On: Back, To: AtLostAddress},

	{From: MFAReset, On: Submit, To: AtSignIn, Do: Forget},
	{From: MFAReset, On: Back, To: AtStart, Do: Forget},
}
