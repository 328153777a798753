package ui

import (
	"time"

	"aktivasi/flows"
	"aktivasi/ui/paper"
)

// codeEN is the same in English.
func codeEN(w *Words) {
	for r, text := range map[flows.Reason]string{
		flows.SameCode:       "That is the same code. Wait until the phone shows another.",
		flows.OTPClock:       "The phone's clock is off. Set its date and time to automatic.",
		flows.OTPClockMaybe:  "The phone's clock is probably off. Set it to automatic.",
		flows.OTPOldEntry:    "This code is from an old entry. Use the new one.",
		flows.OTPOtherDevice: "This code is from another device of this account.",
		flows.OTPMistyped:    "One digit is wrong or two are swapped. Type the code again.",
		flows.CodeFirst:      "Type a one-time code first. An officer helps if it is refused.",
		flows.NowTheNext:     "The first code is noted. One more.",
		flows.PhoneFine:      "This phone's codes are right.",
	} {
		w.Say[r] = text
	}
	w.Doing[flows.MakeTestKey], w.Doing[flows.TestFirst], w.Doing[flows.TestSecond] = "Preparing the QR code", "Checking the code", "Checking the code"
	w.Keys[DoTest], w.Commands[DoTest] = "test again", "test"
	w.staff(map[flows.State]staffPage{
		flows.AtPhoneTest: {
			title: "Phone test: scan the QR code, then type the code", button: "Check",
			help: "This only tests whether the phone computes codes rightly. No account is touched. Afterwards delete the Uji HP entry from the app.",
			lead: []string{"The entry is called *Uji HP: hapus setelah selesai* (delete when done). It belongs to no account."},
		},
		flows.AtSecondCode: {
			title: "Now the next code", button: "Check",
			help: "One code may match by chance; two in a row do not. Wait until the digits in the app change, then type the new ones.",
			lead: []string{"Wait until the *Uji HP* code in the app changes, then type the new one."},
		},
		flows.AtVerdict: {
			title: "What the test says", button: "Finish",
			help: "The test can be repeated at any time, for instance after setting the phone's clock. No account is touched.",
		},
	})
	w.Code = CodeWords{
		Span: durationEN,
		Drift: func(off time.Duration) string {
			if off < 0 {
				return durationEN(off) + " slow"
			}
			return durationEN(off) + " fast"
		},
		Why: [causes]string{
			bySlow:        "This code was right %s ago: your phone's clock is slow.",
			byFast:        "This code is early: your phone's clock is fast by %s.",
			byZoneSlow:    "This code was right %s ago: your phone's clock is slow.",
			byZoneFast:    "This code is early: your phone's clock is fast by %s.",
			byMaybeSlow:   "Your phone's clock is probably slow by %s.",
			byMaybeFast:   "Your phone's clock is probably fast by %s.",
			byUse:         "This code was used. Wait for the next one (%s).",
			byUseOver:     "This code was used. The phone shows a new one by now.",
			byOld:         "This code is from an old entry (made %s).",
			byOldOnce:     "This code is from an old entry in the app.",
			byNamed:       "This code is from a device that is enrolled already: %s.",
			byOther:       "This code is from another device, enrolled already.",
			byUnfinished:  "This code is from a device whose activation is not finished.",
			byTypo:        "One digit is wrong, or two are swapped.",
			byShort:       "A one-time code has 6 digits. This was fewer.",
			byLong:        "A one-time code has 6 digits. This was more.",
			byLetters:     "A one-time code is digits only, no letters or signs.",
			byWide:        "These digits are from another language's keyboard.",
			byMailed:      "This is the code from your e-mail, not a one-time code.",
			byNIP:         "This is your NIP, not a one-time code.",
			byForm:        "This is not a one-time code.",
			byNothing:     "The code was refused, and no cause was found.",
			byNothingHere: "The code was refused, and no cause was found.",
		},
		Do: [causes]string{
			bySlow:        "Open Settings › Date & time › turn on Automatic, then type a new code.",
			byFast:        "Open Settings › Date & time › turn on Automatic, then type a new code.",
			byZoneSlow:    "Perhaps its zone is wrong and it was set by hand: Settings › Date & time › automatic time and zone.",
			byZoneFast:    "Perhaps its zone is wrong and it was set by hand: Settings › Date & time › automatic time and zone.",
			byMaybeSlow:   "Type the next code to be sure, or first turn on Automatic time in Settings › Date & time.",
			byMaybeFast:   "Type the next code to be sure, or first turn on Automatic time in Settings › Date & time.",
			byUse:         "Each code works only once.",
			byUseOver:     "Type that one.",
			byOld:         "Delete that entry in the app, use the new one.",
			byOldOnce:     "Delete that entry in the app, use the new one.",
			byNamed:       "Use the code of the new entry, scanned from this screen.",
			byOther:       "Use the code of the new entry, scanned from this screen.",
			byUnfinished:  "Use the code of a device that is active.",
			byTypo:        "Type the code that shows now.",
			byShort:       "Type all six digits that the app shows.",
			byLong:        "Type only the 6 digits that the app shows.",
			byLetters:     "Type the 6 digits that the app shows.",
			byWide:        "Choose a Latin keyboard (0-9), then type the 6 digits from the app.",
			byMailed:      "Open the authenticator app on the phone and type the 6 digits it shows.",
			byNIP:         "Open the authenticator app on the phone and type the 6 digits it shows.",
			byForm:        "Open the authenticator app on the phone and type the 6 digits it shows.",
			byNothing:     "Choose this account's entry in the app and type a new code. Press F1 for other ways, F4 for an officer.",
			byNothingHere: "Choose this account's entry in the app and type a new code. Press F1 for other ways.",
		},
		Ask:  "code refused?",
		Card: cardsEN(),
		Phones: []paper.Twig{
			{Text: "Android: Settings", Under: []paper.Twig{{Text: "System / General management", Under: []paper.Twig{{Text: "Date & time", Under: []paper.Twig{
				{Text: "Set time automatically", On: true}, {Text: "Set time zone automatically", On: true},
			}}}}}},
			{Text: "iPhone: Settings", Under: []paper.Twig{{Text: "General", Under: []paper.Twig{{Text: "Date & Time", Under: []paper.Twig{
				{Text: "Set Automatically", On: true},
			}}}}}},
		},
		App: "Authenticator app", Account: "your ASN account",
		OldOne: "delete the old entry", OldDated: "delete the old entry, made %s",
		NewHere: "use the new entry from this screen", NewApp: "use the newer entry",
		Taken: "do not delete the entry that is enrolled already", TakenNamed: "do not delete the entry of %s, enrolled already",
		Live: "use the entry that is active", Unfinished: "do not use the entry whose activation is not finished",
		SameClock: func(clock string) string { return "the phone's clock says the same as this one, " + clock },
		KeyAgain:  "The key on this screen, in fours:",
		OnlyOnce:  [2]string{"That code", "After it"}, Later: "a new code shows: type that one",
		NextIn: "A new code shows in %s. Type that one.",
		Verdict: [verdicts]VerdictWords{
			asFine:    {"Your phone's clock is right", "The codes of this phone are right and can be used.", "If your account's code is refused all the same, the entry in the app is the wrong one."},
			asNear:    {"Your phone's codes are right", "Its clock is %s. That is accepted still, but automatic is better.", ""},
			asOff:     {"Your phone's clock is %s", "The codes of this phone will be refused until its clock is automatic.", ""},
			asZone:    {"Your phone's clock is %s", "A difference like this usually means a wrong time zone with a clock set by hand to look right. Set both to automatic.", ""},
			asMaybe:   {"Your phone's clock is probably %s", "Only one code matched, which may be chance. Set the phone's clock, then test again to be sure.", ""},
			asTypo:    {"A digit was mistyped", "One digit is wrong or two are swapped. The phone's clock seems right.", "Press F5 to test again."},
			asUnknown: {"No cause was found", "That code matches no time within 12 hours back or ahead.", "Make sure it is of the *Uji HP* entry. Still the same? Install FreeOTP and test again with F5."},
		},
		Officer: "Still refused? Close this card, then press *F4*: an officer takes the case.",
		Line:    "The line shows the phone's clock beside this one: left is slow, right is fast.",
		Now:     "now", Them: "phone", Units: [2]string{"minutes", "hours"},
		Clinic:  "Still refused? On the first page choose *%s*.",
		Tested:  "The test is over. No account was touched.",
		Clean:   "Delete the *Uji HP* entry from the authenticator app.",
		Refused: "The code was refused.",
		Causes:  "Codes refused today",
		Cols:    [1 + flows.OTPCauses]string{"Office", "Phone clock", "Old entry", "Typo", "Used already", "Unknown"},
	}
}

