# The everyday commands. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
DOCUMENTS := README.md README.fr.md CHANGELOG.md LICENSE SECURITY.md config.example.json Docs/configuration.md Docs/configuration.fr.md \
    Docs/report.md Docs/report.fr.md Docs/rights.md Docs/rights.fr.md Docs/letters.md Docs/letters.fr.md \
    Docs/guide.en.md Docs/guide.fr.md Docs/faq.en.md Docs/faq.fr.md
# Where shells and man look; each is relative to PREFIX.
BASH_COMPLETIONS := share/bash-completion/completions
ZSH_COMPLETIONS := share/zsh/site-functions
FISH_COMPLETIONS := share/fish/vendor_completions.d
# Where systemd looks for units of users, below /usr, /usr/local and ~/.local alike.
UNITS := share/systemd/user
# What lays down a program without its symbols, which are most of its size.
INSTALL_PROGRAM ?= install -m 755 $(if $(shell command -v strip),-s)
# The language of the completions, fr or en; otherwise that of the surroundings.
COMPLETIONS_IN ?=
# What is made from the built command's own help.
SHARE := .build/share

# Optimised code is not looked at line by line: without what a debugger wants, the command has a third less.
LEAN := -debug-info-format none
# What CI, where nobody debugs or edits either, adds to the flags of the debug build.
DEBUG_BUILD ?=

# Optimised tests see internals, so they are compiled with other flags than the command:
# a folder of their own keeps each build from undoing the other.
TEST_RELEASE := --configuration release --scratch-path .build-testing -Xswiftc -enable-testing $(LEAN)
BINARY := .build/release/portillon
# Where Swift is no part of the system, its libraries go into the command: it starts sooner, and runs where there is no Swift.
# The toolchain's own linker knows no warnings about those.
# It looks for libraries where the system has them and nowhere else, and all of them are bound before it starts.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xswiftc -use-ld=lld --disable-local-rpath \
    -Xlinker -z -Xlinker now)

# What `make deb` makes.
DEB := $(CURDIR)/.build/deb

# On a terminal, SwiftPM shows its progress on one line; elsewhere it would print one line per file.
QUIET := $(shell [ -t 1 ] || echo --quiet)

.PHONY: help docs setup setup-test build test test-debug test-release asan tsan fuzz demo bench lint format install uninstall deb deb-test release clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the system packages that building needs, where missing
	@Scripts/setup build

setup-test: ## install what the tests need as well
	@Scripts/setup test

build: setup ## build the command, optimised
	@Scripts/lint --walls
	@echo 'building (the first time takes some minutes)'
	@swift build $(QUIET) --configuration release --product portillon $(LEAN) $(STATIC)

test: test-debug test-release ## run every test, in debug and in release

test-debug: setup-test ## run every test in debug
	@Scripts/lint --walls
	@echo 'building the tests, debug (the first time takes some minutes)'
	@swift build $(QUIET) --build-tests $(DEBUG_BUILD)
	@Scripts/run-tests swift test --skip-build $(DEBUG_BUILD)

test-release: setup-test ## run every test in release, where faults of memory and timing show
	@Scripts/lint --walls
	@echo 'building the tests, release (the first time takes some minutes)'
	@swift build $(QUIET) --build-tests $(TEST_RELEASE)
	@Scripts/run-tests swift test --skip-build $(TEST_RELEASE)

# Leaks are not looked for: what libraries keep until the end of the program would be counted as one.
asan: setup-test ## run the tests of Courier, Letter, Ledger and Mailing under AddressSanitizer
	@swift build $(QUIET) --build-tests --sanitize=address --scratch-path .build-asan
	@ASAN_OPTIONS=detect_leaks=0 Scripts/run-tests swift test --skip-build --sanitize=address --scratch-path .build-asan \
	    --filter '^(Courier|Letter|Ledger|Mailing)Tests\.'

tsan: setup-test ## run the tests of Courier, Ledger and Mailing under ThreadSanitizer
	@swift build $(QUIET) --build-tests --sanitize=thread --scratch-path .build-tsan
	@Scripts/run-tests swift test --skip-build --sanitize=thread --scratch-path .build-tsan --filter '^(Courier|Ledger|Mailing)Tests\.'

SECONDS_OF_FUZZING ?= 60
fuzz: setup ## let libFuzzer play the relay and write mails, a minute each (SECONDS_OF_FUZZING=600 for longer)
	@Scripts/fuzz $(SECONDS_OF_FUZZING)

demo: build ## a made-up network, a letter, and who gets it and why (in ./demo, no message leaves the machine)
	@Scripts/demo $(abspath $(BINARY)) demo

bench: ## measure speed and memory against limits and peers
	@if [ -x Benchmarks/run ]; then $(MAKE) --no-print-directory build && Benchmarks/run; else \
	    echo 'bench: there is no Benchmarks/run in this tree yet, so nothing was measured' >&2; exit 1; fi

