package cli

import (
	"bufio"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aktivasi/flows"
	"aktivasi/flows/legible"
	"aktivasi/flows/nip"
	"aktivasi/flows/run"
	"aktivasi/store"
	"aktivasi/ui"
	"aktivasi/ui/cli/errand"
)

// The roles of officers, as they are called in offices.
const (
	helperRole = "petugas"
	chiefRole  = "kepala"
)

func officerCommand(o *options, around surroundings) *cobra.Command {
	c := &cobra.Command{
		Use:   "officer --config FILE",
		Short: "Open the officer's console, where no kiosk runs",
		Long: `Open the officer's console on the store, where no kiosk runs that has it. At a
running kiosk it is a key on the first page.`,
		Args: noArgs,
	}
	path := configFlag(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		return officerScreen(cmd.Context(), *o, around, *path)
	}
	c.AddCommand(addOfficerCommand(o, around))
	return c
}

func addOfficerCommand(o *options, around surroundings) *cobra.Command {
	var name, role string
	c := &cobra.Command{
		Use:   "add --config FILE --name NAME NIP",
		Short: "Add an officer, and print the one-time code of the first sign-in",
		Long: `Add an officer, and print the one-time code with which they sign in for the first
time, once: at a terminal of the kiosk they choose a password there, and scan a QR
code with a phone.

The first one is a chief (kepala), and needs nothing but this command. For every
other a chief signs in here: NIP, password and OTP are asked for, and judged as on
the console.`,
		Args: one("NIP"),
	}
	path := configFlag(c)
	c.Flags().StringVar(&name, "name", "", "the officer is called `NAME`")
	c.Flags().StringVar(&role, "role", "", "`petugas or kepala` (default: petugas, and kepala for the first)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		n, err := nip.Parse(args[0])
		if err != nil {
			return &usageError{fmt.Errorf("officer add: %w", err)}
		}
		switch {
		case name == "" || name != legible.Clean(name):
			return &usageError{errors.New("officer add: --name NAME is needed, in letters that can be seen")}
		case role != "" && role != helperRole && role != chiefRole:
			return &usageError{fmt.Errorf("officer add: unknown role %q: there are petugas and kepala", role)}
		}
		t, err := begin(*o, around, *path)
		if err != nil {
			return err
		}
		return t.addOfficer(cmd.Context(), adding{NIP: n.String(), Name: name, Role: role})
	}
	return c
}

// adding is what the adding of an officer is told. Who the chief is, and what they
// typed, is its input.
type adding struct {
	NIP, Name, Role string
	Signed          bool // a chief has typed something
}

// askForChief is how the errand ends that cannot go on without a chief. It goes no
// further than from the kiosk to its command.
const askForChief = 4

// addOfficer adds an officer, and has a chief sign in where one is needed. That is
// for the store to say, so it is asked first: an OTP lives for half a minute.
func (t task) addOfficer(ctx context.Context, told adding) error {
	send := func(in io.Reader) error {
		return t.carry(ctx, doOfficer, told, errand.Request{In: in, Out: t.around.out, Notes: t.around.errs})
	}
	err := send(nil)
	if ask := (*errand.Error)(nil); !errors.As(err, &ask) || ask.Code != askForChief {
		return err
	}
	who, err := t.askChief(ctx)
	if err != nil {
		return err
	}
	told.Signed = true
	return send(who.lines())
}

// A proof is what an officer signs in with.
type proof struct{ nip, password, otp flows.Secret }

// askChief asks for what a chief signs in with. Nobody sees what is typed, and no
// other program is told: neither flags nor the environment have it.
func (t task) askChief(ctx context.Context) (p proof, err error) {
	fmt.Fprintln(t.around.errs, "A chief (kepala) signs in.")
	l := newLines(t.around.in, t.around.errs)
	defer l.restore()
	number, err := l.ReadLine(ctx, "NIP: ")
	p.nip = flows.Hide(number)
	for _, q := range []struct {
		prompt string
		into   *flows.Secret
	}{{"Password: ", &p.password}, {"OTP: ", &p.otp}} {
		if err != nil {
			break
		}
		var text string
		text, err = l.ReadSecret(ctx, q.prompt)
		*q.into = flows.Hide(text)
	}
	if err != nil {
		err = hint(fmt.Errorf("read what a chief signs in with: %w", err), "a chief of this office types it here")
	}
	return p, err
}

// lines is p as an errand reads it. What was typed is a line, and so has no end
// of line in it.
func (p proof) lines() io.Reader {
	return strings.NewReader(p.nip.Reveal() + "\n" + p.password.Reveal() + "\n" + p.otp.Reveal() + "\n")
}

// readProof is the reverse of lines.
func readProof(in io.Reader) (p proof, err error) {
	r := bufio.NewReader(io.LimitReader(in, 4*lineMax))
	for _, s := range []*flows.Secret{&p.nip, &p.password, &p.otp} {
		line, err := r.ReadString('\n')
		if err != nil {
			return proof{}, fmt.Errorf("read what a chief signs in with: %w", err)
		}
		*s = flows.Hide(strings.TrimSuffix(line, "\n"))
	}
	return p, nil
}

// A chief is one who has signed in. They must leave again.
type chief struct {
	visit *run.Visit
	nip   nip.NIP
	ref   flows.Ref
}

