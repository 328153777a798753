package password_test

import (
	"strings"
	"testing"

	"aktivasi/flows"
	"aktivasi/flows/nip"
	. "aktivasi/flows/password"
)

// budi was born on 17 August 1945 and appointed in January 2015.
var budi = person("194508172015011001", "dr. BUDI SANTOSO, S.Kom.", "kopitubruk@example.go.id")

func person(digits, name, email string) Person {
	n, err := nip.Parse(digits)
	if err != nil {
		panic(err)
	}
	return Person{NIP: n, Name: name, Email: email}
}

func check(t *testing.T, text string, p Person, want ...Rule) {
	t.Helper()
	var broken [Rules]bool
	for _, r := range want {
		broken[r] = true
	}
	v := Check(flows.Hide(text), p)
	for r, b := range v.Broken {
		if b != broken[r] {
			t.Errorf("%q: rule %d broken: %v, want %v", text, r, b, broken[r])
		}
	}
	if v.OK() != (len(want) == 0) || v.Left() != len(want) {
		t.Errorf("%q: OK %v with %d left, want %d left", text, v.OK(), v.Left(), len(want))
	}
	if v.Strength < 0 || v.Strength > 5 {
		t.Errorf("%q: strength %d", text, v.Strength)
	}
}

// TestComposition holds the vectors of domain notes §15 and the edges of each
// rule.
func TestComposition(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text   string
		broken []Rule
	}{
		{"KopiPagi7-Balige", nil},
		{"Kopi-Pagi7", []Rule{Length}},
		{"kopipagi7-bali", []Rule{Upper}},
		{"KOPIPAGI7-BALI", []Rule{Lower}},
		{"KopiPagi-Balige", []Rule{Digit}},
		{"KopiPagi7Balige", []Rule{Symbol}},
		{"MatahariTerbit", []Rule{Digit, Symbol, Published}},
		{"Matahar1Terb!t", []Rule{Published}},

		{"", []Rule{Length, Upper, Lower, Digit, Symbol}},
		{"Teh-Mawar-7", []Rule{Length}},                                     // 11
		{"Teh-Mawar-78", nil},                                               // 12
		{"Teh7-" + strings.Repeat("Mawar pagi ", 11) + "ya", nil},           // 128
		{"Teh7-" + strings.Repeat("Mawar pagi ", 11) + "yaa", []Rule{Long}}, // 129
		{"Teh mawar pagi 7", []Rule{Symbol}},                                // a space is none
		{"Teh mawar pagi 7 €", nil},                                         // in any currency
		{"Teh mawar pagi 7 ☕", nil},
		{"Ёжик-в-тумане-٧", nil},                // any script, any digits
		{"ᨅᨔ-ᨈᨛ-ᨆᨊᨗᨔᨗ-7", []Rule{Upper, Lower}}, // Lontara has no case
		{"Teh-Mawar-7\xff8", []Rule{Garbled}},
		{"Teh-Mawar-7\ufffd8", []Rule{Garbled}},
		{"TehMawar78\xff\xfe", []Rule{Symbol, Garbled}},
	} {
		check(t, c.text, Person{}, c.broken...)
	}
}

