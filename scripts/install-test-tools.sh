#!/bin/sh
# Installs what `make test` needs beside Rust: the format and lint components, Node.js, Debian's Chromium, poppler and
# qpdf, which read PDFs, and the npm packages of tests/browser. What is there already is left alone.
set -eu
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

packages=""
have node || packages="$packages nodejs"
have npm || packages="$packages npm"
have pdftotext || packages="$packages poppler-utils"
have qpdf || packages="$packages qpdf"
[ -n "${CHROMIUM:-}" ] || have chromium || packages="$packages chromium"
if [ -n "$packages" ]; then
    if ! have apt-get; then
        echo "install these and run the command again:$packages" >&2
        exit 1
    fi
    echo "installing$packages"
    as_root apt-get update -q
    # shellcheck disable=SC2086 # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $packages
fi

cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
cargo clippy --version >/dev/null 2>&1 || rustup component add clippy

stamp=tests/browser/node_modules/.package-lock.json
if [ ! -e "$stamp" ] || [ tests/browser/package-lock.json -nt "$stamp" ]; then
    npm ci --prefix tests/browser --no-audit --no-fund --loglevel=error
fi
