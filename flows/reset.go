package flows

// Reset password, which is also the first access: NIP and captcha, the
// registered address typed in full, the code from the letter, the new password
// (seed 003, steps 6 to 11; seed 002).
//
// Checking the code uses it up; what is left is the right to set a password
// once, until the code would have expired. So Back from the password goes to
// the address, where another code can be had, and not to a code that is spent.
var reset = []Row{
	{From: AtName, On: Ready, To: AtName},
	{From: AtName, On: Resend, To: AtName, Do: DrawCaptcha},
	{From: AtName, On: Choose, Pick: OtherWay, To: AtName, Do: TurnCaptcha},
	{From: AtName, On: Submit, If: Missing, To: AtName, Say: FillIn},
	{From: AtName, On: Submit, To: AtName, Do: FindForPassword},
	{From: AtName, On: Accept, If: NoAddress, To: AtCounter, Do: OpenCase, Say: HasNoAddress},
	{From: AtName, On: Accept, To: AtAddress},
	{From: AtName, On: Refuse, Why: BadNIP, To: AtName, Say: BadNIP}, // the captcha was not looked at
	{From: AtName, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtName, On: Refuse, To: AtName, Do: DrawCaptcha},
	{From: AtName, On: Fail, To: AtName}, // never judged: the captcha is as good as before
	{From: AtName, On: Choose, Pick: AskHelp, If: NothingWrong, To: AtName, Say: TryFirst},
	{From: AtName, On: Choose, Pick: AskHelp, To: AtCounter, Do: OpenCase},
	{From: AtName, On: Back, To: AtStart, Do: Forget},

	{From: AtAddress, On: Submit, If: Missing, To: AtAddress, Say: FillIn},
	{From: AtAddress, On: Submit, To: AtAddress, Do: MailPasswordCode},
	{From: AtAddress, On: Accept, If: PostWaits, To: AtMailCode, Say: CodeWaits},
	{From: AtAddress, On: Accept, To: AtMailCode, Say: CodeSent},
	{From: AtAddress, On: Refuse, Why: AddressEnded, To: AtCounter, Do: OpenCase, Say: AddressEnded},
	{From: AtAddress, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtAddress, On: Refuse, To: AtAddress},
	{From: AtAddress, On: Fail, To: AtAddress},
	{From: AtAddress, On: Choose, Pick: NotMine, To: AtCounter, Do: OpenCase, Say: AddressNotMine},
	{From: AtAddress, On: Back, To: AtName, Do: DrawCaptcha},

	{From: AtMailCode, On: Submit, If: Missing, To: AtMailCode, Say: FillIn},
	{From: AtMailCode, On: Submit, To: AtMailCode, Do: CheckPasswordCode},
	{From: AtMailCode, On: Accept, To: AtPassword, Say: CodeRight},
	{From: AtMailCode, On: Ready, To: AtMailCode}, // the world says what became of the letter
	{From: AtMailCode, On: Look, To: AtMailCode, Do: LookAtPost},
	{From: AtMailCode, On: Refuse, Why: Blocked, To: AtCounter, Do: OpenCase, Say: Blocked},
	{From: AtMailCode, On: Refuse, To: AtMailCode},
	{From: AtMailCode, On: Fail, To: AtMailCode},
	{From: AtMailCode, On: Resend, If: TooSoon, To: AtMailCode, Say: WaitBeforeResend},
	{From: AtMailCode, On: Resend, To: AtMailCode, Do: MailAgain},
	{From: AtMailCode, On: Choose, Pick: NotMine, To: AtCounter, Do: OpenCase, Say: AddressNotMine},
	{From: AtMailCode, On: Choose, Pick: AskHelp, If: TooSoon, To: AtMailCode, Say: WaitBeforeResend},
	{From: AtMailCode, On: Choose, Pick: AskHelp, To: AtMailCode, Do: OpenCase, Say: NoLetterCame}, // it may still come
	{From: AtMailCode, On: Back, To: AtAddress},

	{From: AtPassword, On: Ready, To: AtPassword, Say: PhraseMade},
	{From: AtPassword, On: Choose, Pick: Suggest, To: AtPassword, Do: MakePhrase},
	{From: AtPassword, On: Submit, If: Missing, To: AtPassword, Say: FillIn},
	{From: AtPassword, On: Submit, If: Differ, To: AtPassword, Say: PasswordsDiffer},
	{From: AtPassword, On: Submit, To: AtPassword, Do: SetPassword},
	{From: AtPassword, On: Accept, To: PasswordSet, Say: PasswordDone},
	{From: AtPassword, On: Refuse, Why: GrantDead, To: AtGrant, Say: GrantDead},
	{From: AtPassword, On: Refuse, Why: CodeExpired, To: AtAddress, Say: CodeExpired},
	{From: AtPassword, On: Refuse, To: AtPassword},
	{From: AtPassword, On: Fail, To: AtPassword},
	{From: AtPassword, On: Back, To: AtAddress},

	{From: PasswordSet, On: Submit, To: AtSignIn, Do: Forget},
	{From: PasswordSet, On: Back, To: AtStart, Do: Forget},
}
