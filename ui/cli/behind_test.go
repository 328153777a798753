package cli

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
)

// One kind of work that panics takes neither the program nor the other kinds with
// it, and what it held is not written down. The end of the screen's context ends
// none of them.
func TestBackground(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var mu sync.Mutex
	screen, end := context.WithCancel(t.Context())
	end()
	began := make(chan error)
	b := inBackground(screen, slog.New(slog.NewJSONHandler(&locked{mu: &mu, w: &log}, nil)),
		func(context.Context) { panic("123456") },
		func(ctx context.Context) {
			began <- ctx.Err()
			<-ctx.Done()
		})
	if err := <-began; err != nil {
		t.Errorf("it ends with the screen: %v", err)
	}
	b.stop()
	if s := log.String(); !strings.Contains(s, `"in":"background","type":"string"`) || strings.Contains(s, "123456") {
		t.Errorf("the log has %q", s)
	}
}
