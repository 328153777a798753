package flows

import (
	"reflect"
	"testing"
)

// Where scripts set out from.
const (
	start1   = "wake ready "
	mailed   = start1 + "choose:GoForgot ready submit accept | submit resend=30s accept ?CodeSent "
	renewed  = mailed + "| submit accept ?CodeRight @AtPassword "
	lost     = start1 + "choose:GoLost ready submit accept | submit resend=30s accept ?CodeSent "
	in       = start1 + "choose:GoSignIn submit-OTP accept @AtAccount ?MFAIsOff "
	inMFA    = start1 + "choose:GoSignIn submit devices=2 accept @AtAccount ?SignedIn "
	scan     = in + "| choose:GoActivate @AtPrepare submit +Key ready @AtScan ?KeyReady "
	console1 = "wake +Console ready choose:GoConsole submit accept @AtConsole "
	opened   = console1 + "choose:GoFind ready choose:GoPerson/1 ready @AtPerson "
	weakIn   = start1 + "choose:GoWeak submit-OTP +Weak accept @AtWeakPassword ?PasswordIsWeak "
)

func TestJourneys(t *testing.T) {
	for _, tt := range []struct {
		name, script string
		at           State
		do           Op
		say          Reason
	}{
		{"first screen", "", AtStart, None, Silence},
		{"the store opens", "wake", AtStart, Open, Silence},
		{"nobody waits for the store", "wake choose:GoSignIn late:ready", AtSignIn, None, Silence},
		{"the store does not open", "wake fail:TryAgain", AtStart, None, TryAgain},

		// 1. Reset password, first access.
		{"reset password, all the way", renewed + "| submit accept @PasswordSet ?PasswordDone | submit ready", AtSignIn, None, Silence},
		{"a field is empty", start1 + "choose:GoForgot ready submit-CaptchaText", AtName, None, FillIn},
		{"a malformed NIP keeps the captcha", start1 + "choose:GoForgot ready submit refuse:BadNIP", AtName, None, BadNIP},
		{"a wrong captcha draws another", start1 + "choose:GoForgot ready submit refuse:CaptchaWrong", AtName, DrawCaptcha, CaptchaWrong},
		{"and the message stays", start1 + "choose:GoForgot ready submit refuse:CaptchaWrong ready", AtName, None, CaptchaWrong},
		{"another captcha", start1 + "choose:GoForgot ready resend", AtName, DrawCaptcha, Silence},
		{"a sum instead of a picture", start1 + "choose:GoForgot ready choose:OtherWay", AtName, TurnCaptcha, Silence},
		{"no captcha could be drawn", start1 + "choose:GoForgot fail:TryAgain", AtName, None, TryAgain},
		{"so one asks for another", start1 + "choose:GoForgot fail:TryAgain resend ready", AtName, None, Silence},
		{"no address", start1 + "choose:GoForgot ready submit +NoAddress accept", AtCounter, OpenCase, HasNoAddress},
		{"wrong address", start1 + "choose:GoForgot ready submit accept submit refuse:AddressWrong", AtAddress, None, AddressWrong},
		{"one wrong address too many", start1 + "choose:GoForgot ready submit accept submit refuse:AddressEnded", AtCounter, OpenCase, AddressEnded},
		{"not my address", start1 + "choose:GoForgot ready submit accept choose:NotMine", AtCounter, OpenCase, AddressNotMine},
		{"not my address, it turns out", mailed + "choose:NotMine", AtCounter, OpenCase, AddressNotMine},
		{"and home again", mailed + "choose:NotMine ready submit ready", AtStart, None, Silence},
		{"the letter did not leave", start1 + "choose:GoForgot ready submit accept submit fail:MailFailed", AtAddress, None, MailFailed},
		{"resend too soon", mailed + "29s resend", AtMailCode, None, WaitBeforeResend},
		{"resend in time", mailed + "30s resend", AtMailCode, MailAgain, Silence},
		{"another letter", mailed + "30s resend resend=30s ready:CodeSent", AtMailCode, None, CodeSent},
		{"the letter waits", start1 + "choose:GoForgot ready submit accept | submit +PostWaits accept", AtMailCode, None, CodeWaits},
		{"it is looked after", start1 + "choose:GoForgot ready submit accept | submit +PostWaits accept look", AtMailCode, LookAtPost, CodeWaits},
		{"nobody waits for that", start1 + "choose:GoForgot ready submit accept | submit +PostWaits accept look submit late:ready -PostWaits accept", AtPassword, None, CodeRight},
		{"and it was sent", start1 + "choose:GoForgot ready submit accept | submit +PostWaits accept look -PostWaits ready:CodeSent", AtMailCode, None, CodeSent},
		{"nothing is looked after while a code is judged", mailed + "submit !look", AtMailCode, CheckPasswordCode, Silence},
		{"one letter at a time", mailed + "30s resend !resend !submit !choose:NotMine", AtMailCode, MailAgain, Silence},
		{"the other letter did not leave", mailed + "30s resend fail:MailFailed", AtMailCode, None, MailFailed},
		{"wrong code", mailed + "submit refuse:CodeWrong", AtMailCode, None, CodeWrong},
		{"a code is used up, so Back is to the address", renewed + "back", AtAddress, None, Silence},
		{"passwords differ", renewed + "submit~", AtPassword, None, PasswordsDiffer},
		{"one of them is missing", renewed + "submit-Confirmation", AtPassword, None, FillIn},
		{"a password that breaks a rule", renewed + "submit refuse:PasswordBroken", AtPassword, None, PasswordBroken},
		{"a suggestion", renewed + "choose:Suggest ready", AtPassword, None, PhraseMade},
		{"too late for the code", renewed + "10m submit refuse:CodeExpired", AtAddress, None, CodeExpired},

		// 2. Sign in.
		{"the first time, without an OTP", in, AtAccount, None, MFAIsOff},
		{"with an OTP", inMFA, AtAccount, None, SignedIn},
		{"an OTP was needed", start1 + "choose:GoSignIn submit-OTP refuse:OTPNeeded submit +MFA accept", AtAccount, None, SignedIn},
		{"no password", start1 + "choose:GoSignIn submit-Password", AtSignIn, None, FillIn},
		{"wrong", start1 + "choose:GoSignIn submit refuse:SignInWrong", AtSignIn, None, SignInWrong},
		{"five times wrong", start1 + "choose:GoSignIn submit wait=30s refuse:SignInWrong 29s submit", AtSignIn, None, MustWait},
		{"and waited", start1 + "choose:GoSignIn submit wait=30s refuse:SignInWrong 30s submit", AtSignIn, CheckSignIn, Silence},
		{"the world broke", start1 + "choose:GoSignIn submit fail:TryAgain", AtSignIn, None, TryAgain},
		{"forgotten", start1 + "choose:GoSignIn submit refuse:SignInWrong choose:GoForgot", AtName, DrawCaptcha, Silence},
		{"Enter twice asks once", start1 + "choose:GoSignIn submit !submit", AtSignIn, CheckSignIn, Silence},

		// 3. Activate MFA.
		{"activate MFA, all the way", scan + "| submit -Key +MFA accept @Activated ?Enrolled | submit ready", AtStart, None, Silence},
		{"and sign in with it", scan + "submit -Key +MFA accept choose:GoSignIn ready submit", AtSignIn, CheckSignIn, Silence},
		{"or see the account", scan + "submit -Key +MFA accept back", AtAccount, None, Silence},
		{"wrong OTP", scan + "submit refuse:OTPWrong", AtScan, None, OTPWrong},
		{"five wrong OTPs", scan + "submit wait=30s refuse:OTPWrong 29s submit", AtScan, None, MustWait},
		{"and waited", scan + "submit wait=30s refuse:OTPWrong 30s submit", AtScan, Enrol, Silence},
		{"no name", scan + "submit-DeviceName", AtScan, None, FillIn},
		{"a name twice", scan + "submit refuse:DeviceNameTaken", AtScan, None, DeviceNameTaken},
		{"the key expired", scan + "15m submit refuse:KeyExpired", AtPrepare, None, KeyExpired},
		{"so there is another", scan + "15m submit refuse:KeyExpired submit", AtScan, MakeKey, Silence},
		{"no key could be made", in + "choose:GoActivate submit fail:TryAgain", AtPrepare, None, TryAgain},
		{"back and again asks for the key that is pending", scan + "back @AtPrepare submit", AtScan, MakeKey, Silence},
		{"five devices after all", scan + "submit refuse:DevicesFull", AtAccount, None, DevicesFull},

		// 4. Reset MFA.
		{"reset MFA, all the way", lost + "| submit accept @MFAReset ?DevicesRevoked | submit ready", AtSignIn, None, Silence},
		{"and sign in without an OTP", lost + "submit accept submit ready submit-OTP accept @AtAccount choose:GoActivate", AtPrepare, None, Silence},
		{"no address", start1 + "choose:GoLost ready submit +NoAddress accept", AtCounter, OpenCase, HasNoAddress},
		{"wrong captcha", start1 + "choose:GoLost ready submit refuse:CaptchaWrong ready", AtLostName, None, CaptchaWrong},
		{"one wrong address too many", start1 + "choose:GoLost ready submit accept submit refuse:AddressEnded", AtCounter, OpenCase, AddressEnded},
		{"resend too soon", lost + "29s resend", AtLostCode, None, WaitBeforeResend},
		{"resend in time", lost + "30s resend", AtLostCode, MailAgain, Silence},
		{"one wrong code too many", lost + "submit refuse:CodeDead", AtLostCode, None, CodeDead},
		{"nothing was revoked", lost + "submit fail:TryAgain", AtLostCode, None, TryAgain},

		// 5. Weak password.
		{"weak password, all the way", weakIn + "| submit -Weak accept", AtAccount, None, PasswordDoneMFAOff},
		{"with MFA on", start1 + "choose:GoWeak submit +Weak +MFA accept submit-OTP ?FillIn submit -Weak accept", AtAccount, None, PasswordChanged},
		{"the ordinary sign-in leads there too", start1 + "choose:GoSignIn submit +Weak accept", AtWeakPassword, None, PasswordIsWeak},
		{"and each time again", weakIn + "back ready choose:GoSignIn submit +Weak accept", AtWeakPassword, None, PasswordIsWeak},
		{"it was not weak", start1 + "choose:GoWeak submit-OTP accept", AtAccount, None, PasswordIsFine},
		{"still weak", weakIn + "submit refuse:PasswordBroken", AtWeakPassword, None, PasswordBroken},
		{"nothing else is possible", weakIn + "!choose:GoActivate !choose:GoChange !choose:GoDevice !choose:GoSignIn !resend", AtWeakPassword, None, PasswordIsWeak},

		// 6. The account page.
		{"rename a device", inMFA + "choose:GoDevice/1 choose:GoRename submit accept", AtAccount, None, DeviceRenamed},
		{"rename without an OTP", inMFA + "choose:GoDevice choose:GoRename submit-OTP", AtRename, None, FillIn},
		{"remove a device", inMFA + "choose:GoDevice/1 choose:GoRemove submit devices=1 accept", AtAccount, None, DeviceRemoved},
		{"remove with a used OTP", inMFA + "choose:GoDevice/1 choose:GoRemove submit refuse:OTPUsed", AtRemove, None, OTPUsed},
		{"the last device", start1 + "choose:GoSignIn submit +MFA accept choose:GoDevice choose:GoRemove", AtDevice, None, LastDevice},
		{"add a device", inMFA + "choose:GoAddDevice submit accept @AtPrepare submit +Key ready submit -Key devices=3 accept @Activated submit", AtAccount, None, Silence},
		{"a sixth device", start1 + "choose:GoSignIn submit devices=5 accept choose:GoAddDevice", AtAccount, None, DevicesFull},
		{"the OTP for another device ran out", inMFA + "choose:GoAddDevice submit accept 5m submit refuse:ConfirmAgain", AtAddDevice, None, ConfirmAgain},
		{"change the password", inMFA + "choose:GoChange submit accept @AtChange submit accept", AtAccount, None, PasswordChanged},
		{"change it without MFA", in + "choose:GoChange submit-OTP accept submit accept", AtAccount, None, PasswordChanged},
		{"the old one is wrong", inMFA + "choose:GoChange submit refuse:OldPasswordWrong", AtOldPassword, None, OldPasswordWrong},
		{"the confirmation ran out", inMFA + "choose:GoChange submit accept 5m submit refuse:ConfirmAgain", AtOldPassword, None, ConfirmAgain},
		{"a suggestion, twice", inMFA + "choose:GoChange submit accept choose:Suggest ready choose:Suggest", AtChange, MakePhrase, Silence},
		{"sign out", inMFA + "choose:GoOut ready", AtStart, None, Silence},
		{"and nobody waits for that", inMFA + "choose:GoOut choose:GoSignIn late:ready submit", AtSignIn, CheckSignIn, Silence},
		{"Esc signs out", inMFA + "back", AtStart, Forget, Silence},

		// An officer's code, a case, a proof.
		{"a code for a password", start1 + "choose:GoGrant submit lifts=1 accept @AtPassword submit accept", PasswordSet, None, PasswordDone},
		{"a code for the devices", start1 + "choose:GoGrant submit lifts=2 accept", MFAReset, None, DevicesRevoked},
		{"a code for a wait", start1 + "choose:GoGrant submit lifts=3 accept @AtSignIn ?MayTryAgain submit", AtSignIn, CheckSignIn, Silence},
		{"no such code", start1 + "choose:GoGrant submit refuse:GrantWrong", AtGrant, None, GrantWrong},
		{"too many wrong passwords, long ago", start1 + "choose:GoSignIn submit refuse:Blocked", AtCounter, OpenCase, Blocked},
		{"a stranger asks for help", start1 + "choose:GoForgot ready submit refuse:UnknownNIP ready choose:AskHelp ready", AtCounter, None, UnknownNIP},
		{"nobody asks for help before anything went wrong", start1 + "choose:GoForgot ready choose:AskHelp", AtName, None, TryFirst},
		{"no letter came", mailed + "30s choose:AskHelp ready", AtMailCode, None, NoLetterCame},
		{"and then it did", mailed + "30s choose:AskHelp ready submit accept", AtPassword, None, CodeRight},
		{"no letter came yet", mailed + "29s choose:AskHelp", AtMailCode, None, WaitBeforeResend},
		{"an officer's code that ran out", start1 + "choose:GoGrant submit lifts=1 accept @AtPassword submit refuse:GrantDead", AtGrant, None, GrantDead},
		{"no phone", in + "choose:GoActivate choose:AskHelp ready", AtCounter, None, HasNoPhone},
		{"the machine's clock is wrong", scan + "submit refuse:ClockDoubt", AtCounter, OpenCase, ClockDoubt},
		{"proof of activation", scan + "submit -Key +MFA accept choose:GoSlip ready submit", AtAccount, None, Silence},

		// The officer's console.
		{"an officer signs in", console1, AtConsole, None, Silence},
		{"an officer's first time", start1 + "choose:GoConsole choose:GoInvited submit accept submit accept @AtOfficerScan +Key ready ?KeyReady submit -Key accept", AtConsole, None, Silence},
		{"the code of the invitation ran out", start1 + "choose:GoConsole choose:GoInvited submit accept submit refuse:CodeExpired", AtOfficerInvite, None, CodeExpired},
		{"not without an OTP", start1 + "choose:GoConsole submit-OTP", AtOfficerSignIn, None, FillIn},
		{"somebody is looked for", console1 + "choose:GoFind ready look !submit look", AtFind, Search, Silence},
		{"and opened", opened, AtPerson, None, Silence},
		{"a code for them", opened + "choose:ActGrantPassword choose:BecauseOf/1 choose:CheckedBy @AtAct submit +Granted accept", AtGranted, None, GrantMade},
		{"and the code is gone", opened + "choose:ActGrantPassword choose:BecauseOf choose:CheckedBy submit +Granted accept submit -Granted ready", AtPerson, None, Silence},
		{"the second officer is missing", opened + "choose:ActGrantPassword choose:BecauseOf choose:CheckedBy submit-OTP", AtAct, None, FillIn},
		{"the second officer is the first", opened + "choose:ActGrantPassword choose:BecauseOf choose:CheckedBy submit refuse:SamePerson", AtAct, None, SamePerson},
		{"an address is corrected", opened + "choose:ActEmail choose:BecauseOf choose:CheckedBy submit accept", AtPerson, None, ActDone},
		{"one thinks better of it", opened + "choose:ActDisable choose:BecauseOf choose:CheckedBy back", AtPerson, None, Silence},
		{"a case is taken", console1 + "choose:GoCases ready choose:GoCase/1 choose:TakeCase accept", AtCases, ListCases, CaseNoted},
		{"from a case to its owner", console1 + "choose:GoCases ready choose:GoCase choose:GoOwner ready back ready", AtFind, None, Silence},
		{"a case of nobody known leads nowhere", console1 + "choose:GoCases ready choose:GoCase/1 !choose:GoOwner", AtCase, None, Silence},
		{"how the day goes", console1 + "choose:GoProgress ready look ready submit ready", AtConsole, None, Silence},
		{"another officer", console1 + "choose:GoOfficers ready choose:AddHelper submit +Granted accept @AtInvited ?InviteMade submit ready", AtOfficers, None, Silence},
		{"an officer goes", console1 + "choose:GoOfficers ready choose:GoOfficer/1 choose:CloseOfficer @AtSure submit accept", AtOfficers, None, OfficerChanged},
		{"nobody closes themselves", console1 + "choose:GoOfficers ready choose:GoOfficer !choose:CloseOfficer", AtOneOfficer, None, Silence},
		{"older entries", console1 + "choose:GoAudit ready choose:GoOlder ready", AtAudit, None, Silence},
		{"the clock is right", console1 + "choose:TrustClock ready:ClockTrusted", AtConsole, None, ClockTrusted},
		{"the kiosk is closed", console1 + "choose:GoClose submit accept", Left, Forget, Silence},
		{"Ctrl+C does not close it", console1 + "quit", AtStart, Forget, Silence},
		{"an officer's session ended", opened + "choose:ActDisable choose:BecauseOf choose:CheckedBy submit refuse:SignedOut ready", AtOfficerSignIn, None, SignedOut},
		{"time is up", opened + "expire", AtStart, Forget, TimeUp},

		// Everywhere.
		{"signed out from elsewhere", inMFA + "choose:GoDevice choose:GoRename submit refuse:SignedOut ready", AtSignIn, None, SignedOut},
		{"signed out at the scan", scan + "submit refuse:SignedOut", AtSignIn, Forget, SignedOut},
		{"back forgets the question", mailed + "submit back late:accept", AtAddress, None, Silence},
		{"an answer lands once", mailed + "submit accept late:accept", AtPassword, None, CodeRight},
		{"an answer nobody asked for", start1 + "late:accept", AtStart, None, Silence},
		{"help keeps the question", mailed + "submit help help accept", AtPassword, None, CodeRight},
		{"help closes with Back", mailed + "help back", AtMailCode, None, CodeSent},
		{"help closes with Back on the first screen", start1 + "help back", AtStart, None, Silence},
		{"help does not unsay", mailed + "submit refuse:CodeWrong help help", AtMailCode, None, CodeWrong},
		{"quit", scan + "quit", Left, Forget, Silence},
		{"quit while asking", scan + "submit quit late:accept", Left, Forget, Silence},
		{"nothing happens to who has gone", "quit !submit !back !help !quit !wake !choose:GoSignIn", Left, Forget, Silence},

		// Practice.
		{"play somebody", "wake +Practice ready choose:Play/3 choose:GoSignIn", AtSignIn, None, Silence},
		{"back to the start of practice", "wake +Practice ready choose:GoRestore submit accept", AtStart, None, Restored},
		{"it did not go back", "wake +Practice ready choose:GoRestore submit fail:TryAgain", AtRestore, None, TryAgain},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := play(t, tt.script)
			if p.s.State != tt.at || p.eff.Do != tt.do || p.s.Say != tt.say {
				t.Errorf("%s\ngot  %v, %v, %v\nwant %v, %v, %v", tt.script, p.s.State, p.eff.Do, p.s.Say, tt.at, tt.do, tt.say)
			}
		})
	}
}

