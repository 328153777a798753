package flows

//go:generate go tool stringer -type=State,Journey,Kind,Choice,Op,Guard,Reason,Sort,Field,Shape,Part -output=names_string.go
