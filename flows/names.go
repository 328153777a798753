package flows

//go:generate go tool stringer -type=State,Journey,Kind,Choice,Op,Guard,Reason,Sort,Field,Shape,Part,Cause,Check,Standing,Trouble,Stage,Form,Question,Remedy,Level,OTPCause -output=names_string.go
