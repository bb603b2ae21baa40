#!/usr/bin/env bash
# Makes a checkout ready to work in: Debian packages (as root, only those missing), .venv from the lock, the catalogues.
# Runs again at any time; does nothing when nothing has changed. PYTHON chooses the interpreter (3.11 or newer).
set -euo pipefail
cd "$(dirname "$0")/.."

# What Qt, the fonts and the compressor need without a screen; what a real window adds; what the tests of a real window, of
# paper and of failing disks add.
packages=(
    libgl1 libegl1 libx11-6 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libzstd1
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1
    xvfb xauth at-spi2-core python3-pyatspi dbus xdotool poppler-utils make
    gcc libc6-dev strace
)

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    echo "set-up: Python 3.11 or newer was not found; set PYTHON to its path" >&2
    return 1
}

is_installed() { # the package, or the name it bears since Debian's 64-bit time (libglib2.0-0t64)
    [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" "$1t64" 2>/dev/null || true) == *ii* ]]
}

install_packages() {
    command -v dpkg-query >/dev/null || return 0
    local missing=() package
    for package in "${packages[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    "$python" -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        echo "set-up: not root; somebody who is should run: apt-get install ${missing[*]}" >&2
        return 0
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || {
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    }
    echo "set-up: installed ${missing[*]}"
}

install_environment() {
    local wanted
    wanted="$("$python" -V) $(cat requirements-dev.lock pyproject.toml | sha256sum | cut -d' ' -f1) $PWD"
    if [ -x .venv/bin/python ] && [ "$(cat .venv/.set-up 2>/dev/null)" = "$wanted" ]; then
        touch .venv/.set-up
        return 0
    fi
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes -r requirements-dev.lock
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --no-deps --no-build-isolation --editable .
    echo "$wanted" >.venv/.set-up
    echo "set-up: .venv holds what requirements-dev.lock says"
}

python="$(find_python)"
install_packages
install_environment
.venv/bin/python -m installer.catalogues
