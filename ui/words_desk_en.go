package ui

import (
	"fmt"
	"time"

	"aktivasi/flows"
)

// deskEN is what is said at a desk, in English.
func deskEN(w *Words) {
	w.staff(deskPagesEN())
	w.Journey[flows.OfficerSignIn], w.Journey[flows.Console] = "Officer's sign-in", "Officer's desk"
	w.Label[flows.Query], w.Label[flows.OtherNIP], w.Label[flows.OfficerName] = "NIP, name or unit", "The officer's NIP", "The officer's name"
	w.Labels[Spot{flows.AtGrant, flows.MailedCode}] = "The officer's code"
	w.Labels[Spot{flows.AtOfficerInvite, flows.MailedCode}] = "Invitation code"
	w.Labels[Spot{flows.AtAct, flows.Address}] = "The right e-mail address"
	w.Labels[Spot{flows.AtAct, flows.OtherNIP}] = "NIP of the second officer"
	w.Labels[Spot{flows.AtAct, flows.OTP}] = "OTP of the second officer"
	for c, text := range map[flows.Choice]string{
		flows.GoGrant: "I have a code from an officer", flows.AskHelp: "Ask an officer for help", flows.GoSlip: "Print proof of activation",
		flows.GoConsole: "officer", flows.GoInvited: "first sign-in with an invitation code",
		flows.GoFind: "Find a person", flows.GoPerson: "Person", flows.GoCases: "Cases", flows.GoCase: "Case",
		flows.GoOwner: "Open this person's record", flows.TakeCase: "Take this case", flows.SolveCase: "Mark it solved",
		flows.GoProgress: "Progress of activation", flows.GoAudit: "Audit", flows.GoOlder: "older",
		flows.GoOfficers: "Officers", flows.GoOfficer: "Officer", flows.AddHelper: "Add an officer",
		flows.AddChief: "Add a chief", flows.InviteAgain: "Give a new invitation code (phone or password lost)",
		flows.CloseOfficer: "Disable this officer", flows.ReopenOfficer: "Enable again",
		flows.TrustClock: "The clock of this computer is right", flows.GoClose: "Close the kiosk",
		flows.ActEmail: "Correct the e-mail address", flows.ActGrantPassword: "Give a code to reset the password",
		flows.ActGrantMFA: "Give a code to reset MFA", flows.ActGrantWait: "Give a code to lift the wait",
		flows.ActUnlock: "Unlock", flows.ActResetMFA: "Reset MFA now", flows.ActDisable: "Disable the account",
		flows.ActEnable: "Enable the account", flows.BecauseOf: "Reason", flows.CheckedBy: "Identity",
	} {
		w.Choice[c] = text
	}
	for r, text := range map[flows.Reason]string{
		flows.BadAddress:     "The address is not complete. Example: name@office.go.id.",
		flows.BadOfficerName: "Type the officer's name, 1 to 60 characters.",
		flows.Blocked:        "Too many tries. An officer has to open this account.",
		flows.GrantWrong:     "NIP and code do not match. Check the officer's note.",
		flows.GrantDead:      "This code is no longer good. Ask the officer for another.",
		flows.OfficerWrong:   "The officer's sign-in does not match.",
		flows.InviteWrong:    "NIP and invitation code do not match, or it is no longer good.",
		flows.SecondWrong:    "The second officer's OTP does not match.",
		flows.SamePerson:     "The second officer must be another person.",
		flows.OwnAccount:     "Your own account is another officer's to handle.",
		flows.NotAllowed:     "This cannot be done now.",
		flows.OfficerKnown:   "There is an officer with this NIP already.",
		flows.LastChief:      "There must be at least one chief.",
		flows.ClockDoubt:     "An officer has to check the clock of this computer. Activation is put off.",
		flows.TooManyCodes:   "Several codes were sent already.",
		flows.TerminalSlow:   "Too many tries on this screen.",
		flows.TryFirst:       "Fill in NIP and captcha first.",
		flows.MayTryAgain:    "The wait was lifted. Please sign in.",
		flows.GrantMade:      "Write this code down for the person. It is shown only once.",
		flows.ActDone:        "Done, and written down.",
		flows.CaseNoted:      "The case was updated.",
		flows.InviteMade:     "Write this invitation code down. It is shown only once.",
		flows.OfficerChanged: "The officer's record was updated.",
		flows.ClockTrusted:   "Noted: the clock of this computer is right.",
		flows.SlipPrinted:    "The proof of activation was made.",
		flows.TimeUp:         "The session ended. Everything typed was erased.",
		flows.CodeWaits:      "The e-mail is waiting its turn and will be sent by itself. You may wait here.",
		flows.HasNoPhone:     "The person has no phone for an authenticator app yet.",
		flows.NoLetterCame:   "The e-mail has not come. Its code is still good if it does.",
		flows.PrinterFailed:  "The proof was not printed. Ask an officer for help.",
	} {
		w.Say[r] = text
	}
	for op, text := range map[flows.Op]string{
		flows.CheckGrant: "Checking the code …", flows.PrintSlip: "Preparing the proof …", flows.CheckOfficer: "Checking …",
		flows.RedeemInvite: "Checking the code …", flows.SetOfficerPassword: "Saving …", flows.MakeOfficerKey: "Making the QR code …",
		flows.EnrolOfficer: "Checking the OTP …", flows.CarryAct: "Saving …", flows.AddOfficer: "Saving …",
		flows.ChangeOfficer: "Saving …", flows.WorkOnCase: "Saving …", flows.OpenPerson: "Opening …",
	} {
		w.Doing[op] = text
	}
	w.Desk = DeskWords{
		Span: spanEN,
		Idle: func(d time.Duration) string {
			return "Still there? What you typed is erased in " + spanEN(d) + ". Press any key."
		},
		Ending:     func(d time.Duration) string { return "Your time on this screen ends in " + spanEN(d) + "." },
		Queue:      func(n int) string { return fmt.Sprintf("Please wait, %d ahead of you.", n) },
		Broke:      func(ref string) string { return "Something went wrong. Show number " + ref + " to an officer." },
		CaseNumber: func(n int) string { return fmt.Sprintf("The number of your case: *%d*. Tell it to the officer.", n) },
		Post: [flows.Posts]string{
			flows.PostSent: "The e-mail was sent.", flows.PostWaiting: "The e-mail was not sent yet and is tried again by itself.",
			flows.PostFailed: "The e-mail cannot be sent. Ask an officer for help.",
		},
		Receipt: func(n string) string { return "Number of the proof: *" + n + "*" },
		Printed: "The proof was sent to the printer.", NotPrinted: "There is no printer. Write this number down.",

		Standing: [flows.Standings]string{"Not activated", "Password only", "Activated", "Locked", "Has a case"},
		Shut:     [2]string{"disabled by an officer", "status not active"}, Ask: "Press *F4* to ask an officer for help.", NoLetter: "Still no e-mail? Press *F6*.",
		Staff: [flows.Staffs]string{"PNS", "PPPK", "PPPK PW"},
		Trouble: [flows.Troubles]string{
			"Phone lost and mailbox cannot be read", "No e-mail arrives", "Registered e-mail must be corrected", "NIP not found",
			"Has no phone", "Account or status not active", "Too many tries", "The computer's clock is wrong", "Other",
		},
		CaseIs: [flows.Progressings]string{"New", "Taken", "Solved"},
		Stage:  [flows.Stages]string{"-", "waiting for the mailed code", "making a password", "signing in", "scanning and OTP"},
		Cause: [flows.Causes]string{
			"The registered mailbox cannot be read", "Phone lost, broken or changed", "The registered e-mail is wrong", "Locked by wrong tries",
			"Status of employment", "The person asked for it", "Suspected misuse",
		},
		Check: [flows.Checks]string{"Identity card (KTP)", "Staff card", "Letter of the unit, and staff card"},
		Act: map[string]string{
			"account-added": "account added", "account-changed": "account changed", "account-closed": "account closed", "account-reopened": "account reopened",
			"email-changed": "e-mail changed", "signed-in": "signed in", "password-refused": "password refused", "password-set": "password set",
			"password-rehashed": "password strengthened", "otp-refused": "OTP refused", "address-refused": "e-mail refused", "code-sent": "code sent",
			"code-refused": "code refused", "code-accepted": "code accepted", "device-enrolled": "MFA on", "device-renamed": "device renamed",
			"device-revoked": "device removed", "mfa-reset": "MFA reset", "identified": "gave the NIP", "mail-failed": "e-mail failed",
			"grant-refused": "officer's code refused", "grant-accepted": "officer's code used", "terminal-slowed": "screen slowed down",
			"signed-out": "signed out", "slip-printed": "proof printed", "case-opened": "case opened", "case-taken": "case taken",
			"case-closed": "case solved", "officer-added": "officer added", "officer-invited": "officer invited",
			"officer-enrolled": "officer enrolled", "officer-closed": "officer disabled", "officer-signed-in": "officer signed in",
			"officer-refused": "officer refused", "officer-signed-out": "officer signed out", "person-opened": "record opened",
			"email-corrected": "e-mail corrected", "grant-given": "code given", "unlocked": "unlocked",
			"mfa-reset-by-officer": "MFA reset by officer", "account-disabled": "account disabled", "account-enabled": "account enabled",
			"audit-read": "audit read", "report-made": "report made", "backup-made": "backup made", "store-restored": "store restored",
			"key-rotated": "key rotated", "store-compacted": "store compacted", "clock-accepted": "clock accepted",
			"kiosk-opened": "kiosk opened", "kiosk-closed": "kiosk closed",
		},
		Role: [2]string{"officer", "chief"}, Invited: "not signed in yet", Closed: "disabled", Self: "you",

		Hello: func(name string) string { return "Officer: *" + name + "*" },
		Open: func(n int) string {
			if n == 0 {
				return "No open cases."
			}
			return fmt.Sprintf("Open cases: *%d*", n)
		},
		ClockBad: [flows.ClockFaults]func(string) string{
			flows.NoClockFault: func(string) string { return "The clock of this computer is in doubt. Activation is put off." },
			flows.BeforeBuild:  func(by string) string { return "The clock of this computer is " + by + " slow. Activation is put off." },
			flows.BeforeNewest: func(by string) string {
				return "The clock of this computer is " + by + " behind the last entry. Activation is put off."
			},
			flows.OffTime: func(by string) string {
				return "The clock of this computer differs by " + by + " from the time server. Activation is put off."
			},
		},
		ClockOff: func(by string) string {
			return "The clock of this computer differs by " + by + " from the time server."
		},
		Building: "The list of people is being made ready …",
		Found: func(shown, all int) string {
			if all > shown {
				return fmt.Sprintf("%d of %d people. Type more of it.", shown, all)
			}
			return plural(all, "person")
		},
		NoneFound: "Nobody matches.", Type: "Type the beginning of a name or unit, or some digits of a NIP.",
		NoCases: "There are no cases.", NoUnits: "There are no people yet.",
		Owner: [11]string{
			"Name", "NIP", "Unit", "Kind", "E-mail", "State", "Password set", "Devices", "Last sign-in", "Tries", "Cases",
		},
		CaseFact: [7]string{"Case", "Kind", "NIP", "Name", "Unit", "Opened", "State"},
		ActFact:  [4]string{"What", "For", "Reason", "Identity"},
		Wait: func(until string, wrong int) string {
			return fmt.Sprintf("%d wrong in a row, waiting until %s", wrong, until)
		},
		NoWait:    func(wrong int) string { return fmt.Sprintf("%d wrong in a row", wrong) },
		Blocked:   "100 wrong in a row: give a code to reset the password, or reset MFA",
		OwnOne:    "This is your own account. Another officer handles it.",
		Until:     func(clock string) string { return "Good until " + clock + ", once." },
		Hits:      [4]string{"Name", "NIP", "Unit", "State"},
		CaseCols:  [6]string{"No", "Trouble", "Name / NIP", "Unit", "Opened", "State"},
		UnitCols:  [9]string{"Unit", "PNS", "PPPK", "PPPK PW", "All", "Done", "Open", "%", "Stuck"},
		AuditCols: [6]string{"Time", "What", "Person", "Officer", "Desk", "Detail"},
		TeamCols:  [4]string{"Name", "NIP", "Role", "Last sign-in"},
		Total:     "TOTAL", Today: "Activated today, by the hour",
		Median: func(n int, d time.Duration) string {
			return fmt.Sprintf("*%d* today, half of them within *%s*.", n, spanEN(d))
		},
		Slowest:   func(stage string, d time.Duration) string { return "Slowest step: " + stage + ", " + spanEN(d) + "." },
		Refused:   func(what string, n int) string { return fmt.Sprintf("Commonest refusal (%d): %s", n, what) },
		NoneToday: "Nobody was activated today yet.",
	}
	for d, text := range map[Doing]string{
		DoGrant: "officer's code", DoAskHelp: "ask an officer", DoNoLetter: "no e-mail came", DoSlip: "print proof", DoConsole: "officer", DoInvited: "first sign-in",
		DoOlder: "older",
	} {
		w.Keys[d] = text
	}
	for d, text := range map[Doing]string{
		DoGrant: "officercode", DoAskHelp: "askofficer", DoNoLetter: "noemail", DoSlip: "proof", DoConsole: "officer", DoInvited: "invited", DoOlder: "older",
	} {
		w.Commands[d] = text
	}
	w.Finish = "Finish"
}