func durationEN(d time.Duration) string {
	return duration(d, func(n int, u byte) string {
		return plural(n, map[byte]string{'h': "hour", 'm': "minute", 's': "second"}[u])
	})
}

// cardsEN are the cards of F1.
func cardsEN() [cards]CardWords {
	return [cards]CardWords{
		cardClock: {
			Title: "Your phone's clock is %s",
			Means: "The app computes codes from the phone's clock. While that is off every code is refused, however well it is typed.",
			Sign:  "It worked when %s, and a new code is accepted.",
		},
		cardZone: {
			Title: "Your phone's clock is %s",
			Means: "A difference like this usually means a wrong time zone with a clock set by hand to look right. Turn on both, so that the phone finds time and zone by itself.",
			Sign:  "It worked when %s, and a new code is accepted.",
		},
		cardMaybe: {
			Title: "Your phone's clock is probably %s",
			Means: "That code matches another time, but one code may match by chance. The next code settles it; with automatic time you need not guess.",
			Sign:  "It worked when %s, and a new code is accepted.",
		},
		cardUsed: {
			Title: "This code was used already",
			Means: "Each code works only once, so that it is worth nothing to whoever saw it. The app shows a new one every 30 seconds.",
			Steps: []string{"Type the code that shows on the phone now.", "Still the same one? Wait until it changes."},
			Sign:  "It worked when a code other than that one is accepted.",
		},
		cardOld: {
			Title: "This code is from an old entry",
			Means: "That entry still shows codes, but is no longer in force. As long as it is in the app, that entry is easily taken for the new one.",
			Steps: []string{
				"The old entry is the one whose code you have just typed.",
				"Android: press and hold that entry, then tap the *bin*.",
				"iPhone: swipe that entry to the left, then tap the *bin*.",
			},
			Sign: "It worked when one entry is left for this account, and its code is accepted.",
		},
		cardOther: {
			Title: "This code is from another device",
			Means: "That device still signs in. Here a code of the new entry is asked for, so that it is surely kept on the phone.",
			Steps: []string{"No new entry yet? Tap *+* in the app, then scan or type the key on this screen.", "Type the code of that entry."},
			Sign:  "It worked when a code of the new entry is accepted.",
		},
		cardUnfinished: {
			Title: "The activation of this device is not finished",
			Means: "The entry was made, but no code of it was ever verified. Signing in still takes a device that is active.",
			Steps: []string{
				"Take the code of an entry or a phone that is active.",
				"There is none any more? Go back to the first page and choose *Lost or new phone (Reset MFA)*.",
			},
			Sign: "It worked when you are signed in; after that the new device can be added.",
		},
		cardTypo: {
			Title: "One digit is wrong, or two are swapped",
			Means: "What was typed is nearly the code on the phone. See this example, then type the code that shows now.",
			Known: []paper.Fact{
				{Label: "Example on a phone", Value: paper.Bold("271 828")},
				{Label: "one digit wrong", Value: paper.Plain("271 823")},
				{Label: "two digits swapped", Value: paper.Plain("217 828")},
			},
			Steps: []string{"Little time left? Wait for the next code.", "Type three digits, look at the phone, then three more."},
			Sign:  "It worked when the code is accepted.",
		},
		cardForm: {
			Title: "What was typed is not a one-time code",
			Means: "The one-time code is only in the authenticator app on your phone. It has six digits and changes every 30 seconds.",
			Known: []paper.Fact{
				{Label: "One-time code", Value: paper.Plain("271 828 (6 digits, in the app)")},
				{Label: "E-mailed code", Value: paper.Plain("K7M3 QXPT (8 letters and digits, in the e-mail)")},
				{Label: "NIP", Value: paper.Plain("19900101 201501 1 001 (18 digits, your number)")},
			},
			Steps: []string{"Open the authenticator app and find the entry.", "Type its 6 digits. Blanks may be typed, or left out."},
			Sign:  "It worked when all six boxes are filled and the code is accepted.",
		},
		cardNothing: {
			Title: "No cause was found",
			Means: "This code matches no other time, old entry or other device. This is what it may still be, the commonest first.",
			Steps: []string{
				"Another entry: use *%s* with your NIP.",
				"A key typed by hand: type it again. A key has no 0, 1, 8, 9; what looks like them are the letters O, I or L, B, and G.",
				"The app: install *FreeOTP*, delete this entry, then scan once more.",
			},
			Sign: "It worked when the code of that entry is accepted.",
		},
		cardNothingHere: {
			Title: "No cause was found",
			Means: "This code matches no other time, old entry or other device. This is what it may still be, the commonest first.",
			Steps: []string{
				"Another entry: use *%s* with your NIP.",
				"Typed late: wait for a new code, then type it at once.",
				"The app: update it, then try a new code.",
			},
			Sign: "It worked when the code of that entry is accepted.",
		},
	}
}
