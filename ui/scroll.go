package ui

import "aktivasi/flows"

// follow keeps the field with the cursor in sight, but for a page that begins with
// what there is to read.
func (a *App) follow() {
	if a.unread || a.handset.open {
		return
	}
	a.scroll = a.Theme.Follow(a.page(), a.frame)
}

// showLine brings the chosen line of a menu into sight, and reports whether it was
// out of it.
func (a *App) showLine() bool {
	if a.form.lines == 0 {
		return false
	}
	was := a.scroll
	a.unread = false
	a.follow()
	return a.scroll != was
}

// turn goes a page on or back.
func (a *App) turn(on bool) {
	most, page := a.Theme.Reach(a.page(), a.frame)
	if !on {
		page = -page
	}
	a.scroll = max(0, min(a.scroll+page, most))
}

// far reports whether the page of s is longer than the screen.
func (a *App) far(s flows.Session) bool {
	there := *a
	there.session = s
	most, _ := a.Theme.Reach(there.page(), a.frame)
	return most > 0
}
