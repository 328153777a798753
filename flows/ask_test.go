package flows

import (
	"slices"
	"testing"
)

// rich is a session at s in which every guard that lets something be asked or
// offered holds, but for MFAOff where mfa is true.
func rich(s State, mfa bool) Session {
	f := Facts{Practice: true, Kiosk: true, People: make([]Player, int(Parts)), MFA: mfa, Clock: Clock{State: ClockBad}}
	if mfa {
		f.Devices = make([]Device, 2)
	}
	f.Console = board(mfa)
	return Session{State: s, Facts: f, Act: ActEmail}
}

// board is what a chief sees who has found two people, with MFA or without.
func board(mfa bool) Board {
	b := Board{Chief: true, TwoPerson: true, Hits: make([]Hit, 2), Cases: []Case{{Number: 1, Known: true}, {Number: 2}}, Officers: make([]Colleague, 2)}
	if mfa {
		b.Person.Devices = make([]Device, 1)
	}
	return b
}

func TestInputs(t *testing.T) {
	for s := range States {
		rows := at(s)
		first := func(g Guard) int {
			return slices.IndexFunc(rows, func(r Row) bool { return r.On == Submit && r.If == g })
		}
		takes := slices.IndexFunc(rows, func(r Row) bool { return r.On == Submit && general(r) })
		typing := slices.ContainsFunc(inputs[s], func(i Input) bool { return i.Field == Query }) // taken letter by letter, and Enter is the list's
		if typing {
			takes = slices.IndexFunc(rows, func(r Row) bool { return r.On == Look && general(r) })
		}
		nobodys := s == AtPhoneTest || s == AtSecondCode // a secret that guesses are welcome to
		letters := slices.ContainsFunc(rows, func(r Row) bool { return r.On == Resend })
		above := func(g Guard, why string) {
			if i := first(g); i < 0 || i > takes {
				t.Errorf("%v: %s", s, why)
			}
		}
		var seen []Field
		need := map[Guard]bool{}
		for _, in := range inputs[s] {
			if slices.Contains(seen, in.Field) {
				t.Errorf("%v asks twice for %v", s, in.Field)
			}
			seen = append(seen, in.Field)
			if in.Limit == 0 {
				t.Errorf("%v: %v is as long as one likes", s, in.Field)
			}
			secret := in.Field == Password || in.Field == NewPassword || in.Field == Confirmation
			if in.Hidden != secret {
				t.Errorf("%v: hidden %v is %v", s, in.Field, in.Hidden)
			}
			need[Missing] = need[Missing] || !in.Optional
			need[Differ] = need[Differ] || in.Field == Confirmation
			need[Waiting] = need[Waiting] || in.Field == Password || in.Field == OTP && !nobodys || in.Field == MailedCode && !letters // a dead letter is answered with another
		}
		if len(inputs[s]) > 3 {
			t.Errorf("%v asks for %d things at once", s, len(inputs[s]))
		}
		if len(inputs[s]) > 0 && (takes < 0 || rows[takes].Do == None) {
			t.Errorf("%v asks, and nobody takes the answers", s)
		}
		if len(inputs[s]) == 0 && len(menus[s]) == 0 && takes < 0 && s != Left {
			t.Errorf("%v: there is nothing to do", s)
		}
		if len(inputs[s]) > 0 && len(menus[s]) > 0 && !typing {
			t.Errorf("%v asks and offers a list; Enter can mean only one of them", s)
		}
		for g, why := range map[Guard]string{
			Missing: "empty fields go out into the world",
			Differ:  "two different passwords go out into the world",
			Waiting: "an answer that will not be judged goes out into the world",
		} {
			if need[g] {
				above(g, why)
			} else if first(g) >= 0 {
				t.Errorf("%v: %v can never hold there", s, g)
			}
		}
	}
}

// What is asked depends on what the account has.
func TestInputsNow(t *testing.T) {
	for _, tt := range []struct {
		at   State
		mfa  bool
		want []Field
	}{
		{AtName, false, []Field{NIP, CaptchaText}},
		{AtSignIn, false, []Field{NIP, Password, OTP}},
		{AtWeakPassword, false, []Field{NewPassword, Confirmation}},
		{AtWeakPassword, true, []Field{NewPassword, Confirmation, OTP}},
		{AtOldPassword, false, []Field{Password}},
		{AtOldPassword, true, []Field{Password, OTP}},
		{AtScan, false, []Field{OTP, DeviceName}},
		{AtStart, false, nil},
		{AtAct, false, []Field{Address, OtherNIP, OTP}},
	} {
		var got []Field
		for _, i := range Inputs(rich(tt.at, tt.mfa)) {
			got = append(got, i.Field)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v asks for %v, want %v", tt.at, got, tt.want)
		}
	}
}

