#!/bin/bash
# Builds libplimsoll and its bridge to JavaScript as WebAssembly:
# wasm.sh SOURCES FOLDER leaves FOLDER/plimsoll.js and FOLDER/plimsoll.wasm, with the policies that ship.
set -eu
sources=$(cd "$1" && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
export NODE_PATH=/usr/share/nodejs # where Debian has the parser that emcc optimises its JavaScript with
"$sources/web/libraries.sh" "$folder/libraries"
libraries=$folder/libraries
include=-I$libraries/include

# A build of its own, with nothing of the machine but the tools. Where no pkg-config could answer, these do.
configure() {
    mkdir -p "$folder/library"
    cd "$folder/library"
    [ ! -f Makefile ] || [ "$sources/configure" -nt Makefile ] || return 0
    emconfigure "$sources/configure" --host=wasm32-unknown-linux --disable-hardening --disable-shared \
        --without-libvirt --without-archives CFLAGS="-O2 -Wno-shorten-64-to-32" CXXFLAGS=-O2 PKG_CONFIG=false \
        CJSON_CFLAGS="$include" CJSON_LIBS=-lcjson NETTLE_CFLAGS="$include" NETTLE_LIBS=-lnettle \
        RE2_CFLAGS="$include" RE2_LIBS=-lre2
}

# The tests and the survivors of mutants are no use there.
shipped_policies() {
    rm -rf "$folder/policies"
    cp -r "$sources/policies" "$folder/policies"
    find "$folder/policies" -type f \( ! -name '*.plim' -o -name '*_test.plim' -o -path '*/site-example*' \) \
        -delete
}

# Of the program only which commands answer what is missing, for reports.
link() {
    emcc -O2 -std=gnu11 -Wall -Wextra -Werror -I"$sources/src" -I"$sources" -I"$folder/library" "$include" \
        -DPLIM_POLICY_DIR='"/policies"' "$sources/web/bridge.c" "$sources"/src/cli/{checklist_how,platform}.c \
        -o "$folder/plimsoll.js" -L"$libraries/lib" "$folder"/library/.libs/libplim{lsp,core}.a \
        -lre2 -lnettle -lcjson -lc++ -s MODULARIZE=1 -s EXPORT_ES6=1 -s ENVIRONMENT=web,worker -s ALLOW_MEMORY_GROWTH=1 \
        -s USE_ES6_IMPORT_META=0 -s EXPORTED_RUNTIME_METHODS=FS -s EXPORTED_FUNCTIONS=_malloc,_free \
        -s TOTAL_STACK=5MB --embed-file "$folder/policies@/policies"
}

configure
emmake make -s -j "$(nproc)" AM_LIBTOOLFLAGS= grammar/parser.h libplimcore.la libplimlsp.la
shipped_policies
link