lint: ## check style, the bans of the pure rooms, the systemd units, and what git must not hold
	@Scripts/lint --self-test
	@Scripts/run-tests --self-test
	@Scripts/sample-network --self-test
	@Scripts/check-units
	@Scripts/lint

format: ## lay the code out as the lint wants it
	@swift format --in-place --recursive --parallel Sources Tests Package.swift

docs: ## make the documentation of the code from its comments, in .build/docs (after a debug build, seconds)
	@swift build $(QUIET) $(DEBUG_BUILD)
	@Scripts/docs .build/debug

manual: build ## make the manual page (English and French) and the completions of bash, zsh and fish, in .build/share
	@$(MAKE) --no-print-directory pages

.PHONY: manual pages
pages:
	@install -d '$(SHARE)'
	@'$(BINARY)' --experimental-dump-help > '$(SHARE)/help.json'
	@Scripts/manual en < '$(SHARE)/help.json' > '$(SHARE)/portillon.1'
	@Scripts/manual fr < '$(SHARE)/help.json' > '$(SHARE)/portillon.fr.1'
	@set -o pipefail; for shell in bash zsh fish; do '$(BINARY)' $(if $(COMPLETIONS_IN),--lang $(COMPLETIONS_IN)) --generate-completion-script $$shell \
	    | sed '1{/^#!/d}' > '$(SHARE)/portillon.'$$shell || exit 1; done

install: build ## install under PREFIX (default /usr/local), staged under DESTDIR
	@$(MAKE) --no-print-directory pages lay-down
	@echo 'installed $(DESTDIR)$(PREFIX)/bin/portillon, its manual page, its completions and its units'

.PHONY: lay-down
lay-down:
	@install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/doc/portillon/Templates' \
	    '$(DESTDIR)$(PREFIX)/share/man/man1' '$(DESTDIR)$(PREFIX)/share/man/fr/man1' \
	    '$(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)' '$(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)' \
	    '$(DESTDIR)$(PREFIX)/$(FISH_COMPLETIONS)' '$(DESTDIR)$(PREFIX)/$(UNITS)'
	@$(INSTALL_PROGRAM) '$(BINARY)' '$(DESTDIR)$(PREFIX)/bin/portillon'
	@install -m 644 $(DOCUMENTS) '$(DESTDIR)$(PREFIX)/share/doc/portillon/'
	@install -m 644 Templates/* '$(DESTDIR)$(PREFIX)/share/doc/portillon/Templates/'
	@install -m 644 '$(SHARE)/portillon.1' '$(DESTDIR)$(PREFIX)/share/man/man1/portillon.1'
	@install -m 644 '$(SHARE)/portillon.fr.1' '$(DESTDIR)$(PREFIX)/share/man/fr/man1/portillon.1'
	@install -m 644 '$(SHARE)/portillon.bash' '$(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)/portillon'
	@install -m 644 '$(SHARE)/portillon.zsh' '$(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)/_portillon'
	@install -m 644 '$(SHARE)/portillon.fish' '$(DESTDIR)$(PREFIX)/$(FISH_COMPLETIONS)/portillon.fish'
	@for unit in Packaging/systemd/*; do sed 's#/usr/bin/portillon#$(PREFIX)/bin/portillon#' "$$unit" \
	    | install -m 644 /dev/stdin '$(DESTDIR)$(PREFIX)/$(UNITS)'/"$${unit##*/}" || exit 1; done

deb: build ## make the Debian package of this release of Debian or Ubuntu, in .build/deb, and have lintian judge it
	@Scripts/setup package
	@Scripts/deb '$(abspath $(BINARY))' '$(DEB)'

deb-test: deb ## install that package on a clean system, as root, and walk through a mailing there
	@Scripts/deb-test '$(DEB)'/portillon_*.deb

release: build ## check that this commit can be released, and make source, package and checksums in .build/release-VERSION
	@Scripts/setup package
	@Scripts/release --make '$(BINARY)' '.build/release-$(shell Scripts/version)'
	@Scripts/release --compare '$(BINARY)' '.build/release-$(shell Scripts/version)'

uninstall: ## remove what install laid down
	@rm -f '$(DESTDIR)$(PREFIX)/bin/portillon' '$(DESTDIR)$(PREFIX)/share/man/man1/portillon.1' \
	    '$(DESTDIR)$(PREFIX)/share/man/fr/man1/portillon.1' '$(DESTDIR)$(PREFIX)/$(BASH_COMPLETIONS)/portillon' \
	    '$(DESTDIR)$(PREFIX)/$(ZSH_COMPLETIONS)/_portillon' '$(DESTDIR)$(PREFIX)/$(FISH_COMPLETIONS)/portillon.fish' \
	    $(patsubst Packaging/systemd/%,'$(DESTDIR)$(PREFIX)/$(UNITS)/%',$(wildcard Packaging/systemd/*))
	@rm -rf '$(DESTDIR)$(PREFIX)/share/doc/portillon'

clean: ## remove what was built
	@rm -rf .build .build-testing .build-tools .build-asan .build-tsan .build-fuzz
	@if [ -e demo/.sample-network ]; then rm -rf demo; fi