func TestPersonal(t *testing.T) {
	t.Parallel()
	nuraini := person("198802292012122003", "NUR'AINI SÉTIAWATI", "a.b@example.com")
	lili := person("199001012015012001", "LILI", "")
	for _, c := range []struct {
		text  string
		p     Person
		yours bool
	}{
		{"Teh-Mawar-78", budi, false},
		{"Teh-194508172015011001-Mawar", budi, true}, // the whole NIP
		{"Teh-0817-Mawar", budi, true},               // four of it, anywhere
		{"Teh-2015-Mawar", budi, true},
		{"Teh-１９４５-Mawar", budi, true}, // in full width
		{"Teh-2016-Mawar", budi, false},
		{"Teh-201-Mawar-508", budi, false}, // threes
		{"Teh-9999-Mawar", Person{}, false},

		{"Teh-17.08.1945-Mawar", budi, true}, // ddmmyyyy
		{"Teh-17.08.19.45-Mawar", budi, true},
		{"Teh-19.45.08.17-Mawar", budi, true}, // yyyymmdd
		{"Teh-170845-Mawar", budi, true},      // ddmmyy, which is no part of the NIP
		{"Teh-17 08 45-Mawar", budi, true},
		{"Teh-45/08/17-Mawar", budi, true},  // yymmdd
		{"Teh-17-Mawar-08-45", budi, false}, // not a date any more
		{"Teh-160845-Mawar", budi, false},

		{"Teh-Budi-Mawar-7", budi, true},
		{"Tehsantosomawar-7A", budi, true},
		{"Teh-8ud!-Mawar", budi, true}, // leet undone
		{"Teh-$4nt050-Mawar", budi, true},
		{"Teh-Bu\u200bdi-Mawar-7", budi, true}, // nobody sees the difference
		{"Teh-Bu\u0337di-Mawar-7", budi, true},
		{"Teh-Bud-Mawar-7", budi, false},
		{"Teh-Skom-Mawar-7", budi, false}, // no word of four
		{"Teh-Kopi-Tubruk-7", budi, false},
		{"Teh-KopiTubruk-7", budi, true}, // the local part
		{"Teh-example-Mawar-7", budi, false},

		{"Teh-Nuraini-Mawar-7", nuraini, true},
		{"Teh-Nur'Aini-Mawar-7", nuraini, true},
		{"Teh-Maruf-Mawar-7", Person{Name: "MA'RUF"}, true},
		{"Teh-Setiawati-Mawar-7", nuraini, true}, // accents are no disguise
		{"Teh-A.B-Mawar-7", nuraini, false},      // a short local part
		{"Teh-Mawar-!!!!-7", lili, false},
		{"Teh-Mawar-L1l1-7", lili, true},
		{"Teh-Mawar-78", Person{Name: "  - ' -- ", Email: "@"}, false},
		{"Teh-Kopitubruk-7", Person{Email: "kopitubruk"}, true},
		{"Teh-Ёжик-Mawar-7", Person{Name: "ёжик"}, true},
	} {
		if got := Check(flows.Hide(c.text), c.p).Broken[Personal]; got != c.yours {
			t.Errorf("%q for %q: personal %v, want %v", c.text, c.p.Name, got, c.yours)
		}
	}
}

// TestPublished holds that the example of seed 004 is refused in every dress.
func TestPublished(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Matahar1Terb!t", "MATAHAR1TERB!t", "m4t4h4riT3rb1T", "Matahari-Terbit-2026!",
		"Matahar1Terb!tMatahar1Terb!t", "2026!Matahar1Terb!t",
	} {
		v := Check(flows.Hide(text), Person{})
		if !v.Broken[Published] || v.Strength > 1 {
			t.Errorf("%q: published %v, strength %d", text, v.Broken[Published], v.Strength)
		}
	}
	check(t, "Matahari-Terbenam-7", Person{})
}

func TestCommon(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Password1234!", "P@ssw0rd2026!!", "$4y4ng!23456", "R4h4514#2026", "Is4831#20260", "1ndonesia!!!!",
		"Bkpsdm-123456", "Asn123456789!", "Bkn!!!!!!!!1", "ASN-Digital-2026", "MyASN#202600",
		"Pppk@20252026", "Merdeka-170845", "Agustus-2026", "Januari!2026!", "Bismillah#1234",
		"Sayangku123!!!", "Yogyakarta#55", "Persib1933!!!", "Iloveyou!2026", "Qwertyuiop[]1",
		"passwordPASSWORD1!", "Sayang1Sayang!", "Rahasia-2026-Rahasia", "P@ss-w0rd-2026", "P-a-s-s-2026-w-o-r-d",
		"AAAAAaaaaaaa1!", "Ababababab-12", "Abcdefghijk-1", "Lkjhgfdsa-1234", "Asdfghjklzxcv-12",
		"Pässwörd-2026", "Ｐａｓｓｗｏｒｄ-1234", "Pass\u200bword-1234",
	} {
		v := Check(flows.Hide(text), Person{})
		if !v.Broken[Common] || v.Strength > 1 {
			t.Errorf("%q: common %v, strength %d", text, v.Broken[Common], v.Strength)
		}
	}
	for _, text := range []string{ // common words, but never one alone
		"Kopi-Sayang-Hujan-7", "KopiPagi7-Balige", "Password-Indonesia-Merdeka-7", "9#4k!27Q-83$5",
		"Сад-Сад-Сад-2026", "ЯЯЯЯЯЯЯЯ-яя-7",
	} {
		if Check(flows.Hide(text), Person{}).Broken[Common] {
			t.Errorf("%q: common", text)
		}
	}
}