// Nobody types eighteen digits twice, and nobody reads them after oneself.
func TestNIPIsRemembered(t *testing.T) {
	for _, tt := range []struct {
		script string
		there  bool
	}{
		{start1 + "choose:GoForgot ready submit", true},
		{start1 + "choose:GoForgot ready submit-CaptchaText", true},
		{renewed + "submit accept submit ready @AtSignIn", true},
		{lost + "submit accept submit ready @AtSignIn", true},
		{scan + "submit accept choose:GoSignIn ready @AtSignIn", true},
		{inMFA + "choose:GoChange submit refuse:SignedOut ready @AtSignIn", true},
		{start1 + "choose:GoSignIn submit refuse:SignInWrong choose:GoForgot", true},
		{start1 + "choose:GoForgot ready submit back", false},
		{mailed + "choose:NotMine ready submit", false},
		{inMFA + "choose:GoOut", false},
		{inMFA + "quit", false},
	} {
		if p := play(t, tt.script); p.s.NIP.Empty() == tt.there {
			t.Errorf("%s: the NIP is there: %v", tt.script, !p.s.NIP.Empty())
		}
	}
}

// What concerns a person is gone the moment it is asked to be forgotten, and not
// when the world has got round to it; the invented people stay.
func TestForget(t *testing.T) {
	for _, words := range []string{
		mailed + "choose:NotMine ready submit",
		renewed + "submit accept submit",
		renewed + "submit accept back",
		lost + "submit accept submit",
		start1 + "choose:GoSignIn submit wait=30s refuse:SignInWrong back",
		inMFA + "choose:GoOut", inMFA + "back", inMFA + "quit",
		inMFA + "choose:GoChange submit refuse:SignedOut",
		weakIn + "back",
		scan + "quit",
		scan + "submit accept submit",
		scan + "submit accept choose:GoSignIn",
	} {
		p := play(t, "wake +Practice ready "+words)
		if p.eff.Do != Forget {
			t.Errorf("%s: the world is asked for %v", words, p.eff.Do)
		}
		f := p.s.Facts
		if !f.Practice || len(f.People) != int(Parts) {
			t.Errorf("%s: the invented people were forgotten", words)
		}
		f.Practice, f.Kiosk, f.People, f.Officer, f.Clock = false, false, nil, Player{}, Clock{}
		if !reflect.DeepEqual(f, Facts{}) {
			t.Errorf("%s: the session still knows %+v", words, f)
		}
	}
	// Also where an answer comes that knows too much.
	p := play(t, "wake ready choose:GoSignIn submit back")
	s, _, err := Step(p.s, Event{Kind: Ready, Ref: p.s.Pending, Facts: &someone}, p.now)
	if err != nil || !reflect.DeepEqual(s.Facts, Facts{}) {
		t.Errorf("at the first screen the session knows %+v (%v)", s.Facts, err)
	}
}

