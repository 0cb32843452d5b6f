#!/bin/sh
# Checks what 'make install' left: the program finds its policies and its
# collector, and another program links the library by pkg-config.
# The arguments are the installed folders of programs and of pkg-config files.
set -eu
bindir=$1
PKG_CONFIG_PATH=$2
export PKG_CONFIG_PATH
unset PLIMSOLL_PATH PLIMSOLL_LIBEXEC
examples=${top_srcdir:?}/examples
work=$(mktemp -d "${TMPDIR:-/tmp}/installed.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$bindir/plimsoll" version
"$bindir/plimsoll" check kvm.prepare --facts "$examples/kvm-pair.json" \
    --now 2026-11-23T10:00:00Z >"$work/report"
if [ "${with_libvirt:?}" = yes ]; then
    "$bindir/plimsoll" collect --source "test://$examples/source.xml" -o "$work/facts.json"
    test -s "$work/facts.json"
fi

# Shells find what completes command lines below the folder of data.
data=${bindir%/bin}/share
for script in bash-completion/completions/plimsoll.bash zsh/site-functions/_plimsoll \
    fish/vendor_completions.d/plimsoll.fish; do
    test -s "$data/$script"
done

for page in plimsoll plimsoll-check plimsoll-facts-diff plimsoll-collect-hyperv; do
    test -s "$data/man/man1/$page.1"
done

# Pages lead to examples and recipes that are there.
doc=$data/doc/plimsoll
sed -n 's/.*(\(examples[^)]*\)).*/\1/p' "$doc/ci.md" >"$work/links"
test -s "$work/links"
while IFS= read -r link; do
    test -s "$doc/$link"
done <"$work/links"
! grep '(\.\./examples' "$doc"/*.md

# shellcheck disable=SC2046  # a list of words
${CC:-cc} -o "$work/program" "$examples/check.c" $(pkg-config --cflags --libs plimsoll)
LD_LIBRARY_PATH=$(pkg-config --variable=libdir plimsoll) \
    "$work/program" kvm.prepare "$examples/kvm-pair.json" >"$work/verdicts"
grep -q 'pass  *kvm.prepare/memory' "$work/verdicts"
