package flows

//go:generate go tool stringer -type=State,Journey,Kind,Choice,Op,Guard,Reason,Sort,Field,Shape,Part,Cause,Check,Standing,Trouble,Stage -output=names_string.go
