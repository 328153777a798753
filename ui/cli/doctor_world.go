package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"aktivasi/flows/address"
	"aktivasi/flows/run/clock"
	"aktivasi/flows/run/letter"
	"aktivasi/flows/run/smtp"
)

// clock asks all who know something of the time. Codes are made from it.
func (d *doctor) clock(ctx context.Context, c config) {
	var off clock.Offset
	if c.NTPServer != "" {
		var err error
		if off, err = d.ask(ctx, c.NTPServer, d.now); err != nil {
			d.warn("time server", "name one that this machine may reach (UDP, port 123), or none", "%v", err)
		}
	}
	now := d.now()
	v := clock.Judge(now, d.built, d.newest, off)
	const set = "set date and time, and let the machine keep them by NTP; a clock that loses them has an empty battery"
	show := now.In(c.zone).Format("2006-01-02 15:04:05 MST")
	why := map[clock.Cause]string{
		clock.BeforeBuild:  fmt.Sprintf("before this program was made, %s", d.built.Format(time.DateOnly)),
		clock.BeforeNewest: fmt.Sprintf("before the newest entry in the store, %s", d.newest.In(c.zone).Format("2006-01-02 15:04:05 MST")),
		clock.OffNTP:       fmt.Sprintf("%s by %s", drift(v.By), c.NTPServer),
	}[v.Why]
	switch {
	case v.State == clock.Bad:
		d.stop("clock", set, "%s is %s", show, why)
	case v.State == clock.Warn:
		d.warn("clock", set, "%s is %s", show, why)
	case off.Known:
		d.ok("clock", "%s, %s by %s", show, drift(off.By), c.NTPServer)
	default:
		d.ok("clock", "%s; a phone should say the same", show)
	}
}

// drift says how far the clock is off.
func drift(by time.Duration) string {
	way := "ahead"
	if by < 0 {
		way = "behind"
	}
	return fmt.Sprintf("%v %s", by.Abs().Round(time.Millisecond), way)
}

// zone looks whether screens and letters will show the time that phones show.
// Indonesia has three, without summer time (Keppres 41/1987).
func (d *doctor) zone(_ context.Context, c config) {
	name, offset := d.now().In(c.zone).Zone()
	if c.Zone != "" {
		name = c.Zone
	}
	if h := offset / 3600; offset%3600 != 0 || h < 7 || h > 9 {
		d.warn("time zone", `say zone = "Asia/Jakarta", "Asia/Makassar" or "Asia/Jayapura" in the configuration`,
			"%s is none of Indonesia's", name)
		return
	}
	d.ok("time zone", "%s", name)
}

// slip looks whether a proof of activation can be printed. Nobody's enrolment
// hangs on it.
func (d *doctor) slip(_ context.Context, c config) {
	if p := c.Slip.Printer; p != "" {
		f, err := os.OpenFile(p, writeOnly, 0)
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			d.warn("printer", "is it on, and may who runs the desk write to it (group lp)?", "%s: %v", p, cause(err))
		} else {
			d.ok("printer", "%s can be written to", p)
		}
	}
	if dir := c.Slip.Folder; dir != "" {
		if err := writable(dir); err != nil {
			d.warn("slip folder", "make it, for who runs the desk to write in", "%s: %v", dir, err)
		} else {
			d.ok("slip folder", "%s can be written to", dir)
		}
	}
}

// mail goes as far as a letter would before it is written, and further only if
// it was told to whom.
func (d *doctor) mail(ctx context.Context, c config, to address.Address) {
	carrier, err := c.carrier(d.around.environ)
	if err != nil {
		d.stop("mail", "docs/kiosk.md lists the keys and what they may be", "%v", err)
		return
	}
	if p := c.Mail.PasswordFile; p != "" {
		if in, err := os.Stat(p); err == nil && loose(in) {
			d.warn("mail password", "chmod 600 "+p, "others may read %s (mode %04o)", p, in.Mode().Perm())
		}
	}
	if err := carrier.Probe(ctx); err != nil {
		d.stop("mail", mailHint(err), "%v", err)
		return
	}
	d.ok("mail", "%s answers%s", c.Mail.Host, map[bool]string{true: ", and lets us sign in"}[c.Mail.User != ""])
	if to == (address.Address{}) {
		return
	}
	if err := carrier.Send(ctx, letter.Probe(to, c.Desk, d.now(), c.zone, c.Office)); err != nil {
		d.stop("letter", mailHint(err), "%v", err)
		return
	}
	d.ok("letter", "on its way to %s; see that it arrives, and not among the spam", to.Mask())
}

// mailHint says what to do about a mail server, by how far a letter got.
func mailHint(err error) string {
	var e *smtp.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Step {
	case smtp.Connect, smtp.Greet:
		return "are host and port right, and may this machine reach them (name service, firewall)?"
	case smtp.Secure:
		return "tls must be what the server speaks on that port, and its certificate good for host; ca_file names another authority"
	case smtp.SignIn:
		return "are user and password_file right, and does the server want them?"
	case smtp.Sender:
		return "does the server let this user write as from?"
	default:
		return "what the server says is for whoever looks after it"
	}
}
