package flows

import (
	"slices"
	"testing"
)

// replies says how the world may answer what it is asked, as package flows/run
// has it in the comments of its methods. Anything may fail: what the world
// cannot do it says so of.
var replies = [Ops][]Kind{
	Open:              {Ready, Fail},
	DrawCaptcha:       {Ready, Fail},
	TurnCaptcha:       {Ready, Fail},
	FindForPassword:   {Accept, Refuse, Fail},
	FindForMFA:        {Accept, Refuse, Fail},
	MailPasswordCode:  {Accept, Refuse, Fail},
	MailMFACode:       {Accept, Refuse, Fail},
	MailAgain:         {Ready, Refuse, Fail},
	CheckPasswordCode: {Accept, Refuse, Fail},
	SetPassword:       {Accept, Refuse, Fail},
	CheckSignIn:       {Accept, Refuse, Fail},
	MakeKey:           {Ready, Refuse, Fail},
	Enrol:             {Accept, Refuse, Fail},
	RevokeDevices:     {Accept, Refuse, Fail},
	ConfirmOTP:        {Accept, Refuse, Fail},
	ConfirmPassword:   {Accept, Refuse, Fail},
	ReplacePassword:   {Accept, Refuse, Fail},
	RenameDevice:      {Accept, Refuse, Fail},
	RemoveDevice:      {Accept, Refuse, Fail},
	MakePhrase:        {Ready, Fail},
	Restore:           {Accept, Fail},
	Forget:            {Ready, Fail},

	CheckGrant:  {Accept, Refuse, Fail},
	OpenCase:    {Ready, Fail},
	ReportCase:  {Accept, Refuse, Fail},
	MakeTestKey: {Ready, Refuse, Fail},
	TestFirst:   {Accept, Refuse, Fail},
	TestSecond:  {Accept, Refuse, Fail},
	LookAtPost:  {Ready, Refuse, Fail},
	PrintSlip:   {Ready, Refuse, Fail},

	CheckOfficer:       {Accept, Refuse, Fail},
	RedeemInvite:       {Accept, Refuse, Fail},
	SetOfficerPassword: {Accept, Refuse, Fail},
	MakeOfficerKey:     {Ready, Refuse, Fail},
	EnrolOfficer:       {Accept, Refuse, Fail},
	EnterConsole:       {Ready, Refuse, Fail},
	Search:             {Ready, Refuse, Fail},
	OpenPerson:         {Ready, Refuse, Fail},
	CarryAct:           {Accept, Refuse, Fail},
	ListCases:          {Ready, Refuse, Fail},
	WorkOnCase:         {Accept, Refuse, Fail},
	CountProgress:      {Ready, Refuse, Fail},
	ReadAudit:          {Ready, Refuse, Fail},
	ListOfficers:       {Ready, Refuse, Fail},
	AddOfficer:         {Accept, Refuse, Fail},
	ChangeOfficer:      {Accept, Refuse, Fail},
	AcceptClock:        {Ready, Refuse, Fail},
	CloseKiosk:         {Accept, Refuse, Fail},
}

// The table is data, so most of what could be wrong with it can be looked up.
func TestTable(t *testing.T) {
	for _, rule := range []struct {
		name string
		look func(*testing.T)
	}{
		{"a row says only what its kind of happening can mean", rowsMakeSense},
		{"whatever has a name is used", nothingIdle},
		{"no row stands below one that always holds", noDeadRow},
		{"a person's exception has a rule below it", fallThrough},
		{"a row that says why not changes nothing", excusesStay},
		{"there is always a way back and a way out", waysOut},
		{"no answer is lost", noLostAnswer},
		{"no row waits for an answer that cannot come", noIdleAnswer},
		{"an acceptance answers one question", noDoubleMeaning},
		{"success is shown only once it is durable", durable},
		{"no answer leads to itself", noLoop},
		{"mail leaves only when it is asked for", mailIsThrottled},
		{"a captcha is good for one try", oneTryCaptcha},
		{"whoever leaves is forgotten", leaversForgotten},
	} {
		t.Run(rule.name, rule.look)
	}
}

// at returns the rows that hold in s, in the order in which they are tried.
func at(s State) []Row {
	var rows []Row
	for _, r := range Table {
		if r.From == s || r.From == Anywhere && !s.Done() {
			rows = append(rows, r)
		}
	}
	return rows
}

// asked returns what the world may be working on while somebody is at s.
func asked(s State) []Op {
	var ops []Op
	for _, r := range Table {
		if r.To == s && r.Do != None && !slices.Contains(ops, r.Do) {
			ops = append(ops, r.Do)
		}
	}
	return ops
}

// general reports whether r needs neither a guard nor a reason to hold.
func general(r Row) bool { return r.If == Always && r.Why == Silence }

func rowsMakeSense(t *testing.T) {
	for _, r := range Table {
		switch {
		case r.From == Left:
			t.Errorf("%v is an end, yet %s leaves it", r.From, label(r))
		case r.From != Anywhere && (r.From < 0 || r.From >= States), r.To != Anywhere && (r.To < 0 || r.To >= States):
			t.Errorf("%s leads from %v to %v", label(r), r.From, r.To)
		case r.To == Anywhere && (r.From != Anywhere || r.Do != None):
			t.Errorf("%s: only a look aside may lead nowhere", label(r))
		case (r.On == Choose) != (r.Pick != NoChoice):
			t.Errorf("%v: %s: a choice without a name, or a name without a choice", r.From, label(r))
		case r.Why != Silence && r.On != Refuse && r.On != Fail:
			t.Errorf("%v: %s: only a refusal or a failure has a reason", r.From, label(r))
		}
	}
}

