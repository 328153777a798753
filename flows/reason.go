package flows

// A Reason is why the person is being told something. It is a fact, not a
// sentence: package ui has the words, in each language.
type Reason int

// The reasons. Those of the world come in the answer's [Event.Why]; the others
// stand in the table.
const (
	Silence Reason = iota

	// What the person typed cannot be judged yet.
	FillIn          // a field is empty
	BadNIP          // no number of that form; the screen says what is wrong with it
	PasswordsDiffer // the two new passwords
	PasswordBroken  // the new password breaks a rule
	BadDeviceName   // empty after cleaning, or too long
	DeviceNameTaken
	BadAddress     // no e-mail address of that form
	BadOfficerName // empty after cleaning, or too long
	SameCode       // the code that was typed just before
	CodeShort      // not as many characters as a mailed code has

	// What the person typed was wrong.
	CaptchaWrong
	CaptchaExpired
	UnknownNIP
	Inactive // the account's status does not allow it in
	AddressWrong
	AddressEnded // one wrong address too many
	CodeWrong
	CodeDead // one wrong code too many, or already used
	CodeExpired
	SignInWrong // unknown NIP, no password yet, wrong password: one and the same
	OldPasswordWrong
	OTPNeeded
	OTPWrong
	OTPUsed
	OTPNotACode
	OTPClock       // right for another time: the phone's clock is off
	OTPClockMaybe  // the same, by one code only, which may be chance
	OTPOldEntry    // right for a secret that is no longer in force
	OTPOtherDevice // right for a device of this account that is not asked for here
	OTPMistyped    // one digit off, or two swapped
	Blocked        // too many wrong tries: an officer must bind it again
	GrantWrong     // the officer's code
	GrantDead      // it was used, has expired, or one wrong code too many
	OfficerWrong   // unknown, not enrolled yet, wrong password, wrong OTP: one and the same
	InviteWrong    // unknown, used, expired, or wrong
	SecondWrong    // the second officer's OTP
	SamePerson     // the second officer is the first
	OwnAccount     // nobody helps themselves
	NotAllowed     // it is for a chief, or not possible for this person now
	OfficerKnown   // there is one already
	LastChief      // somebody must be able to add officers
	ClockDoubt     // the machine's clock is wrong, so no code can be right
	KeyExpired

	// What cannot be done, or not now.
	MustWait         // see [Facts.WaitUntil]
	WaitBeforeResend // see [Facts.ResendAt]
	HasNoAddress
	AddressNotMine
	DevicesFull
	LastDevice
	ConfirmAgain // the proof given on the account page ran out
	TooManyCodes // as many letters as there may be in an hour or a day
	TerminalSlow // too many wrong tries by whoever sat at this terminal
	CodeFirst    // no code was refused yet that an officer could help with
	TryFirst     // nothing went wrong yet that an officer could help with
	SignedOut

	// What went well.
	CodeSent
	CodeRight
	PasswordDone
	PasswordChanged
	PasswordDoneMFAOff
	PasswordIsFine
	PasswordIsWeak
	PhraseMade
	SignedIn
	MFAIsOff
	KeyReady
	Enrolled
	DeviceRenamed
	DeviceRemoved
	DevicesRevoked
	MayTryAgain // an officer lifted the wait
	GrantMade
	ActDone
	CaseNoted
	CaseReported
	PhoneFine // its codes are right
	InviteMade
	OfficerChanged
	ClockTrusted
	SlipPrinted
	Restored

	// What there is to know.
	TimeUp     // the time at a terminal was over, and everything is gone
	CodeWaits  // the letter is on its way, and will be tried again
	HasNoPhone // nothing to scan with
	NoLetterCame
	NowTheNext // one code more

	// What broke. Nothing was changed.
	MailFailed
	TryAgain
	PrinterFailed

	Reasons // how many there are
)

// Sort says what kind of news a reason is, so that a screen can mark it.
type Sort int

// The sorts of news, as the marks of the message line.
const (
	Note    Sort = iota // i: something to know
	Slip                // !: do it again, nothing was lost
	Refusal             // ✗: refused, and it may have cost a try
	Done                // ✓
)

// Sort returns what kind of news r is.
func (r Reason) Sort() Sort {
	switch {
	case r == Silence || r == PasswordIsWeak || r == MFAIsOff || r == PhraseMade || r == KeyReady || r == PasswordDoneMFAOff ||
		r == TimeUp || r == CodeWaits || r == HasNoPhone || r == NoLetterCame || r == NowTheNext:
		return Note
	case r <= CodeShort || r == CaptchaWrong || r == CaptchaExpired:
		return Slip
	case r <= KeyExpired:
		return Refusal
	case r <= SignedOut:
		return Slip
	case r <= Restored:
		return Done
	}
	return Refusal
}

// About returns the field that r is about, and whether it is about one: where
// the cursor belongs after r was said.
func About(r Reason) (Field, bool) {
	switch r {
	case FillIn, BadNIP, UnknownNIP, Inactive:
		return NIP, true
	case OfficerKnown, SamePerson:
		return OtherNIP, true
	case BadOfficerName:
		return OfficerName, true
	case CaptchaWrong, CaptchaExpired:
		return CaptchaText, true
	case AddressWrong, BadAddress:
		return Address, true
	case CodeShort, CodeWrong, CodeDead, CodeExpired, GrantWrong, GrantDead, InviteWrong:
		return MailedCode, true
	case SignInWrong, OldPasswordWrong, OfficerWrong:
		return Password, true
	case OTPNeeded, OTPWrong, OTPUsed, OTPNotACode, OTPClock, OTPClockMaybe, OTPOldEntry, OTPOtherDevice, OTPMistyped, SameCode, CodeFirst, SecondWrong:
		return OTP, true
	case PasswordBroken:
		return NewPassword, true
	case PasswordsDiffer:
		return Confirmation, true
	case BadDeviceName, DeviceNameTaken:
		return DeviceName, true
	default:
		return 0, false
	}
}

// OTPRefused reports whether r is why an OTP was refused, whatever was found out
// about it.
func (r Reason) OTPRefused() bool {
	switch r {
	case OTPWrong, OTPUsed, OTPClock, OTPClockMaybe, OTPOldEntry, OTPOtherDevice, OTPMistyped:
		return true
	default:
		return false
	}
}

// Counts reports whether r is about tries and waits, so that the tries left, or
// the time to wait, belong beside it. Beside a slip they would frighten.
func (r Reason) Counts() bool {
	switch r {
	case AddressWrong, AddressEnded, CodeWrong, CodeDead, SignInWrong, OldPasswordWrong, OTPWrong, OTPUsed, OTPClock, OTPClockMaybe, OTPOldEntry, OTPOtherDevice,
		OTPMistyped, MustWait, WaitBeforeResend,
		GrantWrong, GrantDead, OfficerWrong, InviteWrong, SecondWrong, TooManyCodes, TerminalSlow:
		return true
	default:
		return false
	}
}

// Spends reports whether an answer that was refused for r is worth nothing any
// more. A slip is not: it can be mended where it stands.
func (r Reason) Spends() bool {
	return r.Sort() == Refusal || r == CaptchaWrong || r == CaptchaExpired || r == PasswordsDiffer || r == SameCode
}
