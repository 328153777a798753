package flows

// The clinic: questions that end at a remedy, and a phone that is tested without
// touching any account. What each answer leads to stands in [Tree].
var clinic = []Row{
	{From: AtStart, On: Choose, Pick: GoClinic, To: AtClinic},

	{From: AtClinic, On: Ready, To: AtClinic},
	{From: AtClinic, On: Fail, To: AtClinic},
	{From: AtClinic, On: Choose, Pick: AnswerWith, If: AsksOn, To: AtClinic},
	{From: AtClinic, On: Choose, Pick: AnswerWith, To: AtRemedy},
	{From: AtClinic, On: Choose, Pick: GoTest, To: AtPhoneTest, Do: MakeTestKey},
	{From: AtClinic, On: Back, If: FirstAsked, To: AtStart, Do: Forget},
	{From: AtClinic, On: Back, To: AtClinic},

	{From: AtRemedy, On: Choose, Pick: GoTest, To: AtPhoneTest, Do: MakeTestKey},
	{From: AtRemedy, On: Choose, Pick: GoSignIn, To: AtSignIn, Do: Forget},
	{From: AtRemedy, On: Choose, Pick: GoForgot, To: AtName, Do: DrawCaptcha},
	{From: AtRemedy, On: Choose, Pick: GoWeak, To: AtWeakSignIn, Do: Forget},
	{From: AtRemedy, On: Choose, Pick: GoLost, To: AtLostName, Do: DrawCaptcha},
	{From: AtRemedy, On: Choose, Pick: GoReport, To: AtReport},
	{From: AtRemedy, On: Choose, Pick: GoOut, To: AtStart, Do: Forget},
	{From: AtRemedy, On: Back, To: AtClinic},

	// Whose case it is.
	{From: AtReport, On: Submit, If: Missing, To: AtReport, Say: FillIn},
	{From: AtReport, On: Submit, To: AtReport, Do: ReportCase},
	{From: AtReport, On: Accept, To: AtCounter, Say: CaseReported},
	{From: AtReport, On: Refuse, To: AtReport},
	{From: AtReport, On: Fail, To: AtReport},
	{From: AtReport, On: Back, To: AtRemedy},

	// Two codes in a row of a secret that is nobody's.
	{From: AtPhoneTest, On: Ready, To: AtPhoneTest, Say: KeyReady},
	{From: AtPhoneTest, On: Submit, If: NoKey, To: AtPhoneTest, Do: MakeTestKey},
	{From: AtPhoneTest, On: Submit, If: Missing, To: AtPhoneTest, Say: FillIn},
	{From: AtPhoneTest, On: Submit, To: AtPhoneTest, Do: TestFirst},
	{From: AtPhoneTest, On: Accept, To: AtSecondCode, Say: NowTheNext},
	{From: AtPhoneTest, On: Refuse, Why: KeyExpired, To: AtClinic, Do: Forget, Say: KeyExpired},
	{From: AtPhoneTest, On: Refuse, Why: ClockDoubt, To: AtCounter, Do: OpenCase, Say: ClockDoubt},
	{From: AtPhoneTest, On: Refuse, To: AtPhoneTest},
	{From: AtPhoneTest, On: Fail, If: NoKey, To: AtClinic},
	{From: AtPhoneTest, On: Fail, To: AtPhoneTest},
	{From: AtPhoneTest, On: Back, To: AtClinic, Do: Forget},

	{From: AtSecondCode, On: Submit, If: Missing, To: AtSecondCode, Say: FillIn},
	{From: AtSecondCode, On: Submit, To: AtSecondCode, Do: TestSecond},
	{From: AtSecondCode, On: Accept, To: AtVerdict},
	{From: AtSecondCode, On: Refuse, Why: KeyExpired, To: AtClinic, Do: Forget, Say: KeyExpired},
	{From: AtSecondCode, On: Refuse, Why: ClockDoubt, To: AtCounter, Do: OpenCase, Say: ClockDoubt},
	{From: AtSecondCode, On: Refuse, To: AtSecondCode},
	{From: AtSecondCode, On: Fail, To: AtSecondCode},
	{From: AtSecondCode, On: Back, To: AtClinic, Do: Forget},

	{From: AtVerdict, On: Submit, To: AtStart, Do: Forget},
	{From: AtVerdict, On: Choose, Pick: GoTest, To: AtPhoneTest, Do: MakeTestKey},
	{From: AtVerdict, On: Back, To: AtClinic, Do: Forget},
}
