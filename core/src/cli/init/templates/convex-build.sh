#!/bin/sh
# Checks the Convex app, builds the site for its deployment, and deploys. Written by `convex-ops init ci`.
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

# The site is built with the deployment's URL in the variable of its framework, such as VITE_CONVEX_URL, before the push.
convex-ops deploy --cmd 'npm run build'
