#!/usr/bin/env bash
# Installs Debian packages where apt has no lists yet, as on a fresh machine: .ci/apt-install.sh PACKAGE…
set -euo pipefail
apt-get update
exec apt-get install --yes --no-install-recommends "$@"
