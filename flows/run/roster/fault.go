package roster

import "aktivasi/flows/nip"

// A Fault is what is the matter with one row. [Fault.Refuses] tells the faults
// that keep a row out from those that are only worth a look.
type Fault int

// What can be the matter with a row.
const (
	NoFault      Fault = iota
	BadQuotes          // quotation marks that no CSV has (RFC 4180 §2, rules 5 to 7)
	BadWidth           // more or fewer fields than the header; Detail is "12/64"
	BadNumber          // no NIP that can be one; Number and Detail are nip's
	NoName             // a person without a name
	NotActive          // left the service, or not in it yet; Detail is the standing
	Undecided          // a standing that someone must decide about; Detail is the standing
	Repeated           // the number stands on line First as well
	SharedMail         // imported; the address stands on line First as well
	OtherMail          // imported; the wanted address is none, so the other was taken
	UnusableMail       // imported without address; what stands there is none
	Faults             // how many there are, for a table of sentences
)

var faultNames = [Faults]string{
	NoFault: "ok", BadQuotes: "quotes", BadWidth: "columns", BadNumber: "nip", NoName: "name",
	NotActive: "inactive", Undecided: "undecided", Repeated: "repeated",
	SharedMail: "shared-address", OtherMail: "other-address", UnusableMail: "unusable-address",
}

// String returns the fault's code in the report, which is the same in every
// language.
func (f Fault) String() string { return faultNames[f] }

// Refuses reports whether a row with this fault stays out.
func (f Fault) Refuses() bool { return f > NoFault && f < SharedMail }

// A Note is one line of the report before it is put into words. It holds no
// more of a person than is needed to find the row again.
type Note struct {
	Line   int       // where the row begins; the first line of the file is 1
	Fault  Fault     // what is the matter
	Number nip.Fault // of a BadNumber
	Person string    // the NIP, masked, or a glimpse of what stands in its place
	Detail string    // see Fault
	First  int       // the line that had it first, of Repeated and SharedMail
}

// glimpse returns enough of a text that is no NIP to recognise it by. The middle
// of a long one is left out: sixteen digits are a NIK, and the report is a file
// that gets mailed around.
func glimpse(s string) string {
	r := []rune(s)
	if len(r) <= 12 { // 1.99001E+17 is 11 and says it all
		return s
	}
	return string(r[:4]) + "******" + string(r[len(r)-4:])
}