func nothingIdle(t *testing.T) {
	kinds, ops, picks, guards := map[Kind]bool{}, map[Op]bool{}, map[Choice]bool{}, map[Guard]bool{}
	for _, r := range Table {
		kinds[r.On], ops[r.Do], picks[r.Pick], guards[r.If] = true, true, true, true
	}
	for s := range States {
		for _, i := range inputs[s] {
			guards[i.If] = true
		}
		for _, m := range menus[s] {
			guards[m.ifs] = true
		}
	}
	for k := Wake; k < Kinds; k++ {
		if !kinds[k] {
			t.Errorf("%v never happens", k)
		}
	}
	for o := Open; o < Ops; o++ {
		if !ops[o] {
			t.Errorf("nobody ever asks for %v", o)
		}
		if !slices.Contains(replies[o], Fail) {
			t.Errorf("%v never fails, as if the world never broke", o)
		}
	}
	for c := GoSignIn; c < ChoicesN; c++ {
		if !picks[c] {
			t.Errorf("%v leads nowhere", c)
		}
	}
	for g := Always; g < Guards; g++ {
		if !guards[g] {
			t.Errorf("nothing depends on %v", g)
		}
	}
}

func noDeadRow(t *testing.T) {
	for i, r := range Table {
		for _, above := range Table[:i] {
			if (above.From == r.From || above.From == Anywhere) && above.On == r.On && above.Pick == r.Pick &&
				(above.Why == Silence || above.Why == r.Why) && (above.If == Always || above.If == r.If) {
				t.Errorf("%v: %s is never reached, %s stands above it", r.From, label(r), label(above))
			}
		}
	}
}

func fallThrough(t *testing.T) {
	for s := range Left {
		for _, r := range at(s) {
			if r.On >= Ready || general(r) {
				continue // answers are looked at in noLostAnswer
			}
			if !slices.ContainsFunc(at(s), func(o Row) bool { return o.On == r.On && o.Pick == r.Pick && general(o) }) {
				t.Errorf("%v: nothing happens where %s does not hold", s, label(r))
			}
		}
	}
}

// Can tells a person the reason of these rows without the happening, so they
// must do nothing but say it.
func excusesStay(t *testing.T) {
	excuses := []Guard{Missing, Differ, TooSoon, Waiting, Full, Single, NothingWrong}
	for _, r := range Table {
		if slices.Contains(excuses, r.If) && (r.To != r.From || r.Do != None || r.Say == Silence) {
			t.Errorf("%v: %s should stay, do nothing and say why", r.From, label(r))
		}
	}
}

func waysOut(t *testing.T) {
	back := map[State]State{}
	for s := range Left {
		on := map[Kind]int{}
		for _, r := range at(s) {
			on[r.On]++
			if r.On == Back {
				back[s] = r.To
				if s == AtClinic {
					back[s] = AtStart // from question to question: see TestBackThroughQuestions
				} else if !general(r) || on[Back] > 1 {
					t.Errorf("%v: where Back leads depends on something", s)
				}
			}
		}
		if on[Quit] != 2 || on[Help] != 1 || on[Expire] != 1 { // Quit has an exception in a kiosk
			t.Errorf("%v: no way out, or no help", s)
		}
		if s != AtStart && on[Back] == 0 {
			t.Errorf("%v: no way back", s)
		}
	}
	for s := range Left {
		steps := 0
		for is := s; is != AtStart; steps++ {
			if is = back[is]; steps > 6 {
				t.Errorf("%v: Back and Back again never comes to the first screen", s)
				break
			}
		}
	}
}

func noLostAnswer(t *testing.T) {
	for s := range Left {
		for _, op := range asked(s) {
			for _, k := range replies[op] {
				if !slices.ContainsFunc(at(s), func(r Row) bool { return r.On == k && general(r) }) {
					t.Errorf("%v: %v may answer %v, and nobody would hear it", s, op, k)
				}
			}
		}
	}
}

func noIdleAnswer(t *testing.T) {
	for _, r := range Table {
		if r.From == Anywhere || r.On < Ready {
			continue
		}
		if !slices.ContainsFunc(asked(r.From), func(o Op) bool { return slices.Contains(replies[o], r.On) }) {
			t.Errorf("%v: %s, but nothing asked there is answered so", r.From, label(r))
		}
	}
}

// An answer does not say what it answers, so a row could take one for another.
func noDoubleMeaning(t *testing.T) {
	for _, r := range Table {
		if r.On != Accept && (r.On != Ready || r.Say == Silence) {
			continue
		}
		if ops := answering(r); len(ops) > 1 {
			t.Errorf("%v: %s may answer any of %v", r.From, label(r), ops)
		}
	}
}

// answering returns the questions that row r may be the answer to.
func answering(r Row) []Op {
	return slices.DeleteFunc(asked(r.From), func(o Op) bool { return !slices.Contains(replies[o], r.On) })
}