// signInChief has a chief sign in at a desk, to the same code and the same counts
// as at its console.
func signInChief(ctx context.Context, desk *run.Desk, p proof) (*chief, error) {
	c := &chief{visit: desk.Visit(true)}
	c.nip, _ = nip.Parse(p.nip.Reveal()) // who types none is told so by the desk
	e := flows.Effect{Do: flows.CheckOfficer}
	e.Answers[flows.NIP], e.Answers[flows.Password], e.Answers[flows.OTP] = p.nip, p.password, p.otp
	facts, err := c.do(ctx, e)
	if err != nil {
		return nil, err
	}
	if !facts.Console.Chief {
		c.leave(ctx)
		return nil, hint(fmt.Errorf("sign in: %s is no chief", c.nip.Masked()), "only a chief (kepala) may do this")
	}
	return c, nil
}

// do has the desk carry out e, and makes an error of what a screen would say.
func (c *chief) do(ctx context.Context, e flows.Effect) (flows.Facts, error) {
	c.ref++
	e.Ref = c.ref
	answer := c.visit.Do(ctx, e)
	var facts flows.Facts
	if answer.Facts != nil {
		facts = *answer.Facts
	}
	what := "sign in"
	if e.Do == flows.AddOfficer {
		what = "add the officer"
	}
	said := strings.TrimSuffix(ui.English().Say[answer.Why], ".")
	switch {
	case answer.Kind == flows.Fail:
		return facts, hint(fmt.Errorf("%s: %s", what, said), "the log says why")
	case answer.Kind == flows.Refuse && !facts.WaitUntil.IsZero():
		return facts, hint(fmt.Errorf("%s: %s", what, said), "the next try is judged at "+facts.WaitUntil.Format("15:04:05 MST"))
	case answer.Kind == flows.Refuse:
		return facts, fmt.Errorf("%s: %s", what, said)
	}
	return facts, nil
}

// leave signs the chief out.
func (c *chief) leave(ctx context.Context) {
	c.ref++
	c.visit.Do(context.WithoutCancel(ctx), flows.Effect{Do: flows.Forget, Ref: c.ref})
}

// hasChief reports whether anybody could sign in as a chief.
func hasChief(ctx context.Context, st store.Store) (bool, error) {
	officers, err := st.Officers(ctx)
	for _, o := range officers {
		if o.Role == store.Chief && !o.Closed() && o.Password.Hash != "" && o.MFA() {
			return true, nil
		}
	}
	return false, err
}

// addOfficer keeps an officer, and says the one-time code, once.
func (o *office) addOfficer(ctx context.Context, r errand.Request) error {
	var told adding
	if err := r.Decode(&told); err != nil {
		return err
	}
	n, err := nip.Parse(told.NIP)
	if err != nil {
		return err
	}
	var code flows.Secret
	var until time.Time
	role := told.Role
	if told.Signed {
		role = cmp.Or(role, helperRole)
		code, until, err = o.addAnother(ctx, r.In, n, told.Name, role)
	} else {
		role = cmp.Or(role, chiefRole)
		code, until, err = o.addFirst(ctx, n, told.Name, role)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(r.Out, "officer  %s\nname     %s\nrole     %s\ncode     %s\nuntil    %s\n",
		n.Masked(), told.Name, role, grouped(code), until.In(o.desk.Zone).Format("2006-01-02 15:04 MST"))
	fmt.Fprintln(r.Notes, "The code is not shown again. Write it down for the officer, who signs in with it once, at the kiosk.")
	return nil
}

// addFirst keeps an officer where there is no chief to ask.
func (o *office) addFirst(ctx context.Context, n nip.NIP, name, role string) (code flows.Secret, until time.Time, err error) {
	has, err := hasChief(ctx, o.store)
	switch {
	case err != nil:
		return code, until, advise(fmt.Errorf("officer add: %w", err), store.Real)
	case has:
		return code, until, errNotFirst
	case role != chiefRole:
		return code, until, hint(errors.New("officer add: there is no chief yet"), "the first officer is one: leave out --role, or say --role kepala")
	}
	now := o.desk.Now()
	code, err = run.AddFirstOfficer(ctx, o.store, run.Recruit{NIP: n, Name: name, Role: store.Chief}, now, rand.Reader)
	if errors.Is(err, run.ErrNotFirst) {
		err = errNotFirst
	}
	return code, now.Add(run.InviteLife), err
}

// errNotFirst is that of one who is not the first, and so needs a chief.
var errNotFirst = &errand.Error{Text: "officer add: a chief must sign in", Code: askForChief}

// addAnother keeps an officer for a chief, who signs in with what is read from in.
func (o *office) addAnother(ctx context.Context, in io.Reader, n nip.NIP, name, role string) (code flows.Secret, until time.Time, err error) {
	p, err := readProof(in)
	if err != nil {
		return code, until, err
	}
	c, err := signInChief(ctx, o.desk, p)
	if err != nil {
		return code, until, err
	}
	defer c.leave(ctx)
	e := flows.Effect{Do: flows.AddOfficer, Act: flows.AddHelper}
	if role == chiefRole {
		e.Act = flows.AddChief
	}
	e.Answers[flows.OtherNIP], e.Answers[flows.OfficerName] = flows.Hide(n.String()), flows.Hide(name)
	facts, err := c.do(ctx, e)
	return facts.Console.Granted, facts.Console.Until, err
}

// grouped writes a code of eight as it is read out and typed.
func grouped(code flows.Secret) string {
	text := code.Reveal()
	if len(text) != 8 {
		return text
	}
	return text[:4] + "-" + text[4:]
}
