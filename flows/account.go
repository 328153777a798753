package flows

// The account page: devices and password. Whatever changes something needs a
// fresh OTP; the last device cannot be removed, only reset.
var account = []Row{
	{From: AtAccount, On: Choose, Pick: GoActivate, To: AtPrepare},
	{From: AtAccount, On: Choose, Pick: GoAddDevice, If: Full, To: AtAccount, Say: DevicesFull},
	{From: AtAccount, On: Choose, Pick: GoAddDevice, To: AtAddDevice},
	{From: AtAccount, On: Choose, Pick: GoDevice, To: AtDevice},
	{From: AtAccount, On: Choose, Pick: GoChange, To: AtOldPassword},
	{From: AtAccount, On: Choose, Pick: GoSlip, To: AtSlip, Do: PrintSlip},
	{From: AtAccount, On: Choose, Pick: GoOut, To: AtStart, Do: Forget},
	{From: AtAccount, On: Back, To: AtStart, Do: Forget},

	{From: AtDevice, On: Choose, Pick: GoRename, To: AtRename},
	{From: AtDevice, On: Choose, Pick: GoRemove, If: Single, To: AtDevice, Say: LastDevice},
	{From: AtDevice, On: Choose, Pick: GoRemove, To: AtRemove},
	{From: AtDevice, On: Back, To: AtAccount},

	{From: AtRename, On: Submit, If: Missing, To: AtRename, Say: FillIn},
	{From: AtRename, On: Submit, If: Waiting, To: AtRename, Say: MustWait},
	{From: AtRename, On: Submit, To: AtRename, Do: RenameDevice},
	{From: AtRename, On: Accept, To: AtAccount, Say: DeviceRenamed},
	{From: AtRename, On: Refuse, To: AtRename},
	{From: AtRename, On: Fail, To: AtRename},
	{From: AtRename, On: Back, To: AtDevice},

	{From: AtRemove, On: Submit, If: Missing, To: AtRemove, Say: FillIn},
	{From: AtRemove, On: Submit, If: Waiting, To: AtRemove, Say: MustWait},
	{From: AtRemove, On: Submit, To: AtRemove, Do: RemoveDevice},
	{From: AtRemove, On: Accept, To: AtAccount, Say: DeviceRemoved},
	{From: AtRemove, On: Refuse, To: AtRemove},
	{From: AtRemove, On: Fail, To: AtRemove},
	{From: AtRemove, On: Back, To: AtDevice},

	{From: AtAddDevice, On: Submit, If: Missing, To: AtAddDevice, Say: FillIn},
	{From: AtAddDevice, On: Submit, If: Waiting, To: AtAddDevice, Say: MustWait},
	{From: AtAddDevice, On: Submit, To: AtAddDevice, Do: ConfirmOTP},
	{From: AtAddDevice, On: Accept, To: AtPrepare},
	{From: AtAddDevice, On: Refuse, To: AtAddDevice},
	{From: AtAddDevice, On: Fail, To: AtAddDevice},
	{From: AtAddDevice, On: Back, To: AtAccount},

	{From: AtOldPassword, On: Submit, If: Missing, To: AtOldPassword, Say: FillIn},
	{From: AtOldPassword, On: Submit, If: Waiting, To: AtOldPassword, Say: MustWait},
	{From: AtOldPassword, On: Submit, To: AtOldPassword, Do: ConfirmPassword},
	{From: AtOldPassword, On: Accept, To: AtChange},
	{From: AtOldPassword, On: Refuse, To: AtOldPassword},
	{From: AtOldPassword, On: Fail, To: AtOldPassword},
	{From: AtOldPassword, On: Back, To: AtAccount},

	{From: AtChange, On: Ready, To: AtChange, Say: PhraseMade},
	{From: AtChange, On: Choose, Pick: Suggest, To: AtChange, Do: MakePhrase},
	{From: AtChange, On: Submit, If: Missing, To: AtChange, Say: FillIn},
	{From: AtChange, On: Submit, If: Differ, To: AtChange, Say: PasswordsDiffer},
	{From: AtChange, On: Submit, To: AtChange, Do: ReplacePassword},
	{From: AtChange, On: Accept, To: AtAccount, Say: PasswordChanged},
	{From: AtChange, On: Refuse, Why: ConfirmAgain, To: AtOldPassword, Say: ConfirmAgain},
	{From: AtChange, On: Refuse, To: AtChange},
	{From: AtChange, On: Fail, To: AtChange},
	{From: AtChange, On: Back, To: AtAccount},
}
