#!/bin/sh
# The man pages of the commands: docs/man/ is what the table of commands and docs/details.mdoc make;
# UPDATE=1 writes it. Every command and option has its place, mandoc finds no mistake, a page is no
# wider than a terminal, and the examples of the commands can be run.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

manual=$top_builddir/tests/manual/manual
details=$top_srcdir/docs/details.mdoc
pages=$top_srcdir/docs/man
"$manual" "$details" >"$work/names" || bail_out 'there is no list of commands'

# page_of NAME: "plimsoll-facts-diff.1"
page_of() {
    printf 'plimsoll-%s.1\n' "$1" | tr ' ' -
}

# insert_list: plimsoll.1 with the commands in the list that follows "The commands are:".
insert_list() {
    "$manual" "$details" plimsoll >"$work/list"
    awk -v list="$work/list" '/^\.El/ { inside = 0 }
        !inside
        /^The commands are:/ { listed = 1 }
        /^\.Bl/ && listed { while ((getline line <list) > 0) print line; inside = 1; listed = 0 }' \
        "$top_srcdir/docs/plimsoll.1"
}

# lint FILE: mandoc finds nothing, the pages of ours that it refers to are there, and it fits a terminal.
lint() {
    shown=$(basename "$1")
    sed -n 's/^\.\(It \)*Xr \(plimsoll[a-z-]*\) \([15]\).*/\2.\3/p' "$1" | while IFS= read -r other; do
        [ -f "$top_srcdir/docs/$other" ] || [ -f "$pages/$other" ] || echo "there is no $other"
    done >"$work/lost"
    empty "$shown refers to pages that are there" "$work/lost"
    if command -v mandoc >/dev/null; then
        # which other pages are installed here is another matter
        mandoc -T lint -W all "$1" 2>&1 | grep -v 'referenced manual not found\|mandoc.db' >"$work/lint"
        empty "$shown: mandoc finds nothing" "$work/lint"
        mandoc -T ascii -O width=78 "$1" | col -b | awk 'length > 80' >"$work/wide"
        empty "$shown fits a terminal" "$work/wide"
    else
        skip "$shown" 'mandoc is not installed'
    fi
}

# expect_run LINE: the program finds nothing wrong with it.
expect_run() {
    sh -c "$1" >"$work/out" 2>"$work/why" </dev/null
    [ $? -lt 3 ]
    ok $? "runs: $1"
}

# options NAME: those of a command, as its help has them.
options() {
    # shellcheck disable=SC2086  # a command and its part
    "$plimsoll" help $1 | sed -n 's/^  \(-.,\|   \) \(--[a-z-]*\).*/\2/p'
}

insert_list >"$work/plimsoll.1"
recorded 'docs/plimsoll.1 lists the commands' "$top_srcdir/docs/plimsoll.1" "$work/plimsoll.1"

while IFS= read -r name; do
    page=$(page_of "$name")
    "$manual" "$details" "$name" >"$work/page"
    recorded "docs/man/$page is not stale" "$pages/$page" "$work/page"
    options "$name" | while IFS= read -r option; do
        grep -qF -e "Fl ${option#-}" "$pages/$page" || echo "$option is not in $page"
    done >"$work/lacking"
    empty "$page has every option" "$work/lacking"
    grep -q "man/$page" "$top_srcdir/docs/local.mk"
    ok $? "$page is installed"
    grep -q '^\$ plimsoll ' "$pages/$page"
    ok $? "$page has an example"
    # shellcheck disable=SC2086  # a command and its part
    "$plimsoll" help $name | awk 'length > 80' >"$work/wide"
    empty "help $name fits a terminal" "$work/wide"
done <"$work/names"

for page in "$pages"/*.1 "$top_srcdir"/docs/*.[15]; do
    lint "$page"
done

# The examples, in a folder with the files that they name; those that ask hosts apart.
mkdir "$work/run"
cd "$work/run" || exit 99
for file in pair before after; do
    jq 'del(.attest)' "$examples/kvm-pair.json" >"$file.json"
done
echo '{ "car": [ { "plate": "A 1", "seats": 4 } ] }' >sample.json
mkdir policies
cp -R "$examples/org" policies
cp "$examples/attest.json" "$examples/site.plim" .
chmod -R u+w .
PATH=$top_builddir:$PATH HOME=$work/run
export PATH HOME
mkdir -p .config/fish/completions sites
for report in yesterday today sites/lyon sites/oslo; do
    "$plimsoll" check site.plim --facts pair.json --format json=$report.json >out 2>&1
done
plimsoll doc site.plim -o site.md
while IFS= read -r name; do
    # shellcheck disable=SC2086  # a command and its part
    plimsoll help $name | sed -n '/^examples:/,$s/^      //p' | sed -e ':a' -e '/\\$/N; s/\\\n//; ta' >"$work/lines"
    while IFS= read -r line; do
        case $line in
        'plimsoll collect '* | 'source '*) continue ;;
        esac
        expect_run "$line"
    done <"$work/lines"
done <"$work/names"

# Pages and details of what is no command or option any more.
for page in "$pages"/*.1; do
    while IFS= read -r name; do
        page_of "$name"
    done <"$work/names" | grep -qx "$(basename "$page")" || echo "$page"
done >"$work/stale"
empty 'every page is that of a command' "$work/stale"
sed -n 's/^\.\\" = //p' "$details" | while IFS= read -r key; do
    text=$(awk -v key=".\\\\\" = $key" '$0 == key { getline; getline next_line; print; exit }' "$details")
    case $text in
    .Pp | '') text=$(awk -v key=".\\\\\" = $key" '$0 == key { getline; getline; print; exit }' "$details") ;;
    esac
    cat "$pages"/*.1 | grep -qxF -e "$text" || echo "$key"
done >"$work/unused"
empty 'all details are in a page' "$work/unused"
done_testing
