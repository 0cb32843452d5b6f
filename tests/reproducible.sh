#!/bin/sh
# Two builds out of one release, in folders of other names, by other users and at other times, are the same
# bytes, and so is the release that the second of them makes. DISTRIBUTION is the release. Nothing is optimised: what
# differs from folder to folder are names and times, and an optimised build takes three times as long.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

# setting NAME: what the Makefile says.
setting() {
    sed -n "s/^$1 = *//p" "$top_builddir/Makefile"
}
options=--disable-static
[ "$(setting with_libvirt)" != no ] || options="$options --without-libvirt"

# build FOLDER VARIABLE=VALUE...: makes it there and installs it in FOLDER/installed.
build() {
    folder=$work/$1
    shift
    mkdir -p "$folder" && cd "$folder" && tar -xf "$top_builddir/$DISTRIBUTION" --strip-components=1 &&
        mkdir objects && cd objects || return
    # shellcheck disable=SC2086  # a list of words
    {
        env "$@" ../configure $options CC="$(setting CC)" CXX="$(setting CXX)" CFLAGS='-g -O0' CXXFLAGS='-g -O0' &&
            env "$@" make -j "$(nproc)" && env "$@" make install DESTDIR="$folder/installed"
    } >"$work/why" 2>&1
}

umask 022
build one TZ=UTC LC_ALL=C
ok $? 'a build'
umask 027
build another/much-longer TZ=Asia/Tokyo LC_ALL=C.UTF-8 USER=other HOME=/nowhere
ok $? 'and another one'
umask 022

# listed FOLDER: its files with their digests.
listed() {
    (cd "$1" && find . -type f ! -name '*.la' -exec sha256sum {} + | sort -k 2)
}
one=$work/one another=$work/another/much-longer
listed "$one/installed" >"$work/first"
listed "$another/installed" >"$work/second"
[ "$(grep -c -e '/bin/plimsoll$' -e '/libplimsoll.so' -e '/plimsoll-check.1$' "$work/first")" -ge 3 ] ||
    bail_out 'not all is installed'
same 'program, library, collector, policies and pages are the same bytes' "$work/first" "$work/second"
(cd "$another/objects" && TZ=Asia/Tokyo make dist) >"$work/why" 2>&1 &&
    cmp "$top_builddir/$DISTRIBUTION" "$another/objects/$DISTRIBUTION" >>"$work/why" 2>&1
ok $? 'the release that it makes is the one that it was made of'
grep -rlF "$work" "$one/installed" >"$work/paths"
empty 'no file tells where it was built' "$work/paths"
done_testing
