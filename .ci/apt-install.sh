#!/usr/bin/env bash
# Installs Debian packages, and fetches apt's lists first on a fresh machine: .ci/apt-install.sh PACKAGE…
set -euo pipefail
apt-get update
exec apt-get install --yes --no-install-recommends "$@"
