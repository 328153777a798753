package ui

import "aktivasi/flows"

// remediesEN are the remedies of the domain notes, §6, in English.
func remediesEN() [flows.Remedies]Remedy {
	return [flows.Remedies]Remedy{
		flows.RemedyClock: {
			"Set the phone's time to automatic",
			"An OTP is computed from the phone's clock; a minute off is enough to have it refused. Turn on automatic time and time zone; the right zone does not change the code.",
			[]string{
				"Android: Settings › System / General management › Date & time › turn on *Set time automatically* and *Set time zone automatically*.",
				"iPhone: Settings › General › Date & Time › turn on *Set Automatically*.",
				"Close the authenticator app, open it again, and use the new code.",
			},
			"The new code is accepted.",
		},
		flows.RemedyFresh: {
			"Wait for a new code, then type it at once",
			"Each code is good for 30 seconds, and only once. One wrong digit is enough to have it refused.",
			[]string{
				"Wait until the digits in the app change.",
				"Type the six digits at once, without a space.",
				"Compare them with the app before you send them.",
			},
			"The code is accepted.",
		},
		flows.RemedyOldEntry: {
			"Delete the old entry, scan the new QR code",
			"Each time the activation page is opened, the QR code is another one. Entries of earlier QR codes no longer match.",
			[]string{
				"In the app, delete the old *%s* entry with your NIP.",
				"Open the activation page again until the QR code is there.",
				"Scan the QR code that is on the screen now.",
				"Type the code of the new entry.",
			},
			"There is one entry with your NIP, and its code is accepted.",
		},
		flows.RemedyApp: {
			"Update the app, or use FreeOTP",
			"Sometimes it is the authenticator app itself. FreeOTP can take its place.",
			[]string{
				"Update the app in the Play Store or App Store, then try a new code.",
				"Still refused? Install *FreeOTP*.",
				"Delete the old entry, then begin the activation again.",
				"Scan the new QR code with FreeOTP.",
			},
			"The code of that app is accepted.",
		},
		flows.RemedyPage: {
			"Begin again by signing in",
			"The activation page is good for a short time only. After that even a right code is refused.",
			[]string{
				"Close the old activation page.",
				"Sign in again with NIP and password; leave the OTP empty.",
				"Delete the old entry in the app, then scan the new QR code.",
			},
			"The code of the new entry is accepted.",
		},
		flows.RemedyKey: {
			"Type the key again, four letters at a time",
			"One wrong letter has every code refused. The key has the letters A to Z and the digits 2 to 7 only, so there is no 0, 1, 8 or 9.",
			[]string{
				"Delete the wrong entry in the app.",
				"Tap +, choose *Enter a setup key*.",
				"Type four at a time. The round one is the letter O, the upright one I.",
				"Choose the key type *Time based*, then compare once more.",
			},
			"The code of that entry is accepted.",
		},
		flows.RemedySignIn: {
			"Use the %s entry with your NIP",
			"At sign-in a code is refused if the phone's clock has drifted, if it is the code of another entry, or if it was used already.",
			[]string{
				"In the app, choose the *%s* entry with your own NIP.",
				"Set the phone's date and time to automatic.",
				"Wait for the next code, then type it at once.",
				"Still refused? Sign out, then sign in again.",
			},
			"The page of your account opens.",
		},
		flows.RemedyPhone: {
			"Reset MFA by e-mail",
			"Only the phone that is enrolled can make codes. Reset MFA lets go of the old phone; then you activate the new one.",
			[]string{
				"Choose *Start the MFA reset*, then type your NIP and the captcha.",
				"Type the registered address, open the mailbox, and enter its code.",
				"Delete the old entry in the app, if there still is one.",
				"Sign in, then activate MFA on the new phone.",
			},
			"A code of the new phone is accepted at sign-in.",
		},
		flows.RemedyNoMailbox: {
			"An officer resets your MFA",
			"Without the phone and the mailbox you cannot show by yourself that the account is yours. The officer checks who you are, not your password.",
			[]string{
				"Choose *Ask an officer to look*, then type your NIP.",
				"See the officer with identity card and staff card; say the case number.",
				"Have a working e-mail address ready, and the phone you will use.",
			},
			"You can sign in, and activate MFA on the new phone.",
		},
		flows.RemedyNoLetter: {
			"Look in the spam folder, then ask again",
			"An e-mail may be late, in the spam folder, or held back by a full mailbox.",
			[]string{
				"Look in the inbox and in the spam folder.",
				"Compare the address on the screen with your own.",
				"Delete old e-mail if the mailbox is full.",
				"Wait a few minutes, then ask for another code.",
			},
			"An e-mail with 8 letters and digits arrives.",
		},
		flows.RemedyAddress: {
			"An officer corrects your e-mail in SIASN",
			"SIASN often still has an old address, such as that of your SSCASN application. You cannot change it by yourself.",
			[]string{
				"Choose *Ask an officer to look*, then type your NIP.",
				"See the officer with identity or staff card and a working address.",
				"Once it is corrected, reset the password from the first page.",
			},
			"The screen shows the beginning of your right address.",
		},
		flows.RemedyTyped: {
			"Type the address exactly as registered",
			"It must be the address that is in SIASN. The screen shows its first three letters and what follows the @.",
			[]string{
				"Compare both with your e-mail addresses.",
				"Type the address in full, without a space.",
				"PPPK: try the address you applied with.",
			},
			"The screen says that the code was sent.",
		},
		flows.RemedyCaptcha: {
			"Type the captcha exactly as in the picture",
			"Upper and lower case differ, and the picture is good for a short time only.",
			[]string{
				"Ask for another picture if this one is hard to read.",
				"Type it in the same upper and lower case.",
				"Still hard? Choose the small sum.",
			},
			"The next page opens.",
		},
		flows.RemedyNumber: {
			"Check the 18 digits of your NIP",
			"A NIP or NI PPPK has 18 digits. A number of 9 digits is the old NIP, one of 16 digits is the NIK.",
			[]string{
				"Read it from your decree or staff card, not from memory.",
				"Type the 18 digits without a space.",
				"Compare the date of birth that is shown beside the NIP.",
			},
			"Your date of birth is shown, and the next page opens.",
		},
		flows.RemedyRules: {
			"Make a passphrase that meets every rule",
			"A new password has at least 12 characters, with upper and lower case, a digit and a symbol. Do not use your NIP, name or date of birth.",
			[]string{
				"Choose three or four words that you will remember.",
				"Join them with hyphens, then add a capital and a digit.",
				"Type exactly the same as confirmation.",
			},
			"Every rule has a tick.",
		},
		flows.RemedyReset: {
			"Sign in with the new password",
			"On the portal, browsers often fill in the old password by themselves. If MFA is active, the OTP is needed as well.",
			[]string{
				"On the portal: clear what was filled in, then type the new password.",
				"Make sure Caps Lock is off.",
				"Fill in the OTP if MFA is active.",
				"On the portal: try a private window (incognito).",
				"The old phone is gone? Choose Reset MFA on the first page.",
			},
			"The page of your account opens.",
		},
		flows.RemedyNoQR: {
			"Load the page of the QR code again",
			"The network or old data in the browser may hold the QR code back. If MFA is active on another phone, none is shown at all.",
			[]string{
				"On the portal: load the page again, and wait until it is done.",
				"On the portal: clear the cache, or open a private window (incognito).",
				"On the portal: try another browser.",
				"MFA was active on another phone? Choose *Start the MFA reset*.",
			},
			"The picture of the QR code is on the screen.",
		},
		flows.RemedyCamera: {
			"Help the camera to read the QR code",
			"Glare, a small picture or a dirty lens make it hard for the camera. Scan with the authenticator app, not with the plain camera.",
			[]string{
				"Make the screen brighter, clean the lens, avoid the glare of lamps.",
				"Make the picture larger, and hold the phone still.",
				"On the portal: turn off the browser's dark theme.",
				"Still not read? Tap +, choose *Enter a setup key*.",
			},
			"A new entry with 6 digits is in the app.",
		},
		flows.RemedyNoPhone: {
			"Ask an officer to find a way",
			"The authenticator app must be on a phone of your own. A borrowed phone will not do.",
			[]string{
				"Choose *Ask an officer to look*, then type your NIP.",
				"See the officer with identity card or staff card.",
				"Until then, do not scan a QR code with somebody else's phone.",
			},
			"The officer says which device you can use.",
		},
		flows.RemedySlow: {
			"Wait, then try again at a quiet hour",
			"Before a deadline many people sign in at once, and the portal slows down.",
			[]string{
				"On the portal: wait about 15 minutes without loading the page again.",
				"Try early in the morning or in the evening.",
				"Still in trouble? Report it to the BKN helpdesk.",
			},
			"The sign-in page opens as usual.",
		},
		flows.RemedyBrowser: {
			"Clean the browser, or use a private window",
			"Old cache and cookies may be at odds with the new page.",
			[]string{
				"On the portal: open a private window (incognito), then sign in again.",
				"On the portal: if that worked, clear the cache and cookies of bkn.go.id.",
				"On the portal: if it did not, try another browser.",
			},
			"The page is complete.",
		},
		flows.RemedyClosed: {
			"An officer checks the state of your account",
			"An account may be closed for the status of employment, or because BKN has blocked its data. Only an officer, with BKN, can open it again.",
			[]string{
				"Choose *Ask an officer to look*, then type your NIP.",
				"See the officer with identity card, staff card and your last decree.",
				"Wait for the officer's news; the cause is settled with BKN.",
			},
			"Signing in is no longer refused because of the account.",
		},
		flows.RemedyEarly: {
			"Wait until your NIP is issued",
			"There is an account only once the NIP or NI PPPK was issued and is in SIASN. Until then there is nothing for you to do.",
			[]string{
				"Wait for the decree of your agency.",
				"Ask your personnel officer when the NIP will be in SIASN.",
				"After that, choose *First access / forgotten password*.",
			},
			"Your NIP is found.",
		},
		flows.RemedyAge: {
			"Change your password",
			"We advise changing it every three months; the account works either way.",
			[]string{
				"Choose *Change the password now*, then sign in.",
				"On the page of your account, choose *Change the password*.",
				"Make a new passphrase.",
			},
			"The page of your account says it was changed today.",
		},
		flows.RemedyShared: {
			"One person, one phone, one session",
			"Where several people are helped in turn, entries and sessions are easily mixed up. The code of somebody else's entry is always refused.",
			[]string{
				"Sign out before the next person begins.",
				"Compare NIP and name on the screen with the person.",
				"Scan a QR code only with the phone of its owner.",
				"In the app, use the entry with your own NIP.",
			},
			"The NIP of the entry is that on the screen, and its code is accepted.",
		},
	}
}
