#!/bin/sh
# Installs the command convex-ops @VERSION@:
#
#   curl -fsSL https://github.com/convex-ops/convex-ops/releases/download/v@VERSION@/install.sh | sh
#
# CONVEX_OPS_PREFIX   folder that receives bin/ and share/; ~/.local by default
# CONVEX_OPS_RELEASE  address of the release's files, for a mirror
set -eu

version=@VERSION@
release=${CONVEX_OPS_RELEASE:-https://github.com/convex-ops/convex-ops/releases/download/v$version}
prefix=${CONVEX_OPS_PREFIX:-$HOME/.local}

fail() {
  echo "convex-ops: $*" >&2
  exit 1
}

[ "$(uname -s)" = Linux ] || fail "no program for $(uname -s): run cargo install convex-ops"
case $(uname -m) in
  x86_64 | amd64) target=x86_64-unknown-linux-musl ;;
  aarch64 | arm64) target=aarch64-unknown-linux-musl ;;
  *) fail "no program for $(uname -m): run cargo install convex-ops" ;;
esac
name=convex-ops-$version-$target

fetch() {
  if command -v curl >/dev/null; then
    curl --fail --silent --show-error --location --output "$2" "$1"
  elif command -v wget >/dev/null; then
    wget --quiet --output-document "$2" "$1"
  else
    fail "curl or wget not found: install one of them"
  fi
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
fetch "$release/$name.tar.gz" "$work/$name.tar.gz" || fail "cannot download $release/$name.tar.gz"
fetch "$release/SHA256SUMS" "$work/SHA256SUMS" || fail "cannot download $release/SHA256SUMS"
grep " $name.tar.gz\$" "$work/SHA256SUMS" >"$work/sum" || fail "checksum of $name.tar.gz not found"
(cd "$work" && sha256sum --check --status sum) || fail "the checksum of $name.tar.gz differs: nothing was installed"
tar -xzf "$work/$name.tar.gz" -C "$work"

share=$prefix/share
mkdir -p "$prefix/bin" "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" \
  "$share/fish/vendor_completions.d"
cp "$work/$name"/man/*.1 "$share/man/man1/"
cp "$work/$name/completions/convex-ops" "$share/bash-completion/completions/"
cp "$work/$name/completions/_convex-ops" "$share/zsh/site-functions/"
cp "$work/$name/completions/convex-ops.fish" "$share/fish/vendor_completions.d/"
# A running command keeps its file.
cp "$work/$name/convex-ops" "$prefix/bin/.convex-ops.new"
mv -f "$prefix/bin/.convex-ops.new" "$prefix/bin/convex-ops"

echo "installed $("$prefix/bin/convex-ops" --version) in $prefix/bin"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "add $prefix/bin to PATH to run it by its name" ;;
esac
