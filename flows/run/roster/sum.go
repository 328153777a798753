package roster

// A Summary counts rows. Read is always Added + Updated + Unchanged + Refused.
type Summary struct {
	Read      int // rows under the header, blank ones left out
	Added     int // people who were not in the store
	Updated   int // people of whom something changed
	Unchanged int // people who were written nothing about
	Refused   int
	Closed    int         // accounts closed by a refused row, whose person has left the service
	NoAddress int         // people added, updated or unchanged who have no address now
	Faults    [Faults]int // how many notes there are of each fault
}

// Warnings returns how many notes there are on rows that were imported.
func (s Summary) Warnings() (n int) {
	for f := range Faults {
		if f != NoFault && !f.Refuses() {
			n += s.Faults[f]
		}
	}
	return n
}

// plus returns the counts of both.
func (s Summary) plus(o Summary) Summary {
	s.Read += o.Read
	s.Added += o.Added
	s.Updated += o.Updated
	s.Unchanged += o.Unchanged
	s.Refused += o.Refused
	s.Closed += o.Closed
	s.NoAddress += o.NoAddress
	for f := range s.Faults {
		s.Faults[f] += o.Faults[f]
	}
	return s
}
