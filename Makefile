# The two commands of the README and their parts. `make test` is what CI runs.

CARGO ?= cargo
NODE ?= node
TEST_SITE ?= target/test-site

.PHONY: build test tools lint unit site browser clean

# Build the binary and publish the bundled digest to public/.
build:
	$(CARGO) run --release --locked -- build

# Everything: tools, format, lints, unit, property, snapshot and command-line tests, HTML, a real browser.
test: tools lint unit browser

tools:
	sh scripts/install-test-tools.sh

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings

unit:
	$(CARGO) test --locked

site:
	$(CARGO) run --release --locked -- build --out $(TEST_SITE) --verify

browser: site
	$(NODE) tests/browser/run.mjs $(TEST_SITE)
	$(NODE) tests/browser/preview.mjs "$${CARGO_TARGET_DIR:-target}/release/chancery"

clean:
	$(CARGO) clean
	rm -rf public tests/browser/node_modules
