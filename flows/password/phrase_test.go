package password

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"aktivasi/flows/nip"
)

func chance(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

// TestPhrase holds that what is offered is always taken, is strong, and is easy
// to type.
func TestPhrase(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[A-Z][a-z]{2,7}(-[a-z]{3,8}){3}-[2-9]$`)
	r := chance(1)
	seen := map[string]bool{}
	for range 500 {
		s, err := Phrase(r)
		if err != nil {
			t.Fatal(err)
		}
		p := s.Reveal()
		if v := Check(s, Person{}); !v.OK() || v.Strength < 4 {
			t.Errorf("%s: broken %v, strength %d", p, v.Broken, v.Strength)
		}
		if !form.MatchString(p) {
			t.Errorf("%s: not of the form", p)
		}
		four := strings.Split(strings.ToLower(p), "-")[:phraseWords]
		for _, w := range four {
			if !slices.Contains(words(), w) {
				t.Errorf("%s: %s is not in the list", p, w)
			}
		}
		if slices.Sort(four); len(slices.Compact(four)) != phraseWords {
			t.Errorf("%s: a word stands twice", p)
		}
		seen[p] = true
	}
	if len(seen) != 500 {
		t.Errorf("%d of 500 phrases differ", len(seen))
	}
}

// TestPhraseFor holds that Melati Kopi is not offered a phrase that their own
// rules refuse.
func TestPhraseFor(t *testing.T) {
	t.Parallel()
	p := Person{Name: "MELATI KOPI", Email: "an@example.com"}
	list := []string{"melati", "kopi", "sungai", "layar", "gunung", "hujan"}
	r, barred := chance(2), 0
	for range 50 {
		s, err := draw(r, list)
		if err != nil {
			t.Fatal(err)
		}
		if Check(s, p).Broken[Personal] {
			barred++
		}
	}
	if barred == 0 {
		t.Error("the test bars nothing")
	}

	// A person whose name is the first word that this chance draws.
	s, err := Phrase(chance(3))
	if err != nil {
		t.Fatal(err)
	}
	word, _, _ := strings.Cut(s.Reveal(), "-")
	other, err := PhraseFor(chance(3), Person{Name: word + "wati " + word})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ToLower(other.Reveal()), strings.ToLower(word)) {
		t.Errorf("%s offered to %s", other.Reveal(), word)
	}
	if _, err := PhraseFor(chance(4), Person{Name: strings.Join(words(), " ")}); !errors.Is(err, errChance) {
		t.Errorf("a person of all names: %v", err)
	}
}

// TestPhraseEven draws from five words and compares with 5·4·3·2·8 = 960 equally
// likely phrases. The seed makes it the same each time.
func TestPhraseEven(t *testing.T) {
	t.Parallel()
	list := []string{"satu", "dua", "tiga", "empat", "lima"}
	const each, kinds = 25, 960
	count, r := map[string]int{}, chance(5)
	for range each * kinds {
		s, err := draw(r, list)
		if err != nil {
			t.Fatal(err)
		}
		count[s.Reveal()]++
	}
	if len(count) != kinds {
		t.Fatalf("%d different phrases, want %d", len(count), kinds)
	}
	chi := 0.0
	for phrase, n := range count {
		for _, w := range list {
			if strings.Count(strings.ToLower(phrase), w) > 1 {
				t.Errorf("%s: %s stands twice", phrase, w)
			}
		}
		chi += float64((n-each)*(n-each)) / each
	}
	if limit := kinds + 4*math.Sqrt(2*kinds); chi > limit { // four standard deviations
		t.Errorf("chi squared %.0f over %.0f", chi, limit)
	}
}

func TestBelow(t *testing.T) {
	t.Parallel()
	number := func(vs ...uint64) io.Reader {
		var b []byte
		for _, v := range vs {
			b = binary.BigEndian.AppendUint64(b, v)
		}
		return bytes.NewReader(b)
	}
	for _, c := range []struct {
		r    io.Reader
		n    int
		want int
	}{
		{number(8), 8, 0}, {number(15), 8, 7}, {number(0), 8, 0}, // 2^64 mod 8 is 0: none is thrown away
		{number(6), 10, 6}, {number(5, 7), 10, 7}, // 2^64 mod 10 is 6: 0 to 5 are
		{number(math.MaxUint64), 10, 5},
	} {
		if got, err := below(c.r, c.n); err != nil || got != c.want {
			t.Errorf("below %d: %d, %v, want %d", c.n, got, err, c.want)
		}
	}
	if _, err := below(bytes.NewReader(make([]byte, 1024)), 10); !errors.Is(err, errChance) {
		t.Errorf("noughts: %v", err)
	}
	if _, err := Phrase(iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a broken source: %v", err)
	}
	if _, err := Phrase(bytes.NewReader(make([]byte, 20))); err == nil {
		t.Error("a source that ends: no error")
	}
}

// TestEntropy holds the figures of the documentation to the list that is shipped.
func TestEntropy(t *testing.T) {
	t.Parallel()
	n := float64(len(words()))
	if n != 1777 {
		t.Errorf("%v words: the comment on Entropy is of 1777", n)
	}
	if want := math.Log2(n * (n - 1) * (n - 2) * (n - 3) * 8); math.Abs(Entropy()-want) > 1e-9 {
		t.Errorf("Entropy %v, want %v", Entropy(), want)
	}
	if got := math.Round(Entropy()*10) / 10; got != 46.2 {
		t.Errorf("Entropy %v, documented as 46.2", got)
	}
}

// TestWords holds the list of words to its form.
func TestWords(t *testing.T) {
	t.Parallel()
	list := lines(t, wordsText, `^[a-z]{3,8}$`)
	if len(list) < 1296 {
		t.Errorf("%d words, want 1296", len(list))
	}
	if !slices.Equal(list, words()) {
		t.Error("words are not the lines of the file")
	}
}

// TestCommonWords holds the list of common words to its form, and that no two
// entries are the same to a reading but for a handful.
func TestCommonWords(t *testing.T) {
	t.Parallel()
	list := lines(t, commonText, `^[a-z0-9]{3,26}$`)
	different := map[string]bool{}
	for _, w := range list {
		different[spell(w)] = true
	}
	if n := len(different); len(list) < 3000 || n < 3000 {
		t.Errorf("%d entries, %d different, want 3000", len(list), n)
	}
	for _, w := range list {
		if strings.TrimRight(w, "0123456789") != w {
			t.Errorf("%s: digits at the end are never looked up", w)
		}
		if published, common := judge([]byte(spell(w))); !common || published || len(w) > longest {
			t.Errorf("%s is listed and never found", w)
		}
	}
	for _, w := range strings.Fields(`asn bkn password indonesia merdeka rahasia sayang bismillah
		siasn myasn asndigital bkpsdm bkd pns pppk cpns sscasn ekinerja mola dms korpri
		januari februari maret april mei juni juli agustus september oktober november desember
		january february march june july august october december qwertyuiop letmein iloveyou
		akusayangkamu jakarta surabaya medan makassar yogyakarta kupang jayapura persib`) {
		if _, found := slices.BinarySearch(list, w); !found {
			t.Errorf("%s is missing", w)
		}
	}
}

// TestNoPhraseIsCommon holds that no entry of the common list can be spelled with
// four words of ours, so that no phrase is ever refused for being one.
func TestNoPhraseIsCommon(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, w := range words() {
		known[spell(w)] = true
	}
	var spelled func(s string, n int) bool
	spelled = func(s string, n int) bool {
		if n == 0 || s == "" {
			return n == 0 && s == ""
		}
		for i := 3; i <= min(8, len(s)); i++ {
			if known[s[:i]] && spelled(s[i:], n-1) {
				return true
			}
		}
		return false
	}
	for w, e := range lists() {
		if e.common && spelled(w, phraseWords) {
			t.Errorf("%s is four words", w)
		}
	}
}

// lines returns the lines of a list after looking at their form and order.
func lines(t *testing.T, text, form string) []string {
	t.Helper()
	if !strings.HasSuffix(text, "\n") {
		t.Error("no line feed at the end")
	}
	list := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	re := regexp.MustCompile(form)
	for i, w := range list {
		if !re.MatchString(w) {
			t.Errorf("line %d: %q", i+1, w)
		}
		if i > 0 && list[i-1] >= w {
			t.Errorf("line %d: %s after %s", i+1, w, list[i-1])
		}
	}
	return list
}

// TestSpans holds that each thing known of a person is found where it stands.
func TestSpans(t *testing.T) {
	t.Parallel()
	n, err := nip.Parse("194508172015011001")
	if err != nil {
		t.Fatal(err)
	}
	p := Person{NIP: n, Name: "Budi"}
	got := p.spans(read("x17-08-45y8ud!"))
	if want := []span{{1, 9}, {10, 14}}; !slices.Equal(got, want) {
		t.Errorf("spans %v, want %v", got, want)
	}
}
