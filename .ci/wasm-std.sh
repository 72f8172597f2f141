#!/usr/bin/env bash
# Provides the standard library for wasm32-unknown-unknown on machines that cannot reach rustup's downloads.
#
#   .ci/wasm-std.sh            builds it if needed, from Debian's signed source of this compiler's exact version
#   .ci/wasm-std.sh --find     only checks, and exits 1 if it is missing
#
# Prints the environment for a wasm build, one NAME=VALUE per line; nothing if the toolchain has the target.
# `cargo xtask` calls this script and uses that environment. Developers run `rustup target add wasm32-unknown-unknown`.
set -euo pipefail

readonly target=wasm32-unknown-unknown
readonly debian=http://deb.debian.org/debian

say() { echo "wasm-std: $*" >&2; }
rustc_fact() { "${2:-rustc}" -vV | sed -n "s/^$1: //p"; }
has_std() { compgen -G "$1/lib/rustlib/$target/lib/libstd-*.rlib" >/dev/null; }

toolchain=$(rustc --print sysroot)
version=$(rustc_fact release)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/convex-ops/wasm-std-$version
readonly toolchain version cache
readonly own_sysroot=$cache/sysroot web_sysroot=$cache/sysroot-web web_rustc=$cache/web/rustc

print_environment() {
  if has_std "$toolchain"; then
    :
  elif has_std "$own_sysroot"; then
    echo "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=--sysroot=$own_sysroot"
  elif has_std "$web_sysroot"; then
    # Debian's compiler for browsers has no linker, so the toolchain's is used.
    echo "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=--sysroot=$web_sysroot"
    echo "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$toolchain/lib/rustlib/$(rustc_fact host)/bin/rust-lld"
    echo "RUSTC=$web_rustc"
  else
    return 1
  fi
}

# Builds std with cargo's build-std into a separate sysroot.
#   build_std <root of the compiler's source> <sysroot to make> <rustc>
build_std() {
  local source=$1 sysroot=$2 compiler=$3 work hash
  hash=$(rustc_fact commit-hash "$compiler")
  work=$(mktemp -d)
  mkdir "$work/src"
  : >"$work/src/lib.rs"
  cat >"$work/Cargo.toml" <<'MANIFEST'
[package]
name = "probe"
version = "0.0.0"
edition = "2024"
[workspace]
[profile.release.package.compiler_builtins]
codegen-units = 16
MANIFEST
  # `embed-bitcode` is needed for link-time optimisation of the module. `remap-path-prefix` keeps paths of this machine out
  # of panic messages.
  (
    cd "$work"
    env -u RUSTFLAGS RUSTC="$compiler" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" \
      __CARGO_TESTS_ONLY_SRC_ROOT="$source/library" \
      CARGO_ENCODED_RUSTFLAGS="$(printf '%s\037%s' -Cembed-bitcode=yes "--remap-path-prefix=$source=/rustc/$hash")" \
      cargo build --quiet --release --target "$target" \
      -Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test >&2
  )
  rm -rf "$sysroot" "$sysroot.partial"
  mkdir -p "$sysroot.partial/lib/rustlib/$target/lib"
  find "$work/target/$target/release/deps" -name 'lib*.rlib' ! -name 'libprobe-*' \
    -exec cp {} "$sysroot.partial/lib/rustlib/$target/lib/" \;
  mv "$sysroot.partial" "$sysroot"
  rm -rf "$work"
}

# Runs apt with separate lists, so that the machine's sources don't change:  own_apt <suites> <command> …
own_apt() {
  local suites=$1 root=$cache/apt suite
  shift
  mkdir -p "$root"/state "$root"/lists/partial "$root"/archives/partial
  for suite in $suites; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $debian $suite main"
  done >"$root/sources.list"
  cat >"$root/apt.conf" <<CONF
Dir::State "$root/state";
Dir::State::lists "$root/lists";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$root";
Dir::Etc::sourcelist "$root/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "root";
Acquire::Languages "none";
CONF
  APT_CONFIG=$root/apt.conf "$@"
}

# Prints "<version of rust-src>|<suites that have it>" for the first Debian suites with this compiler's own source.
find_source() {
  local suites found
  for suites in trixie-backports "forky sid"; do
    own_apt "$suites" apt-get -qq update >&2 || continue
    found=$(own_apt "$suites" apt-cache madison rust-src | awk -v v="$version+" 'index($3, v) == 1 { print $3; exit }')
    if [ -n "$found" ]; then
      echo "$found|$suites"
      return 0
    fi
  done
  return 1
}

#   from_debian_source <version of rust-src> <suites>
from_debian_source() {
  say "building std from rust-src $1 ($2)"
  (cd "$cache/apt" && own_apt "$2" apt-get -qq download "rust-src=$1" >&2)
  rm -rf "$cache/source"
  dpkg-deb --fsys-tarfile "$cache"/apt/rust-src_*.deb |
    tar -x --one-top-level="$cache/source" --wildcards './usr/src/rustc-*/library/*' './usr/src/rustc-*/Cargo.*'
  build_std "$cache/source/usr/src/rustc-$version" "$own_sysroot" "$(rustup which rustc 2>/dev/null || command -v rustc)"
  rm -rf "$cache/source" "$cache/apt"
}

# Fallback: Debian 12's compiler for browsers, unpacked beside the toolchain, with the std source of its version.
from_debian_compiler() {
  local root=$cache/web std llvm package
  say "no rust-src of $version: using Debian's rustc-web"
  mkdir -p "$root/packages"
  std=$(apt-cache depends rustc-web libstd-rust-web-dev | grep -oE 'libstd-rust-web-[0-9.]+$' | sort -uV | tail -1)
  llvm=$(apt-cache depends "$std" | grep -oE 'libllvm[0-9]+' | head -1)
  (
    cd "$root/packages"
    apt-get -qq -o APT::Sandbox::User=root download rustc-web rust-web-src libstd-rust-web-dev "$std" "$llvm" >&2
    for package in *.deb; do dpkg-deb -x "$package" "$root"; done
  )
  rm -rf "$root/packages"
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%s/usr/lib/x86_64-linux-gnu exec %s/usr/bin/rustc "$@"\n' "$root" "$root" >"$web_rustc"
  chmod +x "$web_rustc"
  build_std "$root/usr/src/rustc-$(rustc_fact release "$web_rustc")" "$web_sysroot" "$web_rustc"
}

if print_environment; then exit 0; fi
[ "${1:-}" != --find ] || exit 1
mkdir -p "$cache"
if source=$(find_source); then
  from_debian_source "${source%%|*}" "${source#*|}"
else
  from_debian_compiler
fi
print_environment