// sideDoors are choices with a key of their own, by where they are.
var sideDoors = map[Choice][]State{
	OtherWay: {AtName, AtLostName},
	NotMine:  {AtAddress, AtMailCode, AtLostAddress, AtLostCode},
	Suggest:  {AtPassword, AtWeakPassword, AtChange, AtOfficerPassword},
	GoForgot: {AtSignIn, AtWeakSignIn},
	GoSignIn: {Activated},
	GoSlip:   {Activated},
	GoGrant:  {AtSignIn, AtWeakSignIn},
	AskHelp:  {AtName, AtLostName, AtPrepare, AtMailCode, AtLostCode, AtSignIn, AtScan},
	GoTest:   {AtVerdict},

	GoConsole: {AtStart},
	GoInvited: {AtOfficerSignIn},
	GoOlder:   {AtAudit},
}

func TestMenus(t *testing.T) {
	for s := range States {
		for _, m := range menus[s] {
			if !slices.ContainsFunc(at(s), func(r Row) bool { return r.On == Choose && r.Pick == m.choice }) {
				t.Errorf("%v offers %v, which leads nowhere", s, m.choice)
			}
		}
		for _, r := range at(s) {
			listed := false
			for _, m := range menus[s] {
				listed = listed || m.choice == r.Pick
			}
			if r.On == Choose && listed == slices.Contains(sideDoors[r.Pick], s) {
				t.Errorf("%v: %v is neither in the list nor a side door, or it is both", s, r.Pick)
			}
		}
	}
	for c, states := range sideDoors {
		for _, s := range states {
			if !slices.ContainsFunc(at(s), func(r Row) bool { return r.On == Choose && r.Pick == c }) {
				t.Errorf("%v has no side door %v", s, c)
			}
		}
	}
}

