package ui

import (
	"reflect"
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/nip"
)

// Each language says everything the other says.
func TestWords(t *testing.T) {
	all := Languages()
	for i, w := range all {
		other := all[(i+1)%len(all)]
		v, o := reflect.ValueOf(w), reflect.ValueOf(other)
		for f := range v.NumField() {
			name := v.Type().Field(f).Name
			compare(t, w.Tag+" "+name, v.Field(f), o.Field(f))
		}
		for s := range flows.Left {
			for what, text := range map[string]string{"title": w.Title[s], "button": w.Button[s], "help": w.Help[s]} {
				if text == "" {
					t.Errorf("%s: %v has no %s", w.Tag, s, what)
				}
			}
			if strings.HasSuffix(w.Title[s], ".") || len([]rune(w.Title[s])) > 60 {
				t.Errorf("%s: title %q", w.Tag, w.Title[s])
			}
		}
		for r := flows.Silence + 1; r < flows.Reasons; r++ {
			if w.Say[r] == "" {
				t.Errorf("%s: nothing to say for %v", w.Tag, r)
			}
		}
		for f := range flows.Fields {
			if w.Label[f] == "" {
				t.Errorf("%s: %v has no label", w.Tag, f)
			}
		}
		for f := nip.None + 1; f < nip.Faults; f++ {
			if w.Fault[f]("X") == "" {
				t.Errorf("%s: nothing to say for %v", w.Tag, f)
			}
		}
		for s, p := range flows.Places {
			if p.Journey != flows.NoJourney && w.Journey[p.Journey] == "" {
				t.Errorf("%s: %v is on a journey without a name", w.Tag, flows.State(s))
			}
		}
	}
}

// compare demands that what is there in a is there in b.
func compare(t *testing.T, name string, a, b reflect.Value) {
	t.Helper()
	switch a.Kind() {
	case reflect.Array, reflect.Slice:
		if a.Len() != b.Len() {
			t.Errorf("%s: %d and %d", name, a.Len(), b.Len())
			return
		}
		for i := range a.Len() {
			compare(t, name, a.Index(i), b.Index(i))
		}
	case reflect.Map:
		for _, k := range b.MapKeys() {
			if !a.MapIndex(k).IsValid() {
				t.Errorf("%s: %v is missing", name, k)
			}
		}
	default:
		if a.IsZero() && !b.IsZero() {
			t.Errorf("%s is missing", name)
		}
	}
}

// The tone of the house: nobody is blamed, shouted at or begged, and nobody is
// ever asked to tell an OTP.
func TestTone(t *testing.T) {
	never := map[string][]string{
		"id": {"kamu", "salah Anda", "maaf", "error", "gagal!", "sebutkan kode", "berikan kode otp kepada petugas"},
		"en": {"please!", "oops", "error", "invalid password", "you failed", "tell us your code"},
	}
	for _, w := range Languages() {
		for _, text := range sentences(reflect.ValueOf(w)) {
			low := strings.ToLower(text)
			for _, n := range never[w.Tag] {
				if strings.Contains(low, strings.ToLower(n)) {
					t.Errorf("%s: %q", w.Tag, text)
				}
			}
			if strings.Contains(text, "  ") || strings.TrimSpace(text) != text && !strings.HasSuffix(text, ": ") {
				t.Errorf("%s: blanks in %q", w.Tag, text)
			}
			if strings.HasSuffix(text, "!") {
				t.Errorf("%s: shouts: %q", w.Tag, text)
			}
		}
	}
}

// sentences is every text in v.
func sentences(v reflect.Value) (out []string) {
	switch v.Kind() {
	case reflect.String:
		if s := v.String(); s != "" {
			out = append(out, s)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, sentences(v.Field(i))...)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			out = append(out, sentences(v.Index(i))...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			out = append(out, sentences(v.MapIndex(k))...)
		}
	default:
	}
	return out
}

func TestLanguage(t *testing.T) {
	for _, tt := range []struct {
		asked, lang, want string
		known             bool
	}{
		{"", "", "id", true},
		{"", "id_ID.UTF-8", "id", true},
		{"", "en_US.UTF-8", "en", true},
		{"", "C", "id", true},
		{"en", "id_ID.UTF-8", "en", true},
		{"id", "en_US.UTF-8", "id", true},
		{"fr", "en_US.UTF-8", "id", false},
	} {
		w, known := Language(tt.asked, tt.lang)
		if w.Tag != tt.want || known != tt.known {
			t.Errorf("asked %q with LANG %q: %s, %v", tt.asked, tt.lang, w.Tag, known)
		}
	}
}
