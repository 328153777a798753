package nip

// A Fault is what is wrong with a number. Each has its own remedy, so each can
// have its own sentence. The zero Fault is none.
type Fault int

const (
	None        Fault = iota
	Empty             // no digit at all
	Stray             // a letter, or another script's numeral, among the digits
	Excel             // written as 1.99001E+17; the other digits are lost
	Old               // 9 digits: the NIP of before 2007, which signs nobody in
	NIK               // 16 digits: the number of the identity card
	Lost              // 17 digits: one is missing
	Doubled           // 19 digits: one is too many
	WrongLength       // any other count but 18
	BadBirth          // digits 1 to 8 are no date of the calendar
	BadMonth          // digits 13 and 14 are neither 01 to 12 nor 21 to 29
	Unborn            // the appointment is not after the birth
	BadSex            // digit 15 is neither 1 nor 2
	Zeros             // the sequence is 000, which is never issued: Excel again
	Faults            // how many there are, for a table of sentences
)

// String says the fault in English, for logs. What people read comes from the
// words of the user interface.
func (f Fault) String() string {
	if f < 0 || f >= Faults {
		return "unknown fault"
	}
	return [Faults]string{
		None:        "no fault",
		Empty:       "no digits",
		Stray:       "not a digit",
		Excel:       "digits lost to a spreadsheet",
		Old:         "old number of 9 digits",
		NIK:         "identity card number of 16 digits",
		Lost:        "a digit is missing",
		Doubled:     "a digit too many",
		WrongLength: "wrong count of digits",
		BadBirth:    "no such birth date",
		BadMonth:    "no such appointment month or agreement",
		Unborn:      "appointment is not after birth",
		BadSex:      "no such sex",
		Zeros:       "sequence is 000",
	}[f]
}

// An Error is why [Parse] refused. It never holds a whole number, nor anything
// but printable ASCII, so it may be shown and logged.
type Error struct {
	Fault Fault

	// Detail is what to point at:
	//
	//	Stray                                  the character, or its code as U+0661
	//	Excel                                  the power, "E+17"
	//	Old, NIK, Lost, Doubled, WrongLength   how many digits were read
	//	BadBirth, BadMonth, BadSex, Zeros      those digits
	//	Unborn                                 the year and month, or a PPPK's year
	//	Empty                                  nothing
	Detail string
}

// Error implements the error interface.
func (e *Error) Error() string {
	s := "read NIP: " + e.Fault.String()
	if e.Detail != "" {
		s += " (" + e.Detail + ")"
	}
	return s
}
