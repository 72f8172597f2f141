#!/bin/sh
# Checks and deploys the Convex app, then builds the site for that deployment. Written by `convex-ops init ci`.
set -eu

if ! command -v convex-ops > /dev/null; then
  command -v cargo > /dev/null || curl --proto '=https' --silent --show-error --fail https://sh.rustup.rs | sh -s -- -y --profile minimal
  PATH="$HOME/.cargo/bin:$PATH"
  command -v convex-ops > /dev/null || cargo install --locked --git https://github.com/convex-ops/convex-ops convex-ops
fi

# A preview is checked against production too, with a key that only reads.
if [ -n "${CONVEX_CHECK_KEY:-}" ]; then
  CONVEX_DEPLOY_KEY="$CONVEX_CHECK_KEY" convex-ops check --live --candidate .
fi

url=$(convex-ops deploy --print-url)
export CONVEX_URL="$url" NEXT_PUBLIC_CONVEX_URL="$url" VITE_CONVEX_URL="$url" PUBLIC_CONVEX_URL="$url"
npm run build
