package crowd

import (
	"fmt"
	"math/rand/v2"

	"aktivasi/flows/nip"
)

// What the numbers are made of: a birthday from bornFrom on, over bornYears, and a
// sequence from firstSequence to 999.
const (
	bornFrom      = 1967 // the oldest are about to retire, at 60
	bornYears     = 34
	firstDay      = 2 // of the month
	monthDays     = 26
	birthdays     = bornYears * 12 * monthDays
	firstSequence = 901
	sequences     = 999 - firstSequence + 1
)

// Size is how many people a crowd has before numbers and addresses come again:
// somewhat more than a million.
const Size = birthdays * sequences

// stride leads from the number of one person to that of the next. It has no
// divisor in common with Size, so the walk comes by every number before it comes
// by one twice. Year, day of the year and sequence each go on by about the golden
// ratio of what there is, so that who sits side by side is not of one age.
const stride = 667817

// number makes the number of person i. Birthday and sequence alone tell any two of
// a crowd apart, whatever chance adds.
//
// It is a number that [nip.Parse] takes and about which nothing is unusual, and it
// should be nobody's. A sequence begins at 001 for each set of people who share
// birthday, sex and month of appointment, of PPPK the year (domain notes §2.1,
// §2.2), and is never given again. The most that came at once are the 1.24
// million part-time PPPK proposed in 2025 (§1.1): over the birthdays of forty
// years and two sexes about forty to a set. Whoever has 901 shares theirs with
// nine hundred. Two things could gather so many: a day on which registers let
// everybody be born whose birthday nobody knows, which is the first or the last of
// a month, and so left out here; and a numbering that does not count from 001,
// of which the notes know none. No rule forbids such a number, and none is kept
// free for examples. That is all that can be promised.
func (c Crowd) number(i int, sex nip.Sex, r *rand.Rand) (n nip.NIP, partTime bool) {
	at := (uint64(c)%Size + uint64(i)%Size*stride) % Size
	sequence, day := firstSequence+at%sequences, at/sequences
	born := bornFrom + int(day/monthDays/12)
	birth := fmt.Sprintf("%04d%02d%02d", born, 1+day/monthDays%12, firstDay+day%monthDays)

	var appointed string
	switch k := r.IntN(10); {
	case k < 5: // between 20 and 34, if that was so long ago
		appointed = fmt.Sprintf("%04d%02d", min(born+20+r.IntN(15), 2024), 1+r.IntN(12))
	case k < 8:
		appointed = fmt.Sprintf("%04d21", 2021+r.IntN(5))
	default: // all in one year (domain notes §1.1), by their first agreement
		appointed, partTime = "202521", true
	}
	n, err := nip.Parse(fmt.Sprintf("%s%s%d%03d", birth, appointed, sex, sequence))
	if err != nil {
		panic(err) // the arithmetic above is wrong
	}
	return n, partTime
}
