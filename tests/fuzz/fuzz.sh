#!/bin/sh
# Fuzzes with clang's libFuzzer, under its sanitizers, in a build of its own in ./fuzz.
#
#     fuzz.sh run SECONDS     each of $TARGETS (all) for so long, $JOBS (2) at once, from its corpus
#     fuzz.sh corpus          what the golden cases and the runs so far have, minimised, as the corpus
#
# One line a target. What was found lies in ./fuzz/found, and the target's output beside its corpus:
# 'fuzz/tests/fuzz/TARGET FILE' runs it again. The tree is $top_srcdir, the build $top_builddir.
set -u
here=$top_srcdir/tests/fuzz
build=$top_builddir/fuzz
export ASAN_OPTIONS=allocator_may_return_null=1:intercept_strstr=0

command -v clang >/dev/null || {
    echo 'SKIPPED: make fuzz, since clang is not installed'
    exit 0
}

# What this build was configured without is left out there, too.
configure() {
    mkdir -p "$build" && cd "$build" || return 1
    [ -f Makefile ] || "$top_srcdir/configure" CC="${FUZZ_CC:-clang}" CXX="${FUZZ_CXX:-clang++}" \
        CFLAGS='-g -O1' CXXFLAGS='-g -O1' --with-libvirt="$with_libvirt" \
        --enable-sanitizers=fuzzer-no-link,address,undefined
}

make_targets() {
    configure >"$build.log" 2>&1 && ${MAKE:-make} -C "$build" fuzz-targets >>"$build.log" 2>&1 || {
        tail -n 20 "$build.log"
        echo "FAILED: building the fuzz targets; $build.log has more"
        exit 1
    }
}

# What says how a run went: runs, places of the program reached.
summary() {
    sed -n 's/^stat::number_of_executed_units: */runs /p; s/.* cov: \([0-9]*\) .*/edges \1/p' "$1" |
        awk '{ at[$1] = $2 } END { printf "%d runs, %d edges", at["runs"], at["edges"] }'
}

# fuzz TARGET SECONDS: fails where something was found.
fuzz() {
    work=$build/corpus/$1
    mkdir -p "$work" "$build/found" && python3 "$here/words.py" "$1" >"$work.dict" || return 1
    if "$build/tests/fuzz/$1" -max_total_time="$2" -timeout=25 -rss_limit_mb=1024 -max_len=16384 \
        -dict="$work.dict" -artifact_prefix="$build/found/$1-" -print_final_stats=1 \
        "$work" "$here/corpus/$1" "$here/found" >"$work.log" 2>&1; then
        echo "$1: $(summary "$work.log")"
    else
        echo "FAILED: $1: $(summary "$work.log"); $work.log ends in"
        grep -aE -B 2 '^(not as it has to be|SUMMARY|==.*ERROR|artifact|Test unit)|runtime error' "$work.log" | head -n 10
        return 1
    fi
}

minimise() {
    into=$build/minimised/$1
    rm -rf "$into" && mkdir -p "$into" "$build/corpus/$1" "$build/seeds/$1" "$here/corpus/$1"
    "$build/tests/fuzz/$1" -set_cover_merge=1 -max_len=8192 -rss_limit_mb=1024 "$into" \
        "$build/seeds/$1" "$here/corpus/$1" "$build/corpus/$1" >"$into.log" 2>&1 || {
        tail -n 5 "$into.log"
        return 1
    }
    rm -rf "${here:?}/corpus/$1" && cp -r "$into" "$here/corpus/$1"
    echo "$1: $(find "$into" -type f | wc -l) inputs, $(du -sb "$into" | cut -f 1) bytes"
}

all_targets() {
    (cd "$build/tests/fuzz" && find . -maxdepth 1 -type f -perm /u+x -printf '%P\n' | sort)
}

case $1 in
corpus)
    make_targets
    python3 "$here/seeds.py" "$build/seeds" || exit 1
    for target in ${TARGETS:-$(all_targets)}; do
        minimise "$target" || exit 1
    done
    ;;
run)
    make_targets
    # shellcheck disable=SC2046  # a list of words
    printf '%s\n' ${TARGETS:-$(all_targets)} | xargs -P "${JOBS:-2}" -I{} "$here/fuzz.sh" one "$2" {}
    ;;
one)
    cd "$build" && fuzz "$3" "$2"
    ;;
esac
