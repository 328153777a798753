# The workshop. Two targets need Go and nothing else: run and test. What the others
# need they say themselves. `go run .` and `go test ./...` stand beside them for
# machines without make. Written for GNU make; any sh will do.
#
#   make test RACE=1             it is an error if the race detector is not to be had
#   make e2e  E2E=1              it is an error if a program is missing
#   make fuzz FUZZTIME=5m        for each target
#   make bench BENCH=Import      only benchmarks of that name
#   make bite ONLY=otp           only faults with that in their name or file

# The linters have a module of their own, so that the product's go.mod stays the
# product's. They are built from source, at the versions and checksums in it.
LINT = go tool -modfile=.ci/lint.mod

PLATFORMS = linux/amd64 linux/arm64 windows/amd64 darwin/arm64
# The last constant of each list, which counts the others.
COUNTS = NewsN|Forms|Questions|Remedies|Levels|OTPCauses|Causes|Checks|Standings|Staffs|Troubles|Progressings|Stages|Posts|ClockStates|ClockFaults|LiftsN|Grants|Roles|CaseKinds|CaseStates|MailKinds|MailStates|States|Journeys|Kinds|ChoicesN|Ops|Guards|Reasons|Fields|Parts|Purposes|Counters|Acts|Rules|Faults|Doings|columnCount

FUZZTIME  = 20s
BENCH     = .

# $(call holding,PATTERN) is a command that prints the folders whose tests have a
# line that matches, and fails if none has. So no package is listed by hand.
holding = find . -name '_*' -prune -o -name '.?*' -prune -o -name '*_test.go' -exec grep -lE '$(1)' {} + \
	| sed 's|/[^/]*$$||' | sort -u | grep .

help: ## list what there is to make
	@sed -n 's/^\([a-z0-9]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name does; do \
		printf '  make %-13s %s\n' "$$name" "$$does"; done

run: ## open the program in practice mode
	go run . $(ARGS)

# Go's race detector wants cgo, a platform that has it, and a C compiler with its
# headers; go list says the first two.
test: ## run the whole test suite, with -race where there is a C compiler
	@cc=$$(go env CC); \
	if go list -race errors >/dev/null 2>&1 && \
		printf '#include <stdlib.h>\nint main(void) { return 0; }\n' | $$cc -x c -fsyntax-only - 2>/dev/null; then \
		echo "make test: with the race detector ($$cc)"; race=-race; \
	elif [ "$(RACE)" = 1 ]; then \
		echo "make test: no race detector: it needs a C compiler, its headers and CGO_ENABLED=1" >&2; exit 1; \
	else \
		echo "make test: without the race detector (no C compiler)"; race=; \
	fi; \
	go test $$race ./...

check: fmt vet lint fresh architecture ## look at the code: format, vet, lint, what is generated, who imports whom

fmt: ## name the files that gofmt would change
	@files=$$(gofmt -l . 2>&1); [ -z "$$files" ] || { echo "gofmt would change:"; echo "$$files"; exit 1; }

vet: ## run go vet, for Windows and for the end-to-end tests too
	go vet ./...
	go vet -tags e2e,soak ./...
	GOOS=windows go vet ./...
	go vet .ci/bite/main.go .ci/bite/main_test.go
	go test .ci/bite/main.go .ci/bite/main_test.go

# staticcheck: SA9005 is marshalling what has no fields, which tests of ours do on
# purpose, to show that nothing comes out.
# exhaustive: a switch over one of our lists has every member or a default.
lint: ## run staticcheck, exhaustive and errcheck, and look for what is forbidden
	$(LINT) staticcheck -tags e2e,soak -checks all,-SA9005 ./...
	$(LINT) staticcheck .ci/bite/main.go .ci/bite/main_test.go
	$(LINT) exhaustive -d -p -typeonly '^aktivasi/' -constignore '[.]($(COUNTS))$$' ./...
	$(LINT) errcheck -ignoretests -exclude .ci/errcheck.txt ./...
	@.ci/forbidden

fresh: ## see that what is generated, and go.mod, are what they would be if made anew
	go mod tidy -diff
	@.ci/fresh
	@$(call one,TestAlur)

architecture: ## see who imports whom
	@$(call one,TestArchitecture)

# one runs the test of that name, wherever it stands.
one = dirs=$$($(call holding,^func $(1)[^A-Za-z0-9_])) || { echo "there is no test $(1)"; exit 1; }; \
	go test -count=1 -run '^$(1)$$' $$dirs

generate: ## make anew what is generated
	go generate ./...
	UPDATE=1 go test -count=1 -run '^TestAlur$$' ./flows

cross: ## build for every platform, into dist/
	@at=$$(git log -1 --format=%ct 2>/dev/null); \
	for p in $(PLATFORMS); do \
		os=$${p%/*} arch=$${p#*/} exe=; \
		case $$os in windows) exe=.exe;; esac; \
		file=dist/aktivasi-$$os-$$arch$$exe; \
		CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags "-X aktivasi/ui/cli.builtUnix=$$at" -o "$$file" . || exit 1; \
		printf '%9d  %s\n' "$$(wc -c <"$$file")" "$$file"; \
	done

bite: ## break the product, line by line, and see that tests notice
	@go run .ci/bite/main.go -only '$(ONLY)'

e2e: ## drive the real program in a real terminal, with a real mail server
	@E2E='$(E2E)' .ci/e2e

soak: ## 2,000 people through one kiosk, one after the other, and noise to the last byte (20 minutes)
	go test -tags e2e,soak -count=1 -timeout 90m -v -run '^(TestSoak|TestRude)$$' ./ui/cli/e2e

bench: ## measure (docs/performance.md)
	@dirs=$$($(call holding,^func Benchmark)) && go test -tags e2e -run '^$$' -bench '$(BENCH)' -benchmem -timeout 30m $$dirs

fuzz: ## run each fuzz target for FUZZTIME
	@dirs=$$($(call holding,^func Fuzz)) || exit 1; \
	for dir in $$dirs; do \
		for f in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' $$dir/*_test.go); do \
			echo "$$dir $$f"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$dir || exit 1; \
		done; \
	done

.PHONY: help run test check fmt vet lint fresh architecture generate cross bite e2e soak bench fuzz
