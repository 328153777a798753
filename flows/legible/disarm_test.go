package legible

import "testing"

func TestDisarm(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"19900101******1001", "19900101******1001"},
		{`=HYPERLINK("x")`, `'=HYPERLINK("x")`},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"  =1", "  '=1"},
		{"\t=1", "'\t'=1"},
		{"＝1", "'＝1"},
		{"1.99001E+17", "1.99001E+17"},
		{"a;=1", "a;'=1"}, // a cell of its own where Excel splits at semicolons
		{"a\",=1", "a\",'=1"},
	} {
		if got := Disarm(tt.in); got != tt.want {
			t.Errorf("Disarm(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
