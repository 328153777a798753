//go:build e2e && unix

package postfix

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"

	"aktivasi/flows/run/smtp/authority"
)

// mainCF is postconf(5). What is not said here has postfix's default. Braces are
// filled in by furnish.
const mainCF = `compatibility_level = 3.6
queue_directory = {dir}/spool
data_directory = {dir}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {dir}/log
maillog_file_prefixes = {dir}
# What fakeroot needs in every process; postfix drops all else.
import_environment = MAIL_CONFIG LD_PRELOAD LD_LIBRARY_PATH FAKEROOTKEY

inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = localhost
mydestination =
alias_maps =
disable_dns_lookups = yes
smtpd_peername_lookup = no
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions =
smtpd_recipient_restrictions = permit_mynetworks, reject

# No STARTTLS, no mail.
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {dir}/etc/server.pem
smtpd_tls_key_file = {dir}/etc/server.key
smtpd_tls_loglevel = 1
smtpd_tls_received_header = yes

# Every address there is, in one Maildir (the slash makes it one).
virtual_mailbox_domains = static:all
virtual_mailbox_base = {dir}/mail
virtual_mailbox_maps = static:inbox/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
`

// masterCF is master(5): service, type, private, unprivileged, chroot, wakeup,
// limit, command. There is no smtp client in it, so nothing can leave.
const masterCF = `127.0.0.1:{port} inet n - n - - smtpd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
anvil     unix - - n - 1 anvil
proxymap  unix - - n - - proxymap
virtual   unix - n n - - virtual
postlog   unix-dgram n - n - 1 postlogd
`

// furnish makes in dir what postfix needs.
func (s *Server) furnish(dir string) error {
	owner, err := user.Lookup("postfix") // made by the package
	if err != nil {
		return err
	}
	uid, _ := strconv.Atoi(owner.Uid) // numbers, on unix
	gid, _ := strconv.Atoi(owner.Gid)
	if os.Geteuid() == 0 {
		if err := reachable(dir); err != nil {
			return err
		}
	}
	own := []string{"data", "mail"}
	for _, queue := range strings.Fields("active bounce corrupt defer deferred flush hold incoming maildrop private public saved trace") {
		own = append(own, filepath.Join("spool", queue))
	}
	for _, name := range append(own, "etc", "spool/pid") {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
			return err
		}
	}
	if os.Geteuid() == 0 {
		for _, name := range own {
			if err := os.Chown(filepath.Join(dir, name), uid, gid); err != nil {
				return err
			}
		}
	}
	ca, err := authority.New(s.Host, "localhost")
	if err != nil {
		return err
	}
	cert, key, err := ca.ServerPEM()
	if err != nil {
		return err
	}
	hole := strings.NewReplacer("{dir}", dir, "{commands}", commands, "{daemons}", daemons,
		"{port}", strconv.Itoa(s.Port), "{uid}", owner.Uid, "{gid}", owner.Gid)
	for name, text := range map[string]string{
		"ca.pem":         string(ca.PEM),
		"etc/server.pem": string(cert),
		"etc/server.key": string(key),
		"etc/main.cf":    hole.Replace(mainCF),
		"etc/master.cf":  hole.Replace(masterCF),
	} {
		mode := fs.FileMode(0o644)
		if strings.HasSuffix(name, ".key") {
			mode = 0o600 // read before root is given up
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), mode); err != nil {
			return err
		}
	}
	return nil
}

// reachable opens dir for other users and reports what above it does not let
// them through.
func reachable(dir string) error {
	if err := os.Chmod(dir, 0o711); err != nil {
		return err
	}
	dir, err := filepath.Abs(dir)
	for err == nil && dir != "/" {
		dir = filepath.Dir(dir)
		var info fs.FileInfo
		if info, err = os.Stat(dir); err == nil && info.Mode().Perm()&0o001 == 0 {
			return fmt.Errorf("user postfix cannot get through %s", dir)
		}
	}
	return err
}