// TestNormal holds that the two ways to type é are one password, and that nothing
// else is folded.
func TestNormal(t *testing.T) {
	t.Parallel()
	composed, apart := "Caf\u00e9-Pagi-2026", "Cafe\u0301-Pagi-2026"
	if got := Normal(flows.Hide(apart)).Reveal(); got != composed {
		t.Errorf("Normal gave %q", got)
	}
	if a, b := Check(flows.Hide(composed), budi), Check(flows.Hide(apart), budi); a != b {
		t.Errorf("judged apart: %v and %v", a, b)
	}
	check(t, "Te\u0301-Mawar-7", Person{}, Length) // 11 once composed to Té, 12 before
	for _, text := range []string{" Teh Manis ", "teh", "TEH", "\xff", "①"} {
		if got := Normal(flows.Hide(text)).Reveal(); got != text {
			t.Errorf("Normal made %q of %q", got, text)
		}
	}
}

func TestStrength(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"aaaaaaaaaaaaaaaaaaaaaaaa", 0},
		{"Password1234!", 1},
		{"Matahar1Terb!t", 0},
		{"Teh-1990", 1},
		{"Teh-17081990", 2},
		{"Teh-Mawar-78", 3},
		{"Bandengpresto77!", 3},
		{"Tralopusindem-7", 4}, // no word, but it could be one
		{"KopiPagi7-Balige", 4},
		{"Kopi-pagi-sungai-layar-7", 4},
		{"Kopi-pagi-sungai-layar-gunung-7", 5},
		{"xK9$mQ2v!tR7pL", 5},
	} {
		if got := Check(flows.Hide(c.text), Person{}).Strength; got != c.want {
			t.Errorf("%q: strength %d, want %d", c.text, got, c.want)
		}
	}

	// What is known of the person is worth nothing against who knows the person.
	if a, b := Check(flows.Hide("Santoso-19450817-Teh"), Person{}), Check(flows.Hide("Santoso-19450817-Teh"), budi); a.Strength <= b.Strength {
		t.Errorf("strength %d for a stranger and %d for the person", a.Strength, b.Strength)
	}
	// Saying it again adds next to nothing.
	for _, text := range []string{"Teh-Mawar-7", "kD9#"} {
		once := Check(flows.Hide(text+text), Person{}).Strength
		often := Check(flows.Hide(strings.Repeat(text, 8)), Person{}).Strength
		if often > once+1 {
			t.Errorf("%q: %d twice, %d eight times", text, once, often)
		}
	}
}

// FuzzCheck feeds any bytes: no panic, the same verdict in every normal form,
// and nothing personal slips in between capitals.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"", "Teh-Mawar-78", "Matahar1Terb!t", "\xff\x00\u0301", "ﷺﷺ", "ǅ́ab1!", "각", strings.Repeat("a\u0300", 40), strings.Repeat("\u0300", 64), "1111lili"} {
		f.Add(s, "Budi Santoso")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		p := Person{NIP: budi.NIP, Name: name, Email: name + "@example.com"}
		v := Check(flows.Hide(text), p)
		once := Normal(flows.Hide(text))
		if twice := Normal(once); once.Reveal() != twice.Reveal() {
			t.Errorf("%q: normal %q, then %q", text, once.Reveal(), twice.Reveal())
		}
		if w := Check(once, p); v != w {
			t.Errorf("%q: %v, and %v in NFC", text, v, w)
		}
		if v.Strength < 0 || v.Strength > 5 {
			t.Errorf("%q: strength %d", text, v.Strength)
		}
		if v.OK() && strings.Contains(strings.ToLower(once.Reveal()), "1945") {
			t.Errorf("%q passed with a year of the NIP in it", text)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	mixed := strings.Repeat("Kopi-4sin 2026 Sayang! ", 6)
	for _, c := range []struct{ name, text string }{
		{"phrase", "Kopi-pagi-sungai-layar-7"},
		{"128", mixed[:128]},
		{"128digits", strings.Repeat("19450817", 16)},
		{"128letters", strings.Repeat("sayangku", 16)},
		{"128same", strings.Repeat("a", 128)},
		{"128wide", strings.Repeat("ｋｏｐｉ１", 26)[:128*3]},
		{"4KiB", strings.Repeat("é", 2048)},
	} {
		b.Run(c.name, func(b *testing.B) {
			text := flows.Hide(c.text)
			Check(text, budi)
			for b.Loop() {
				Check(text, budi)
			}
		})
	}
}
