package index

import (
	"bytes"
	"strings"

	"aktivasi/flows/nip"
)

// longest is how much of a question is looked at, in bytes: a long name with all
// its titles. It also bounds how long the worst question takes.
const longest = 128

// A question is what was asked for, as it is compared.
type question struct {
	text  string // folded
	terms []term // every one must be found
}

// A term is a word, or words of digits that stand next to each other: "19850102
// 202521 1 035" is one number written in groups, "smp 3 1985" an office and a
// year. Whoever has the digits in one piece or else each word by itself has the
// term.
type term struct {
	words []string
	whole string // the digits in one piece, where there are several words
}

// ask reads a question. What is a whole NIP, however it is written, is that
// number and nothing else.
func ask(text string) question {
	if len(text) > longest {
		text = text[:longest]
	}
	if n, err := nip.Parse(text); err == nil {
		text = n.String()
	}
	q := question{text: string(fold(nil, text))}
	grouping := false // the last term is digits, and more may follow
	for word := range strings.FieldsSeq(q.text) {
		had := grouping
		grouping = digits(word)
		if !had || !grouping {
			q.terms = append(q.terms, term{words: []string{word}})
			continue
		}
		t := &q.terms[len(q.terms)-1]
		t.words = append(t.words, word)
		t.whole = strings.Join(t.words, "")
	}
	return q
}

// digits reports whether a word is nothing else.
func digits(word string) bool { return strings.Trim(word, "0123456789") == "" }

// begins reports whether a folded name begins with the question.
func (q question) begins(folded []byte) bool { return bytes.HasPrefix(folded, []byte(q.text)) }