func TestMenu(t *testing.T) {
	plain := func(cs ...Choice) (o []Option) {
		for _, c := range cs {
			o = append(o, Option{Choice: c})
		}
		return o
	}
	answers := func(n int) (o []Option) {
		for i := range n {
			o = append(o, Option{AnswerWith, i})
		}
		return o
	}
	real := Session{State: AtStart}
	for _, tt := range []struct {
		name string
		s    Session
		want []Option
	}{
		{"first screen", real, plain(GoSignIn, GoForgot, GoWeak, GoLost, GoClinic, GoGrant)},
		{"the clinic's first question", Session{State: AtClinic}, append(answers(6), Option{Choice: GoTest})},
		{"another question", Session{State: AtClinic, Question: AskNumber}, answers(2)},
		{"a remedy", Session{State: AtRemedy, Remedy: RemedyNoQR}, plain(GoLost, GoReport, GoOut)},
		{"a remedy that leads nowhere", Session{State: AtRemedy, Remedy: RemedyEarly}, plain(GoOut)},
		{"first screen of practice", rich(AtStart, false), slices.Concat(
			plain(GoSignIn, GoForgot, GoWeak, GoLost, GoClinic, GoGrant),
			[]Option{{Play, 0}, {Play, 1}, {Play, 2}, {Play, 3}, {Play, 4}}, plain(GoRestore))},
		{"account without MFA", rich(AtAccount, false), plain(GoActivate, GoChange, GoOut)},
		{"account with two devices", rich(AtAccount, true), slices.Concat(
			[]Option{{GoDevice, 0}, {GoDevice, 1}}, plain(GoAddDevice, GoChange, GoSlip, GoOut))},
		{"a device", rich(AtDevice, true), plain(GoRename, GoRemove)},
		{"a form", rich(AtName, false), nil},
		{"a chief's console, in a kiosk whose clock is wrong", rich(AtConsole, false),
			plain(GoFind, GoCases, GoProgress, GoOfficers, GoAudit, TrustClock, GoClose, GoOut)},
		{"an officer's console", Session{State: AtConsole}, plain(GoFind, GoCases, GoProgress, GoOut)},
		{"somebody without MFA", rich(AtPerson, false),
			plain(ActGrantPassword, ActGrantWait, ActEmail, ActUnlock, ActDisable)},
		{"somebody with MFA", rich(AtPerson, true),
			plain(ActGrantPassword, ActGrantMFA, ActGrantWait, ActEmail, ActUnlock, ActResetMFA, ActDisable)},
		{"oneself", Session{State: AtPerson, Facts: Facts{Console: Board{Person: Dossier{Own: true, Devices: make([]Device, 1)}}}}, nil},
		{"somebody whose account is closed", Session{State: AtPerson, Facts: Facts{Console: Board{Person: Dossier{Disabled: true, Devices: make([]Device, 1)}}}},
			plain(ActEmail, ActUnlock, ActEnable)},
		{"two cases", rich(AtCases, false), []Option{{GoCase, 0}, {GoCase, 1}}},
		{"a case of somebody known", rich(AtCase, false), plain(GoOwner, TakeCase, SolveCase)},
		{"two who were found", rich(AtFind, false), []Option{{GoPerson, 0}, {GoPerson, 1}}},
	} {
		if got := Menu(tt.s); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// What the list does not offer cannot be chosen either, however the happening
// came about: nobody activates MFA a second time without an OTP, and no third
// device is looked at where there are two.
func TestOnlyWhatIsOffered(t *testing.T) {
	for _, tt := range []struct {
		name  string
		s     Session
		pick  Choice
		index int
		may   bool
	}{
		{"practice, for real", Session{State: AtStart}, Play, 0, false},
		{"a new start, for real", Session{State: AtStart}, GoRestore, 0, false},
		{"the last of five people", rich(AtStart, false), Play, 4, true},
		{"a sixth of five people", rich(AtStart, false), Play, 5, false},
		{"a person before the first", rich(AtStart, false), Play, -1, false},
		{"a second activation", rich(AtAccount, true), GoActivate, 0, false},
		{"another device where there is none", rich(AtAccount, false), GoAddDevice, 0, false},
		{"a device where there is none", rich(AtAccount, false), GoDevice, 0, false},
		{"the last of two devices", rich(AtAccount, true), GoDevice, 1, true},
		{"a third of two devices", rich(AtAccount, true), GoDevice, 2, false},
		{"a device before the first", rich(AtAccount, true), GoDevice, -1, false},
		{"the audit, for an officer who is no chief", Session{State: AtConsole}, GoAudit, 0, false},
		{"the officers, for one who is no chief", Session{State: AtConsole}, GoOfficers, 0, false},
		{"the clock, for one who is no chief", Session{State: AtConsole, Facts: Facts{Clock: Clock{State: ClockBad}}}, TrustClock, 0, false},
		{"closing what is no kiosk", Session{State: AtConsole}, GoClose, 0, false},
		{"a third of two who were found", rich(AtFind, false), GoPerson, 2, false},
	} {
		if _, _, err := Step(tt.s, Event{Kind: Choose, Pick: tt.pick, Index: tt.index}, zero); (err == nil) != tt.may {
			t.Errorf("%s: %v/%d at %v: %v", tt.name, tt.pick, tt.index, tt.s.State, err)
		}
	}
}

func TestPlaces(t *testing.T) {
	at := map[Journey][]int{}
	of := map[Journey]int{}
	for s, p := range Places {
		switch {
		case p.Journey == NoJourney && p.N+p.Of != 0, p.N > p.Of, p.Of > 0 && p.N < 1:
			t.Errorf("%v is %d of %d", State(s), p.N, p.Of)
		case p.Of > 0 && of[p.Journey] != 0 && of[p.Journey] != p.Of:
			t.Errorf("%v: %v has %d or %d steps", State(s), p.Journey, p.Of, of[p.Journey])
		}
		if p.Of > 0 {
			of[p.Journey] = p.Of
			at[p.Journey] = append(at[p.Journey], p.N)
		}
	}
	for j, ns := range at {
		for i, n := range ns {
			if i > 0 && n != ns[i-1]+1 {
				t.Errorf("%v goes from %d to %d", j, ns[i-1], n)
			}
		}
		if ns[len(ns)-1] != of[j] {
			t.Errorf("%v ends at %d of %d", j, ns[len(ns)-1], of[j])
		}
	}
}
