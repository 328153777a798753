package flows

import (
	"slices"
	"testing"
)

// The clinic is data as well, and is looked up as the table is.
func TestTree(t *testing.T) {
	depth := map[Question]int{AskWhat: 1} // how many questions lead to it, and it
	cures := map[Remedy]bool{}
	for todo := []Question{AskWhat}; len(todo) > 0; todo = todo[1:] {
		q := todo[0]
		if n := len(Tree[q]); n < 2 || n > 7 {
			t.Errorf("%v offers %d answers", q, n)
		}
		var seen []Answer
		for i, a := range Tree[q] {
			if slices.Contains(seen, a) {
				t.Errorf("%v: answer %d leads where another does", q, i)
			}
			seen = append(seen, a)
			switch {
			case a.Cure != NoRemedy && a.Ask != AskWhat:
				t.Errorf("%v: answer %d leads to a remedy and to a question", q, i)
			case a.Cure != NoRemedy:
				cures[a.Cure] = true
			case depth[a.Ask] != 0:
				t.Errorf("two answers lead to %v, and Back knows one of them", a.Ask)
			default:
				depth[a.Ask] = depth[q] + 1
				todo = append(todo, a.Ask)
			}
		}
	}
	for q := range Questions {
		if d := depth[q]; d < 1 || d > 4 {
			t.Errorf("%v is question %d of the four that there may be", q, d)
		}
	}
	if Remedies-1 != 25 {
		t.Errorf("%d remedies, and the domain notes have 25 failures", Remedies-1)
	}
	for r := RemedyClock; r < Remedies; r++ {
		if !cures[r] {
			t.Errorf("F%02d, %v: no answer leads there", int(r), r)
		}
	}
}

func TestCures(t *testing.T) {
	for r := RemedyClock; r < Remedies; r++ {
		c := Cures[r]
		if c.Then < c.By {
			t.Errorf("%v: whoever is near helps after whoever is far", r)
		}
		if !c.Officers() && c.Case != 0 {
			t.Errorf("%v: no officer hears of %v", r, c.Case)
		}
		s := Session{State: AtRemedy, Remedy: r}
		menu := Menu(s)
		has := func(c Choice) bool { return slices.Contains(menu, Option{Choice: c}) }
		if c.Go != NoChoice && !has(c.Go) {
			t.Errorf("%v begins with %v, which is not offered: %v", r, c.Go, menu)
		}
		if has(GoReport) != c.Officers() {
			t.Errorf("%v: a case is offered: %v", r, has(GoReport))
		}
		if !has(GoOut) {
			t.Errorf("%v is an end", r)
		}
	}
	// Domain notes §6: what nobody can do alone.
	for _, r := range []Remedy{RemedyNoMailbox, RemedyAddress, RemedyNumber, RemedyClosed, RemedyNoPhone} {
		if !Cures[r].Officers() {
			t.Errorf("%v needs an officer", r)
		}
	}
}

// Back goes the way that one came, question by question.
func TestBackThroughQuestions(t *testing.T) {
	for q := range Questions {
		for i, a := range Tree[q] {
			s := Session{State: AtClinic, Question: q}
			on, _, err := Step(s, Event{Kind: Choose, Pick: AnswerWith, Index: i}, morning)
			if err != nil {
				t.Fatalf("%v, answer %d: %v", q, i, err)
			}
			if a.Cure != NoRemedy && (on.State != AtRemedy || on.Remedy != a.Cure) || a.Cure == NoRemedy && (on.State != AtClinic || on.Question != a.Ask) {
				t.Errorf("%v, answer %d leads to %v, %v, %v", q, i, on.State, on.Question, on.Remedy)
			}
			back, _, err := Step(on, Event{Kind: Back}, morning)
			if err != nil || back.State != AtClinic || back.Question != q || back.Remedy != NoRemedy {
				t.Errorf("%v, answer %d: back is at %v, %v, %v: %v", q, i, back.State, back.Question, back.Remedy, err)
			}
		}
	}
}
