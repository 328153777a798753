package ui

import (
	"fmt"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/calendar"
	"aktivasi/flows/nip"
)

// English stands beside the Indonesian, sentence by sentence.
func English() Words {
	w := Words{
		Tag: "en", Other: "Indonesia",
		Brand: "ASN Digital", Start: "Activation Assistant", Practice: "PRACTICE",
		Journey: [flows.Journeys]string{
			flows.ResetPassword: "Reset password", flows.SignIn: "Sign in", flows.ActivateMFA: "Activate MFA",
			flows.ResetMFA: "Reset MFA", flows.WeakPassword: "Weak password", flows.AccountPage: "Your account",
		},
		Step:    func(n, of int) string { return fmt.Sprintf("%d of %d", n, of) },
		Clock:   calendar.English.Clock,
		Date:    calendar.English.Date,
		Seconds: func(n int) string { return plural(n, "second") },

		Title: [flows.States]string{
			flows.AtStart:        "Welcome. What would you like to do?",
			flows.AtName:         "Enter your NIP and the captcha",
			flows.AtAddress:      "Type your e-mail address in full",
			flows.AtMailCode:     "Type the code from your e-mail",
			flows.AtPassword:     "Make a new password",
			flows.PasswordSet:    "Your password is ready",
			flows.AtSignIn:       "Sign in with NIP and password",
			flows.AtWeakSignIn:   "Sign in with the old password first",
			flows.AtWeakPassword: "Your password is weak. Make a new one",
			flows.AtPrepare:      "Get your phone ready",
			flows.AtScan:         "Scan the QR code, then type the OTP",
			flows.Activated:      "MFA is active",
			flows.AtLostName:     "Enter your NIP and the captcha",
			flows.AtLostAddress:  "Type your e-mail address in full",
			flows.AtLostCode:     "Type the code from your e-mail",
			flows.MFAReset:       "Your MFA was reset",
			flows.AtAccount:      "Your account",
			flows.AtDevice:       "What would you like to do with this device?",
			flows.AtRename:       "Rename the device",
			flows.AtRemove:       "Remove the device",
			flows.AtAddDevice:    "Add a device",
			flows.AtOldPassword:  "Enter your old password",
			flows.AtChange:       "Make a new password",
			flows.AtCounter:      "A personnel officer will help you",
			flows.AtRestore:      "Start the practice over?",
			flows.Left:           "Goodbye",
		},
		Button: [flows.States]string{
			flows.AtStart: "go on", flows.AtName: "Check", flows.AtAddress: "Send", flows.AtMailCode: "go on",
			flows.AtPassword: "Reset Password", flows.PasswordSet: "Sign in", flows.AtSignIn: "Sign in",
			flows.AtWeakSignIn: "Sign in", flows.AtWeakPassword: "Save", flows.AtPrepare: "Phone is ready",
			flows.AtScan: "Submit", flows.Activated: "Finish", flows.AtLostName: "Check", flows.AtLostAddress: "Send OTP",
			flows.AtLostCode: "Reset MFA", flows.MFAReset: "Sign in", flows.AtAccount: "go on", flows.AtDevice: "go on",
			flows.AtRename: "Save", flows.AtRemove: "Remove", flows.AtAddDevice: "go on", flows.AtOldPassword: "go on",
			flows.AtChange: "Save", flows.AtCounter: "Finish", flows.AtRestore: "Start over",
		},
		Lead: [flows.States][]string{
			flows.AtAddress:     {"Registered e-mail: *%s*", "Type that address in full. The code is sent there."},
			flows.AtLostAddress: {"Registered e-mail: *%s*", "Type that address in full. The code is sent there."},
			flows.AtMailCode:    {"The reset code was sent to *%s*.", "Not there yet? Look in the spam folder too."},
			flows.AtLostCode:    {"The Reset MFA code was sent to *%s*.", "Not there yet? Look in the spam folder too."},
			flows.PasswordSet: {
				"The new password can be used now.", "",
				"*Next:* sign in, then activate MFA if it is not active yet.",
			},
			flows.AtWeakPassword: {"Until the password is changed, this account cannot be used."},
			flows.AtPrepare: {
				"On the phone open *Settings*, then *Date & time*. Turn on *Automatic*.",
				"Install *Google Authenticator* from the Play Store or App Store. *FreeOTP* works too.",
				"Open the app and tap *+*. Choose *Scan a QR code* once the picture is on this screen.",
			},
			flows.Activated: {
				"*MFA is now active for %s.*", "",
				"From now on signing in takes three things:",
				"NIP, password, and 6 digits from the app on your phone.",
			},
			flows.MFAReset: {
				"Delete the old entry in the authenticator app.", "",
				"Please sign in with NIP and password. *Leave the OTP empty.* Then activate MFA again.",
			},
			flows.AtDevice:    {"Device: *%s*"},
			flows.AtRename:    {"Device: *%s*"},
			flows.AtRemove:    {"Device: *%s*", "Once removed, codes from this device no longer work."},
			flows.AtAddDevice: {"Type an OTP from a device that is enrolled already. Then a new QR code is shown."},
			flows.AtCounter: {
				"Only an officer can change the e-mail, through SIASN.", "",
				"Contact the personnel officer of your unit, then *BKPSDM* or the HR bureau of your agency. Bring your staff card or identity card.", "",
				"Still not solved: BKN helpdesk, *support-siasn.bkn.go.id*.",
			},
			flows.AtRestore: {
				"All practice people go back to their beginning. Passwords and devices you made in this practice are deleted.",
			},
		},
		Tail: [flows.States][]string{
			flows.AtStart:        {"Have your phone ready. Set its date and time to automatic."},
			flows.AtPassword:     {"Hard to think of one? Press *Ctrl+G* for a passphrase that is easy to remember."},
			flows.AtWeakPassword: {"Hard to think of one? Press *Ctrl+G* for a passphrase that is easy to remember."},
			flows.AtChange:       {"Hard to think of one? Press *Ctrl+G* for a passphrase that is easy to remember."},
			flows.AtSignIn:       {"No password yet, or forgotten? Press *F3*."},
			flows.AtWeakSignIn:   {"Forgot the old password? Press *F3*."},
		},
		Help: [flows.States]string{
			flows.AtStart:        "Choose a line with the arrow keys, then press Enter. If this is your first time, choose first access.",
			flows.AtName:         "A NIP or NI PPPK has 18 digits; it is on your decree and staff card. Captcha: type the five characters of the picture; upper and lower case differ. Cannot read it? Ctrl+R gives another picture, Ctrl+A a small sum.",
			flows.AtAddress:      "The address registered in SIASN is shown in part. Type all of it. If it is not yours or no longer active, press F4.",
			flows.AtMailCode:     "Open the e-mail on your phone. The code has 8 letters and digits. Look in the spam folder too. It is good for 10 minutes and works once.",
			flows.AtPassword:     "Each rule gets a tick once it is met. A passphrase, several words joined, is easier to remember than random letters.",
			flows.PasswordSet:    "Press Enter to sign in with the new password.",
			flows.AtSignIn:       "Leave the OTP empty while MFA is not active. If it is, type the 6 digits the app shows. No password yet? Press F3.",
			flows.AtWeakSignIn:   "Enter your NIP and present password. Then you make a new one.",
			flows.AtWeakPassword: "Your password no longer meets the rules. Make a new one; after that you can go on.",
			flows.AtPrepare:      "An OTP is computed from the phone's clock. If it is not automatic, codes are refused. The time zone does not matter.",
			flows.AtScan:         "Point the camera at the picture. If that fails, choose to enter a setup key in the app and type the key on this screen. Code refused? Wait for a new one, type it at once, and check that the phone's time is automatic.",
			flows.Activated:      "The code you just used no longer works. At the next sign-in wait for a new one.",
			flows.AtLostName:     "Reset MFA is for a lost or new phone, or a deleted app. You need the registered e-mail.",
			flows.AtLostAddress:  "The address registered in SIASN is shown in part. Type all of it. If it is not yours or no longer active, press F4.",
			flows.AtLostCode:     "Open your e-mail. The code has 8 letters and digits. Once it is accepted, the old devices no longer work.",
			flows.MFAReset:       "Sign in with NIP and password, leave the OTP empty, then activate MFA on the new phone.",
			flows.AtAccount:      "Choose a device to rename or remove it. Every change takes a fresh OTP.",
			flows.AtDevice:       "The last device cannot be removed. If the phone is lost, use Reset MFA on the first page.",
			flows.AtRename:       "The name only helps you to recognise the device, such as My phone.",
			flows.AtRemove:       "Type an OTP from any of your devices.",
			flows.AtAddDevice:    "Five devices at most. Each takes a QR code of its own.",
			flows.AtOldPassword:  "For your safety the old password is asked for once more.",
			flows.AtChange:       "Each rule gets a tick once it is met. A passphrase is easier to remember than random letters.",
			flows.AtCounter:      "The officer does not need your password or an OTP. Give them to nobody.",
			flows.AtRestore:      "Only practice data is put back. Nothing here is real.",
		},
		Label: [flows.Fields]string{
			flows.NIP: "Username / NIP", flows.CaptchaText: "Captcha", flows.Address: "E-mail",
			flows.MailedCode: "Reset code", flows.Password: "Password", flows.OTP: "One-time code (6 digits)",
			flows.NewPassword: "New password", flows.Confirmation: "Confirm password", flows.DeviceName: "Device name",
		},
		Labels: map[Spot]string{
			{flows.AtLostCode, flows.MailedCode}:  "Reset MFA code",
			{flows.AtOldPassword, flows.Password}: "Old password",
			{flows.AtWeakSignIn, flows.Password}:  "Old password",
			{flows.AtWeakPassword, flows.OTP}:     "New one-time code (6 digits)",
			{flows.AtRename, flows.OTP}:           "New one-time code (6 digits)",
			{flows.AtRemove, flows.OTP}:           "New one-time code (6 digits)",
			{flows.AtAddDevice, flows.OTP}:        "New one-time code (6 digits)",
			{flows.AtOldPassword, flows.OTP}:      "New one-time code (6 digits)",
			{flows.AtRename, flows.DeviceName}:    "New name",
			{flows.AtSignIn, flows.OTP}:           "One-time code",
			{flows.AtWeakSignIn, flows.OTP}:       "One-time code",
		},
		Hint: [flows.Fields]string{
			flows.CaptchaText: "type what the picture shows; case matters",
			flows.OTP:         "leave empty while MFA is not active",
		},
		Choice: [flows.ChoicesN]string{
			flows.GoSignIn: "Sign in and activate MFA", flows.GoForgot: "First access / forgotten password",
			flows.GoWeak: "Weak password, change it", flows.GoLost: "Lost or new phone (Reset MFA)",
			flows.GoActivate: "Activate MFA (OTP)", flows.GoAddDevice: "Add a device", flows.GoDevice: "Device",
			flows.GoRename: "Rename", flows.GoRemove: "Remove the device", flows.GoChange: "Change the password",
			flows.GoOut: "Sign out", flows.GoRestore: "Start the practice over", flows.Play: "Practise as",
			flows.OtherWay: "a sum", flows.NotMine: "This e-mail is not mine / no longer active", flows.Suggest: "suggestion",
		},

		Say: [flows.Reasons]string{
			flows.FillIn:           "Something is still empty. Fill it in first.",
			flows.BadNIP:           "Check your NIP again.",
			flows.PasswordsDiffer:  "The confirmation does not match. Type it once more.",
			flows.PasswordBroken:   "The password does not meet all rules yet.",
			flows.BadDeviceName:    "Give the device a name of 1 to 40 characters.",
			flows.DeviceNameTaken:  "That name is taken. Choose another.",
			flows.CodeShort:        "The code has 8 letters and digits.",
			flows.CaptchaWrong:     "The captcha does not match. Mind upper and lower case.",
			flows.CaptchaExpired:   "The captcha has expired. Type the new one.",
			flows.UnknownNIP:       "NIP not found. Check it again or contact BKPSDM.",
			flows.Inactive:         "The employment status is not active. Contact BKPSDM.",
			flows.AddressWrong:     "The e-mail does not match SIASN data.",
			flows.AddressEnded:     "The e-mail did not match several times. Try later or ask an officer.",
			flows.CodeWrong:        "The code does not match. Look at the latest e-mail.",
			flows.CodeDead:         "The code was wrong several times and no longer works. Ask for a new one later.",
			flows.CodeExpired:      "The code no longer works. Ask for a new one.",
			flows.SignInWrong:      "NIP or password do not match. No password yet? Choose first access / forgotten password.",
			flows.OldPasswordWrong: "The old password does not match.",
			flows.OTPNeeded:        "MFA is active. Type the one-time code from the app on your phone.",
			flows.OTPWrong:         "Invalid code. Set the phone's clock to automatic.",
			flows.OTPUsed:          "This code was used. Wait for the next one.",
			flows.OTPNotACode:      "A one-time code is 6 digits, in the app.",
			flows.KeyExpired:       "The QR code has expired. Start again and scan the new one.",
			flows.MustWait:         "Too many tries.",
			flows.WaitBeforeResend: "A code was sent just now.",
			flows.HasNoAddress:     "No e-mail is registered for this NIP.",
			flows.AddressNotMine:   "The registered e-mail has to be corrected first.",
			flows.DevicesFull:      "There are five devices already. Remove one first.",
			flows.LastDevice:       "The last device cannot be removed. Use Reset MFA if the phone is lost.",
			flows.ConfirmAgain:     "That took too long. Do this step again.",
			flows.SignedOut:        "The session has ended. Please sign in again.",

			flows.CodeSent:           "The code was sent. Check inbox and spam.",
			flows.CodeRight:          "The code is right. Now make a new password.",
			flows.PasswordDone:       "The password was reset.",
			flows.PasswordChanged:    "The password was changed.",
			flows.PasswordDoneMFAOff: "The password was changed. Now activate MFA.",
			flows.PasswordIsFine:     "Your password already meets the rules.",
			flows.PasswordIsWeak:     "This password no longer meets the rules.",
			flows.PhraseMade:         "A suggestion. Keep it somewhere safe, then type it again below.",
			flows.SignedIn:           "You are signed in. MFA is active.",
			flows.MFAIsOff:           "The password is right. MFA is off: choose Activate MFA (OTP).",
			flows.KeyReady:           "Scan this picture with the authenticator app, not with the camera.",
			flows.Enrolled:           "Done. Thank you.",
			flows.DeviceRenamed:      "The device was renamed.",
			flows.DeviceRemoved:      "The device was removed.",
			flows.DevicesRevoked:     "The old devices no longer work.",
			flows.Restored:           "The practice is back at its start.",

			flows.MailFailed: "The e-mail was not sent. Nothing has changed; try again.",
			flows.TryAgain:   "That did not work. Nothing has changed; try again.",
		},
		Doing: [flows.Ops]string{
			flows.Open: "Opening the data", flows.DrawCaptcha: "Preparing the captcha", flows.TurnCaptcha: "Preparing the captcha",
			flows.FindForPassword: "Looking", flows.FindForMFA: "Looking",
			flows.MailPasswordCode: "Sending the code", flows.MailMFACode: "Sending the code", flows.MailAgain: "Sending the code",
			flows.CheckPasswordCode: "Checking the code", flows.SetPassword: "Saving the password", flows.CheckSignIn: "Checking",
			flows.MakeKey: "Preparing the QR code", flows.Enrol: "Checking the code", flows.RevokeDevices: "Checking the code",
			flows.ConfirmOTP: "Checking the code", flows.ConfirmPassword: "Checking", flows.ReplacePassword: "Saving the password",
			flows.RenameDevice: "Saving", flows.RemoveDevice: "Saving", flows.MakePhrase: "Making a suggestion",
			flows.Restore: "Starting over",
		},
		Left: func(n int) string {
			if n == 1 {
				return "1 try left."
			}
			return itoa(n) + " tries left."
		},
		WaitFor: func(d time.Duration) string { return "Try again in " + spanEN(d) + "." },

		ReadSoFar: func(n int) string { return fmt.Sprintf("%d of 18 digits", n) },
		AllMet:    "All rules are met. Type it once more below.",
		Unmet:     func(n int) string { return plural(n, "rule") + " to go." },
		Strength:  [6]string{"", "very weak", "weak", "fair", "fairly strong", "strong"},
		Sum: func(a, b int) string {
			n := [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
			return fmt.Sprintf("How much is %s plus %s?", n[a], n[b])
		},
		SignOut: "sign out", Arrows: "Arrows",
		NewSum: "another sum", Picture: "picture",
		Spell: func(letters string) string { return spell(letters, "small", "capital", "digit", true) },
		Part: [flows.Parts]string{
			flows.FirstAccess: "first access", flows.FirstPPPK: "first access, PPPK", flows.DeadMailbox: "e-mail no longer active",
			flows.LostPhone: "lost phone (Reset MFA)", flows.WeakOne: "weak password",
		},
		Drill:     func(s string) string { return "practice: " + s },
		Warn:      "Your OTP is secret: give it to nobody, not even an officer.",
		Phrase:    "suggestion: *%s*",
		NoLetter:  "Inbox (practice): empty. No e-mail arrives at this address.",
		Inbox:     []string{"Inbox (practice): *%s*", "Code: *%s*"},
		Resend:    func(d time.Duration) string { return "Another can be sent in " + spanEN(d) + "." },
		ResendNow: "Not there yet? Press Ctrl+R to send another.",
		GoodUntil: func(t string) string { return "Good until " + t + "." },
		Scan:      [3]string{"Open *Google Authenticator*", "Tap *+*, choose *Scan a QR code*", "Point it at this picture"},
		AloneTop:  "Scan with Google Authenticator", AloneBack: "back to type the code",
		Key:       "Cannot scan? Type this key:",
		KeyOnly:   "Enter this key in Google Authenticator",
		NoPicture: "This screen cannot show a QR code. Tap +, choose *Enter a setup key*, then type:",
		ByHand:    "Type this key into the authenticator app.",
		TooSmall:  "This screen is too small for a QR code. Tap +, choose *Enter a setup key*, then type:",
		Device: func(d flows.Device, now time.Time) string {
			if d.Used.IsZero() {
				return "not used to sign in yet"
			}
			return "last used " + agoEN(d.Used, now)
		},
		Owner: [4]string{"Name", "NIP", "Unit", "Password"},
		PassAge: func(days int) string {
			if days == 0 {
				return "changed today"
			}
			return "changed " + plural(days, "day") + " ago"
		},
		PassOld:   "More than three months old. Changing it is recommended.",
		NextCode:  func(n int) string { return "Next sign-in: wait for a new code, " + plural(n, "second") + " more." },
		NextNow:   "There is a new code now. You can try signing in.",
		NameIdeas: [flows.MaxDevices]string{"My phone", "Second phone", "Tablet", "Spare phone", "Fifth phone"},
		Big:       "MFA is on", On: "on", Off: "off",
		Tiny: "The screen is too small. Enlarge the window to 40 × 12 or more. What you typed is kept.",

		Keys: [Doings]string{
			DoSubmit: "go on", DoMove: "choose", DoNext: "next", DoPrevious: "previous field", DoUp: "up", DoDown: "down",
			DoNewCaptcha: "new picture", DoOtherWay: "a sum", DoResend: "send again", DoReveal: "show", DoSuggest: "suggest",
			DoNotMine: "not my e-mail", DoForgot: "forgot password", DoTrySignIn: "try signing in", DoEnlarge: "larger QR",
			DoPageUp: "page up", DoPageDown: "page down", DoLanguage: "Indonesia", DoHelp: "help", DoBack: "back", DoQuit: "quit",
		},
		Commands: [Doings]string{
			DoNewCaptcha: "new", DoResend: "again", DoSuggest: "suggest", DoNotMine: "notmine", DoForgot: "forgot",
			DoTrySignIn: "signin", DoLanguage: "indonesia", DoHelp: "help", DoBack: "back", DoQuit: "quit",
		},
		HelpTitle: "Help", AllKeys: "Keys that work now:",

		Pick: "Choose a number", GoOn: "Press Enter to go on", NoSuch: "That number is not on the list.",
		Typed: "Commands: type", Press: "Press", Type: "Type",
		Suggest: "Enter for",
		Mailbox: "Inbox", Link: "Link for the app", Bye: "Goodbye.",
		PlainTip: "Type :help for help, :back to go back, :quit to quit.",
	}
	w.Fault = faultsEN()
	w.Read = func(n nip.NIP) string {
		kind := "PNS"
		if n.Type() == nip.PPPK {
			kind = "PPPK"
		}
		return kind + ", born " + w.Date(n.Birth())
	}
	passwordWordsEN(&w)
	deskEN(&w)
	clinicEN(&w)
	codeEN(&w)
	handsetEN(&w)
	return w
}
