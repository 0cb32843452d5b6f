#!/bin/bash
# Builds the libraries that libplimsoll stands on as WebAssembly, from the sources of this Debian, once:
# libraries.sh FOLDER leaves FOLDER/include and FOLDER/lib. Needs emscripten, dpkg-dev, unicode-data,
# perl and python3, but not root.
set -eu
folder=$1
packages=(nettle re2 cjson)
jobs=$(nproc)
stamp=$folder/built-of

# What stands in the stamp: another script makes other libraries.
made_by() {
    sha256sum "$0" | cut -d' ' -f1
    emcc --version | sed -n 1p
}
[ "$(cat "$stamp" 2>/dev/null)" != "$(made_by)" ] || exit 0

# The sources of apt are those of its packages, in lists of one's own.
apt_lists() {
    mkdir -p apt/lists/partial apt/cache/archives/partial apt/sources
    local file
    for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
        [ -s "$file" ] || continue
        case $file in
        *.sources) sed 's/^Types:.*/Types: deb-src/' "$file" >apt/sources/debian.sources ;;
        *) sed -n 's/^deb /deb-src /p' "$file" >apt/sources/debian.list ;;
        esac
    done
}

apt_get() {
    apt-get -q -o Dir::Etc::sourcelist=- -o Dir::Etc::sourceparts="$PWD/apt/sources" \
        -o Dir::State::lists="$PWD/apt/lists" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User= "$@"
}

unpack() {
    apt_lists
    apt_get update
    apt_get source --download-only "${packages[@]}"
    local description
    for description in *.dsc; do
        dpkg-source --no-check -x "$description" "${description%%_*}"
    done
}

# Of nettle only SHA-256, which needs nothing that its configure finds out.
build_nettle() (
    cd nettle
    : >config.h
    emcc -O2 -I. -c sha256.c sha256-compress.c write-be32.c
    emar rcs "$folder/lib/libnettle.a" sha256.o sha256-compress.o write-be32.o
    mkdir -p "$folder/include/nettle"
    cp sha2.h nettle-types.h "$folder/include/nettle/"
)

# Its sources come without the tables of characters, which its scripts make; threads it has no use for.
build_re2() (
    cd re2
    sed -i 's/^from six.moves import urllib$/import urllib.request/' re2/unicode.py
    emmake make -s -j "$jobs" obj/libre2.a REBUILD_TABLES=1 CXXFLAGS='-O2 -std=c++17' RE2_CXXFLAGS=-I.
    mkdir -p "$folder/include/re2"
    cp re2/re2.h re2/set.h re2/filtered_re2.h re2/stringpiece.h "$folder/include/re2/"
    cp obj/libre2.a "$folder/lib/"
)

build_cjson() (
    cd cjson
    emcc -O2 -c cJSON.c
    emar rcs "$folder/lib/libcjson.a" cJSON.o
    mkdir -p "$folder/include/cjson"
    cp cJSON.h "$folder/include/cjson/"
)

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
stamp=$folder/built-of
rm -rf "$folder/sources" "$folder/lib" "$folder/include"
mkdir -p "$folder/sources" "$folder/lib" "$folder/include"
cd "$folder/sources"
unpack
for package in "${packages[@]}"; do
    "build_$package"
done
cd "$OLDPWD"
rm -rf "$folder/sources"
made_by >"$stamp"