// What cannot be done is not offered, and the reason is there for who asks.
func TestCan(t *testing.T) {
	for _, tt := range []struct {
		script string
		kind   Kind
		pick   Choice
		can    bool
		why    Reason
	}{
		{start1, Back, NoChoice, false, Silence},
		{start1, Submit, NoChoice, false, Silence},
		{start1, Choose, GoSignIn, true, Silence},
		{start1, Choose, GoDevice, false, Silence},
		{start1 + "help", Back, NoChoice, true, Silence},
		{mailed + "29s", Resend, NoChoice, false, WaitBeforeResend},
		{mailed + "30s", Resend, NoChoice, true, Silence},
		{mailed + "30s resend", Resend, NoChoice, false, Silence},
		{mailed + "30s resend", Submit, NoChoice, false, Silence},
		{mailed + "30s resend", Choose, NotMine, false, Silence},
		{mailed + "30s resend", Back, NoChoice, true, Silence},
		{mailed + "30s resend", Help, NoChoice, true, Silence},
		{mailed + "30s resend", Quit, NoChoice, true, Silence},
		{mailed + "30s resend", Ready, NoChoice, false, Silence},
		{start1 + "choose:GoSignIn submit wait=30s refuse:SignInWrong 29s", Submit, NoChoice, true, Silence},
		{start1 + "choose:GoSignIn submit wait=30s refuse:SignInWrong 30s", Submit, NoChoice, true, Silence},
		{start1 + "choose:GoSignIn submit devices=4 accept", Choose, GoAddDevice, true, Silence},
		{start1 + "choose:GoSignIn submit devices=5 accept", Choose, GoAddDevice, false, DevicesFull},
		{start1 + "choose:GoSignIn submit devices=2 accept choose:GoDevice", Choose, GoRemove, true, Silence},
		{start1 + "choose:GoSignIn submit devices=1 accept choose:GoDevice", Choose, GoRemove, false, LastDevice},
		{inMFA + "quit", Quit, NoChoice, false, Silence},
	} {
		p := play(t, tt.script)
		if can, why := Can(p.s, tt.kind, tt.pick, p.now); can != tt.can || why != tt.why {
			t.Errorf("%s: %v %v: %v, %v; want %v, %v", tt.script, tt.kind, tt.pick, can, why, tt.can, tt.why)
		}
	}
}

// What was typed goes out with the question, and with nothing else.
func TestEffect(t *testing.T) {
	p := play(t, inMFA+"choose:GoDevice/1 choose:GoRename submit")
	if p.eff.Device != 1 || !reflect.DeepEqual(p.eff.Answers, filled()) {
		t.Errorf("asked for device %d, and not with what was typed", p.eff.Device)
	}
	if p = play(t, mailed+"30s resend"); p.eff.Answers != (Answers{}) {
		t.Error("a letter is asked for again with what was typed")
	}
	if p = play(t, "wake +Practice ready choose:Play/3"); p.s.Player != 3 {
		t.Errorf("plays %d", p.s.Player)
	}
}
