package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold appends s to dst as it is compared: the words of it in lower case, without
// accents, ｆｕｌｌ ｗｉｄｔｈ made narrow, with single spaces between. A word is
// letters and digits; an apostrophe is in none of them and parts none, so that
// Ma'ruf is found by maruf, and Nuraini by nur'aini.
func fold(dst []byte, s string) []byte {
	if !ascii(s) {
		s = norm.NFKD.String(s)
	}
	start, gap := len(dst), false
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case strings.ContainsRune("'`‘’ʻʼ", r), unicode.In(r, unicode.M, unicode.Cf):
			continue
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			r = unicode.ToLower(r)
		default:
			gap = true
			continue
		}
		if gap && len(dst) > start {
			dst = append(dst, ' ')
		}
		gap = false
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
