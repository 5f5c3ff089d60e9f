#!/usr/bin/env bash
# Installs the system libraries that Sordino needs, where they are missing.
set -euo pipefail

# A compiler for llama.cpp, venv for Python, what Qt's xcb platform links, a virtual display and a CJK face.
packages=()
libraries=$(ldconfig -p 2>/dev/null || true)
have_library() { grep -q "$1" <<<"$libraries"; }
need_command() { command -v "$1" >/dev/null 2>&1 || packages+=("$2"); }
need_library() { have_library "$1" || packages+=("$2"); }

[ "$(uname -s)" = Linux ] || exit 0
need_command g++ g++
need_command curl curl
need_library libEGL.so.1 libegl1
need_library libGL.so.1 libgl1
need_library libxkbcommon-x11.so.0 libxkbcommon-x11-0
need_library libxcb-cursor.so.0 libxcb-cursor0
need_library libxcb-icccm.so.4 libxcb-icccm4
need_library libxcb-keysyms.so.1 libxcb-keysyms1
need_library libxcb-image.so.0 libxcb-image0
need_library libxcb-render-util.so.0 libxcb-render-util0
need_library libxcb-shape.so.0 libxcb-shape0
need_library libxcb-randr.so.0 libxcb-randr0
need_library libxcb-xinerama.so.0 libxcb-xinerama0
need_library libdbus-1.so.3 libdbus-1-3
need_library libfontconfig.so.1 libfontconfig1
need_library libgomp.so.1 libgomp1
[ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ] || packages+=(fontconfig fonts-noto-cjk)
[ -n "$(fc-list :family=Inter family 2>/dev/null | head -n 1)" ] || packages+=(fontconfig fonts-inter)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ "${CI:-}" = true ] || [ "${1:-}" = test ]; then
    need_command Xvfb xvfb
    need_command xdotool xdotool
    need_command ip iproute2 # the network of its own in which packets are counted
fi
[ ${#packages[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Sordino needs these libraries (Debian's names): ${packages[*]}" >&2
    echo "Install your system's packages of the same libraries, then run this again." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then sudo=(); elif command -v sudo >/dev/null 2>&1; then sudo=(sudo); else
    echo "Sordino needs these packages: ${packages[*]}" >&2
    echo "Ask an administrator to run: apt-get install ${packages[*]}" >&2
    exit 1
fi
echo "Installing system packages: ${packages[*]}"
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
