package ui

import (
	"strconv"
	"strings"
	"time"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	"aktivasi/flows/password"
)

// Words is everything the program says in one language. A sentence that is
// missing is an empty field, which TestWords finds; a sentence with holes is a
// function, so that no language has to follow another's order of words.
//
// In texts for the body of a page, words between two * are bold, and %s stands
// for data (see paper.Rich). All wording is formal and short; the Indonesian is
// that of the domain notes, §11.
type Words struct {
	Tag   string // BCP 47: "id", "en"
	Other string // what the key that changes the language is called: the other language, in itself

	// Header.
	Brand    string
	Start    string // stands where a journey's name would
	Journey  [flows.Journeys]string
	Practice string // the badge
	Step     func(n, of int) string
	Clock    func(t time.Time) string // "09.14"
	Date     func(t time.Time) string // "1 Januari 1990"
	Seconds  func(n int) string       // "21 detik"

	// Pages.
	Title  [flows.States]string
	Button [flows.States]string // what Enter does
	Lead   [flows.States][]string
	Tail   [flows.States][]string
	Help   [flows.States]string
	Label  [flows.Fields]string
	Labels map[Spot]string // where a state calls a field something else
	Hint   [flows.Fields]string
	Choice [flows.ChoicesN]string

	// The message line.
	Say     [flows.Reasons]string
	Doing   [flows.Ops]string
	Left    func(tries int) string
	WaitFor func(d time.Duration) string

	// Facts, as the pages show them.
	Fault     [nip.Faults]func(detail string) string
	Read      func(n nip.NIP) string // what a number says of its owner
	ReadSoFar func(digits int) string
	Rule      [password.Rules]string // as a condition, ticked or not
	Missing   [password.Rules]string // as the last thing to do
	Unmet     func(n int) string     // several rules are
	AllMet    string
	Strength  [6]string
	Sum       func(a, b int) string
	Arrows    string // the arrow keys, where no arrows can be drawn
	SignOut   string // what Esc does on the account page
	NewSum    string // another one, and back to pictures
	Picture   string
	Spell     func(letters string) string
	Part      [flows.Parts]string
	Drill     func(s string) string // practice: what the person one plays would type
	Warn      string                // said where nothing else is
	Phrase    string                // the line a suggested passphrase stands in
	NoLetter  string
	Inbox     []string // subject and code for the holes
	Resend    func(wait time.Duration) string
	ResendNow string
	GoodUntil func(t string) string
	Scan      [3]string // what to do with the QR code
	AloneTop  string    // above the code alone, and what Enter does there
	AloneBack string
	Key       string // above the key to type by hand
	KeyOnly   string // where no QR code fits
	TooSmall  string // why not
	NoPicture string // the same where nothing can be drawn at any size
	ByHand    string // said in place of KeyReady where there is nothing to scan
	Device    func(d flows.Device, now time.Time) string
	Owner     [4]string // what stands before name, NIP, unit and password
	PassAge   func(days int) string
	PassOld   string
	NextCode  func(seconds int) string
	NextNow   string                   // when there is one
	NameIdeas [flows.MaxDevices]string // for the next device
	Big       string                   // in large letters, when it is done
	On, Off   string                   // whether MFA is
	Tiny      string                   // instead of a page, where none fits

	// Keys, and the words the plain mode takes instead.
	Keys      [Doings]string
	Commands  [Doings]string
	HelpTitle string
	AllKeys   string

	Desk    DeskWords
	Clinic  ClinicWords
	Code    CodeWords
	Handset HandsetWords
	Finish  string // what Quit is called in a kiosk

	// Plain mode.
	Pick     string // prompt under a numbered list
	GoOn     string // prompt where there is nothing to type
	NoSuch   string // a number that is not on the list
	Typed    string // how commands are typed
	Press    string // before a key, in help; and what one does with a word instead
	Type     string
	Suggest  string // after a prompt that has an answer to take
	Mailbox  string // "Kotak masuk"
	Link     string // before the otpauth URI
	Bye      string
	PlainTip string
}

// A Spot is one field on one state.
type Spot struct {
	At    flows.State
	Field flows.Field
}

// label is what s calls f.
func (w Words) label(at flows.State, f flows.Field) string {
	if l, ok := w.Labels[Spot{at, f}]; ok {
		return l
	}
	return w.Label[f]
}

// Languages returns the complete ones; the first is the one people get who did
// not ask.
func Languages() []Words { return []Words{Indonesian(), English()} }

// Language picks a language by what the person asked for, or else by LANG:
// English where that is English, Indonesian everywhere else. It reports whether
// asked, if not empty, is one of ours.
func Language(asked, lang string) (Words, bool) {
	for _, w := range Languages() {
		if asked == w.Tag {
			return w, true
		}
	}
	if asked == "" && strings.HasPrefix(strings.ToLower(lang), "en") {
		return English(), true
	}
	return Indonesian(), asked == ""
}

func itoa(n int) string { return strconv.Itoa(n) }

// next is the other language.
func (w Words) next() Words {
	all := Languages()
	for i, l := range all {
		if l.Tag == w.Tag {
			return all[(i+1)%len(all)]
		}
	}
	return all[0]
}
