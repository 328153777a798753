package roster

import (
	"errors"
	"fmt"
	"hash/maphash"
	"strings"

	"aktivasi/flows/address"
	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
)

// A person is what a row says that concerns an account.
type person struct {
	nip      nip.NIP // the zero value is nobody, of most refused rows
	left     bool    // has left the service; nothing else is set
	name     string  // with titles
	unit     string  // or the one above it
	partTime bool
	mail     address.Address // the zero value is none
}

// A judge reads persons out of records. It remembers numbers and addresses, 16
// bytes and some air for each, and no other trace of a row.
type judge struct {
	preferGov bool
	numbers   map[uint64]int // [nip.NIP.Number], and the line that settled it
	// mails has a hash for an address. Two addresses with one hash would cost a
	// needless warning, in a million rows about once in 30 million imports.
	mails map[uint64]int
	seed  maphash.Seed
}

func newJudge(preferGov bool) *judge {
	return &judge{preferGov, map[uint64]int{}, map[uint64]int{}, maphash.MakeSeed()}
}

// row judges r, which has as many fields as the header if it is a good one. The
// notes say what is the matter; one that refuses stands alone.
func (j *judge) row(r record, fields int) (person, []Note) {
	number := r.get(colNIP)
	num, err := nip.Parse(number)
	n := Note{Line: r.line, Person: glimpse(number)}
	if err == nil {
		n.Person = num.Masked()
	}
	code, name := r.get(colCode), r.get(colStanding)
	p := person{nip: num, name: short(fullName(r.get(colFront), r.get(colName), r.get(colBack)))}

	now := active
	if r.cols.has(colCode) || r.cols.has(colStanding) {
		now = stand(code, name)
	}
	p.left = now == inactive
	n.First = j.numbers[num.Number()]
	switch bad := (*nip.Error)(nil); {
	case r.broken:
		n.Fault, n.Person = BadQuotes, ""
	case !fits(r.fields, fields):
		n.Fault, n.Detail = BadWidth, fmt.Sprintf("%d/%d", len(r.fields), fields)
	case errors.As(err, &bad):
		n.Fault, n.Number, n.Detail = BadNumber, bad.Fault, bad.Detail
	case now == undecided:
		n.Fault, n.Detail = Undecided, short(strings.TrimSpace(code+" "+name))
	case n.First != 0:
		n.Fault = Repeated
	case p.left:
		j.numbers[num.Number()] = r.line
		n.Fault, n.Detail = NotActive, short(strings.TrimSpace(code+" "+name))
		return person{nip: num, left: true}, []Note{n}
	case p.name == "":
		n.Fault = NoName
	}
	if n.Fault != NoFault {
		return person{}, []Note{n}
	}
	j.numbers[num.Number()] = r.line

	if p.unit = short(r.get(colUnit)); p.unit == "" {
		p.unit = short(r.get(colParent))
	}
	p.partTime = num.Type() == nip.PPPK &&
		strings.Contains(strings.ToLower(r.get(colKind)+" "+name), partTime)
	var notes []Note
	if p.mail, n.Fault = j.mail(r); n.Fault != NoFault {
		notes = append(notes, n)
	}
	if n.First = j.shared(p.mail, r.line); n.First != 0 {
		n.Fault = SharedMail
		notes = append(notes, n)
	}
	return p, notes
}

// mail takes the wanted address of a row, or else the other one.
func (j *judge) mail(r record) (address.Address, Fault) {
	wanted, other := r.get(colMail), r.get(colGovMail)
	if j.preferGov {
		wanted, other = other, wanted
	}
	var none address.Address
	for i, s := range []string{wanted, other} {
		if s == "" {
			continue
		}
		if a, err := address.Parse(s); err == nil {
			if i == 1 && wanted != "" {
				return a, OtherMail
			}
			return a, NoFault
		}
	}
	if wanted == "" && other == "" {
		return none, NoFault // nothing stands there, so nothing is wrong with it
	}
	return none, UnusableMail
}

// shared remembers that a stands on line and returns the line it stood on
// first, or 0.
func (j *judge) shared(a address.Address, line int) (first int) {
	var none address.Address
	if a == none {
		return 0
	}
	h := maphash.String(j.seed, a.Folded())
	if first, ok := j.mails[h]; ok {
		return first
	}
	j.mails[h] = line
	return 0
}

// fits reports whether a row is as wide as the header. Separators too many at
// its end do no harm; a row too short was cut, and may have been cut within the
// address.
func fits(fields []string, want int) bool {
	if len(fields) < want {
		return false
	}
	for _, f := range fields[want:] {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// fullName puts titles around a name the way SIASN prints it: "Dr. SITI AMINAH,
// S.Pd.". Without a name it is "".
func fullName(front, name, back string) string {
	if name == "" {
		return ""
	}
	if front != "" {
		name = front + " " + name
	}
	if back != "" {
		name += ", " + back
	}
	return name
}

// maxText is how many characters of a name, a unit or a standing are kept. It
// leaves room over any that is meant; a megabyte in a cell is not meant.
const maxText = 200

func short(s string) string {
	if len(s) <= maxText {
		return s
	}
	return legible.Line(s, maxText)
}
