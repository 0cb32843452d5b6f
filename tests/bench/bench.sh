#!/bin/sh
# make bench: starting, reading, evaluating and memory, as ratios within one run against hand-written C and against cJSON alone.
# SIZES are the numbers of machines.
set -eu
top_srcdir=${top_srcdir:?}
top_builddir=${top_builddir:?}
bench=$top_builddir/tests/bench
policy=$top_srcdir/tests/bench/fleet.plim
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
PLIMSOLL_PATH=$top_srcdir/policies
export PLIMSOLL_PATH

"$bench/generate" 10 >"$work/10.json"
set -- $("$bench/process" 200 "$top_builddir/plimsoll" check hyperv.prepare --facts "$top_srcdir/examples/hyperv-pair.json" \
    --now 2026-11-23T10:00:00Z)
echo "start: check hyperv.prepare on its example: $1 ms of CPU (median of 200), peak $2 KiB"
set -- $("$bench/process" 200 "$top_builddir/plimsoll" check "$policy" --facts "$work/10.json")
echo "start: check fleet.plim on 10 machines: $1 ms of CPU (median of 200), peak $2 KiB"
set -- $("$bench/read" facts "$policy" "$work/10.json")
floor=$2

for size in ${SIZES:-1000 100000 1000000}; do
    "$bench/generate" "$size" >"$work/facts.json"
    bytes=$(wc -c <"$work/facts.json")
    echo
    echo "$size machines, $((bytes / size)) bytes of JSON each"
    best_facts=
    best_cjson=
    for run in 1 2 3; do
        set -- $("$bench/read" facts "$policy" "$work/facts.json") $("$bench/read" cjson "$work/facts.json")
        best_facts=$(echo "${best_facts:-$1} $1" | awk '{ print ($1 < $2) ? $1 : $2 }')
        best_cjson=$(echo "${best_cjson:-$3} $3" | awk '{ print ($1 < $2) ? $1 : $2 }')
    done
    awk -v a="$best_facts" -v b="$best_cjson" -v peak="$2" -v floor="$floor" -v size="$size" -v bytes="$bytes" 'BEGIN {
        printf "reading: %.3f s, cJSON alone %.3f s, ratio %.2f (least of 3)\n", a, b, a / b
        printf "memory: peak %d KiB, %.0f bytes a machine above the peak with 10 machines, %.2f of the JSON text\n",
               peak, (peak - floor) * 1024 / size, peak * 1024 / bytes
    }'
    for rules in fleet move; do
        echo "evaluating $rules.plim in memory, least of 7:"
        "$bench/evaluate" "$top_srcdir/tests/bench/$rules.plim" "$work/facts.json"
    done
done

# check OPTION...: milliseconds of CPU and the peak of a run over 100,000 machines, with its report thrown away.
check() {
    "$bench/process" 5 "$top_builddir/plimsoll" check "$policy" --facts "$work/facts.json" "$@"
}
"$bench/generate" 100000 >"$work/facts.json"
set -- $(check --format tap=/dev/null)
passing=$1
echo
echo "reports of 100000 machines that fail a rule, against TAP of a run in which none fails ($passing ms of CPU, median of 5):"
for format in text json ndjson junit tap sarif github gitlab markdown openmetrics html; do
    set -- $(check --set host_reserve='4096 PiB' --format "$format=/dev/null")
    awk -v format="$format" -v ms="$1" -v peak="$2" -v passing="$passing" 'BEGIN {
        printf "  %-12s %7.1f ms, ratio %.2f, peak %d KiB\n", format, ms, ms / passing, peak }'
done

"$top_srcdir/tests/bench/whole.sh"
"$top_srcdir/tests/bench/duckdb.sh"
echo
python3 -B "$top_srcdir/tests/bench/lsp.py" "$top_builddir/plimsoll" "$top_srcdir/policies/kvm/live.plim" \
    "$top_srcdir/examples/kvm-pair.json"

{
    echo 'policy forty "All machines fail forty rules"'
    echo 'use facts virtualization 1'
    for rule in $(seq 40); do
        echo "rule r$rule \"Every machine fits\" { for each vm require vm.memory <= $rule KiB }"
    done
} >"$work/forty.plim"
policy=$work/forty.plim
set -- $(check --format tap=/dev/null)
least=$1
echo
echo "the same of 100000 machines that fail forty rules, against TAP ($least ms):"
for format in text json ndjson junit tap sarif github gitlab markdown openmetrics html; do
    set -- $(check --format "$format=/dev/null")
    awk -v format="$format" -v ms="$1" -v peak="$2" -v least="$least" 'BEGIN {
        printf "  %-12s %7.1f ms, ratio %.2f, peak %d KiB\n", format, ms, ms / least, peak }'
done

# Patterns that come from the facts: each name is matched with each of them.
cat >"$work/names.plim" <<'END'
facts names 1
record machine "a machine" { name: text "its name" }
root vm: list of machine "machines"
root patterns: list of text "what some are called"
END
cat >"$work/patterns.plim" <<'END'
policy patterns "Names that are known"
use facts names 1
rule known "It is known" { for each m in vm require some p in patterns has m.name matches p }
END
policy=$work/patterns.plim
echo
echo "3000 names, each matched with 3000 patterns from the facts:"
while read -r kind pattern; do
    awk -v pattern="$pattern" 'BEGIN {
        printf "{\"facts\": \"names\", \"version\": 1"
        for (i = 0; i < 3000; i++)
            printf "%s{\"name\": \"web-%05d\"}", i ? ", " : ", \"vm\": [", i
        for (i = 0; i < 3000; i++) {
            row = pattern
            gsub(/N/, i % 9, row)
            gsub(/L/, sprintf("%c", 97 + int(i / 9) % 22), row)
            printf "%s\"%s[xy]{1,%d}$\"", i ? ", " : "], \"patterns\": [", row, 1 + int(i / 198)
        }
        print "]}"
    }' >"$work/facts.json"
    set -- $(check --format tap=/dev/null)
    printf '  %-12s %7.1f ms, peak %d KiB\n' "$kind" "$1" "$2"
done <<'END'
rows ^[L-z][a-z]+[-_][0-N]
alternatives ^(?:[L-z][a-e]|[L-z])+[-_](?:[0-N]|[6-9])+
anywhere ([L-z]{3}|[-_][0-N])
folded (?i)^[L-z]+[-_][0-N]+
END
