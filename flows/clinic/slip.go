package clinic

import "crypto/subtle"

// slip returns 1 if one digit of typed is not as in want, or if two neighbours
// have changed places, and else 0: also if all are as in want. Those are the
// commonest slips in numbers that are copied by hand. A wrong code is one away
// from a code of the window with a chance of 3 × (6 × 9 + 5) in a million, 0.02 %.
func slip(typed, want code) int {
	differ, swapped := 0, 0
	for i := range want {
		differ += 1 - subtle.ConstantTimeByteEq(typed[i], want[i])
		if i > 0 {
			swapped |= subtle.ConstantTimeByteEq(typed[i-1], want[i]) & subtle.ConstantTimeByteEq(typed[i], want[i-1])
		}
	}
	return subtle.ConstantTimeEq(int32(differ), 1) |
		subtle.ConstantTimeEq(int32(differ), 2)&swapped
}
