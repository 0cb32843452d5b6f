#!/bin/sh
# The same input gives the same bytes: run after run, in any time zone, in a locale with a decimal comma, and (but for the digest) with
# the facts in any order.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"

# Fractions, margins, unknowns, times and failures in one small input.
cat >"$work/policy.plim" <<'POLICY'
policy a.b "Fractions" version "1.0"
use facts virtualization 1
param share: number = 0.75
rule memory "t" { require dest.memory * share >= sum(vm.memory) * 1.5 }
rule each "t" { for each vm require vm.memory >= 1.5 GiB message "{vm.name} has {vm.memory}, {vm.memory / 3 GiB} of it" }
rule pools "t" { for each dest.pool require pool.free > 0.1 * pool.capacity }
rule since "t" { require now - attest["x"].at <= 1.5 h }
rule late "t" { require attest["x"].at >= 2026-11-23T09:59:59.123456789Z }
POLICY
cat >"$work/facts.json" <<'FACTS'
{ "dest": { "memory": "12.5 GiB", "pool": [ { "name": "b", "free": 10.5, "capacity": 104.25 }, { "name": "a", "free": 1e2, "capacity": 1000 } ] },
  "vm": [ { "name": "one", "memory": "1.25 GiB", "disk": [ { "target": "y" }, { "target": "x", "capacity": 5 } ] },
          { "name": "three" }, { "name": "four", "memory": 2.5e9 }, { "name": "two", "memory": "1.25 GiB" } ],
  "attest": [ { "id": "y", "at": "2026-11-23T10:00:00+05:45" }, { "id": "x", "at": "2026-11-23T09:00:00.5Z" } ] }
FACTS
cat >"$work/other.json" <<'FACTS'
{ "attest": [ { "at": "2026-11-23T09:00:00.5Z", "id": "x" }, { "at": "2026-11-23T10:00:00+05:45", "id": "y" } ],
  "vm": [ { "memory": "1.25 GiB", "name": "two" }, { "memory": 2.5e9, "name": "four" },
          { "disk": [ { "capacity": 5, "target": "x" }, { "target": "y" } ], "memory": "1.25 GiB", "name": "one" }, { "name": "three" } ],
  "dest": { "pool": [ { "capacity": 1000, "free": 1e2, "name": "a" }, { "capacity": 104.25, "free": 10.5, "name": "b" } ], "memory": "12.5 GiB" } }
FACTS

# check OUTPUT FACTS FORMAT [VARIABLE=VALUE]...
check() {
    output=$1 facts=$2 format=$3
    shift 3
    env "$@" "$plimsoll" check "$work/policy.plim" --facts "$facts" --now $now --format "$format" >"$output" 2>&1
}

for format in text json; do
    check "$work/first" "$work/facts.json" $format TZ=UTC
    check "$work/again" "$work/facts.json" $format TZ=UTC
    same "$format: twice the same" "$work/first" "$work/again"
    for zone in Asia/Kathmandu America/St_Johns :nowhere; do
        check "$work/zone" "$work/facts.json" $format TZ=$zone
        same "$format: the same in TZ=$zone" "$work/first" "$work/zone"
    done
    check "$work/order" "$work/other.json" $format TZ=UTC
    sed '/"digest"/d' "$work/first" >"$work/first.order"
    sed '/"digest"/d' "$work/order" >"$work/second.order"
    same "$format: the same with the facts in another order" "$work/first.order" "$work/second.order"
done

program=$top_builddir/tests/locale/locale
LC_ALL=C "$program" . "$work/policy.plim" "$work/facts.json" >"$work/point"
[ $? -eq 1 ]
ok $? 'the library reports in the C locale'
if localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>"$work/why"; then
    LOCPATH=$work LC_ALL=de_DE.UTF-8 "$program" , "$work/policy.plim" "$work/facts.json" >"$work/comma"
    same 'the library reports the same with a decimal comma' "$work/point" "$work/comma"
    check "$work/comma" "$work/facts.json" json TZ=UTC LOCPATH="$work" LC_ALL=de_DE.UTF-8
    check "$work/first" "$work/facts.json" json TZ=UTC
    same 'the program reports the same with a decimal comma' "$work/first" "$work/comma"
else
    ok 1 'a locale with a decimal comma can be made (package locales)'
fi
done_testing