func deskPagesEN() map[flows.State]staffPage {
	return map[flows.State]staffPage{
		flows.AtGrant: {
			title: "Type the code from the officer", button: "go on",
			lead: []string{"The officer gave you a code of 8 letters and digits, on paper or by word."},
			help: "An officer's code is good for 15 minutes, once. Officers do not need your password or your OTP.",
		},
		flows.AtSlip: {
			title: "Proof of activation", button: "Back",
			help: "The proof has your name, your unit and a number. There is no secret in it.",
		},
		flows.AtOfficerSignIn: {
			title: "Officer's sign-in", button: "Sign in",
			tail: []string{"The first time? Press *F3* and use the invitation code."},
			help: "Officers sign in with a password and an OTP of their own, apart from their account as a person.",
		},
		flows.AtOfficerInvite: {
			title: "Type your invitation code", button: "go on",
			help: "The invitation code comes from a chief, or from the IT team at set-up, and is good only once.",
		},
		flows.AtOfficerPassword: {
			title: "Make an officer's password", button: "Save",
			tail: []string{"Hard to think of one? Press *Ctrl+G* for a passphrase that is easy to remember."},
			help: "This password is for the officer's desk alone. Do not use that of your own account.",
		},
		flows.AtOfficerScan: {
			title: "Scan the officer's QR code, then type the OTP", button: "Submit",
			help: "Use your own phone. Without an OTP the desk does not open.",
		},
		flows.AtConsole: {
			title: "Officer's desk", button: "go on",
			help: "Find a person to help, work on cases, or see the progress. Esc signs you out.",
		},
		flows.AtFind: {
			title: "Find a person", button: "open",
			help: "Type the beginning of a name or unit, or some digits of a NIP. Choose with the arrows, open with Enter. Opening is written down.",
		},
		flows.AtPerson: {
			title: "A person's record", button: "go on",
			help: "Choose what to do. Each act asks for its reason and is written down. Passwords, codes and keys are never shown.",
		},
		flows.AtWhy: {
			title: "For which reason?", button: "go on",
			help: "The reason is written down with the act.",
		},
		flows.AtChecked: {
			title: "How did you check the identity?", button: "go on",
			lead: []string{"Check the identity of the person in front of you, then choose."},
			help: "Do not go on while in doubt about the identity. Press Esc.",
		},
		flows.AtAct: {
			title: "Look once more", button: "Do it",
			help: "It is written down in your name. Where asked for, a second officer types their own NIP and OTP.",
		},
		flows.AtGranted: {
			title: "A code for the person", button: "Written down",
			lead: []string{"Write it on paper, or read it to the person in front of you."},
			tail: []string{"The person chooses *I have a code from an officer* on the first screen."},
			help: "The code is good for 15 minutes, once, and cannot be shown again.",
		},
		flows.AtCases: {
			title: "Cases", button: "open",
			help: "A case is made where the screen could not solve somebody's trouble.",
		},
		flows.AtCase: {
			title: "A case", button: "go on",
			help: "Take the case so that others know, and mark it solved when it is.",
		},
		flows.AtProgress: {
			title: "Progress of activation", button: "Back",
			help: "Units stand in the order of the roster. The figures renew themselves.",
		},
		flows.AtAudit: {
			title: "Audit", button: "Back",
			help: "Newest first. Press F5 for older entries.",
		},
		flows.AtOfficers: {
			title: "Officers", button: "go on",
			help: "A chief can add officers and give new invitation codes.",
		},
		flows.AtOneOfficer: {
			title: "What would you like to do with this officer?", button: "go on",
			help: "A new invitation code erases the officer's old password and phone.",
		},
		flows.AtSure: {
			title: "Do this to the officer?", button: "Do it",
			help: "A new invitation code erases the officer's old password and phone. Esc calls it off.",
		},
		flows.AtNewOfficer: {
			title: "Add an officer", button: "Save",
			help: "The new officer signs in the first time with an invitation code.",
		},
		flows.AtInvited: {
			title: "Invitation code", button: "Written down",
			lead: []string{"Give this code to the new officer yourself."},
			help: "An invitation code is good for one day, once.",
		},
		flows.AtClose: {
			title: "Close the kiosk?", button: "Close the kiosk",
			lead: []string{"The program ends and the screen goes back to the system."},
			help: "Only an officer can close the kiosk.",
		},
	}
}
