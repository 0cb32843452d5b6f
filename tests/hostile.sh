#!/bin/sh
# Input made to break a program: each gets one clear message, exit status 3, in under 2 s (more where sanitizers slow it down).
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
limit=2
[ "$sanitizers" = no ] || limit=20
cd "$work" || exit 99

# repeat COUNT TEXT
repeat() {
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

# rejects NAME PATTERN COMMAND...: the one message matches the pattern.
rejects() {
    name=$1 pattern=$2
    shift 2
    timeout -k 1 $limit "$@" >out 2>err
    status=$?
    errors=$(grep -c 'error: \|^plimsoll: ' err)
    { echo "exit $status, $errors messages, $(wc -c <out) bytes of output" && cut -c 1-200 err | head -n 5; } >why
    [ $status -eq 3 ] && [ "$errors" -eq 1 ] && [ ! -s out ] && grep -q -e "$pattern" err
    ok $? "$name"
}

# policy NAME PATTERN: of policy.plim
policy() {
    rejects "policy: $1" "$2" "$plimsoll" check policy.plim
}

# facts NAME PATTERN: of facts.json
facts() {
    rejects "facts: $1" "$2" "$plimsoll" facts validate facts.json
}

head='policy a.b "t" version "1" use facts virtualization 1 rule r "t" { require '

printf 'policy a.b "t\000" version "1"' >policy.plim; policy 'a NUL' NUL
printf 'policy a.b "t\377" version "1"' >policy.plim; policy 'malformed UTF-8' 'UTF-8'
printf 'policy a.b "\355\240\200" version "1"' >policy.plim; policy 'a surrogate in UTF-8' 'UTF-8'
{ printf '%s' "$head"; repeat 100000 '('; } >policy.plim; policy '100,000 nested parentheses' 'deep\|nest'
{ printf '%s' "$head"; repeat 100000 '['; } >policy.plim; policy '100,000 nested brackets' 'deep\|nest'
{ printf '%s' "$head"; repeat 100000 'not '; echo 'true }'; } >policy.plim; policy '100,000 nots' 'deep\|nest'
{ printf '%s' "$head"; repeat 100000 '- '; echo '1 == 1 }'; } >policy.plim; policy '100,000 minus signs' 'deep\|nest'
{ printf '%s1' "$head"; repeat 200000 '+1'; echo ' == 1 }'; } >policy.plim; policy '1+1+… 200,000 times' 'deep\|nest'
{ printf '%s' "$head"; repeat 10000000 x; echo ' }'; } >policy.plim; policy 'a token of 10 MB' 'MiB'
{ printf '%s' "$head"; repeat 3000000 9; echo ' == 1 }'; } >policy.plim; policy 'a number of 3 MB' 'error: '
{ printf '%s' "$head"; repeat 3000000 x; echo ' }'; } >policy.plim; policy 'a name of 3 MB' 'error: '
{
    echo 'policy a.b "t" version "1" use facts virtualization 1 define d0: int = 1'
    i=0
    while [ $i -lt 60 ]; do echo "define d$((i + 1)): int = d$i + d$i"; i=$((i + 1)); done
    echo 'rule r "t" { require d60 == 1 }'
} >policy.plim; policy 'defines that expand to 2^60' 'error: '
printf '' >policy.plim; policy 'an empty file' 'empty'
echo "$head 1 == 1 }" >fine.plim
mkdir folder
rejects 'policy: a folder without one' 'no policy is in this folder' "$plimsoll" check folder
rejects 'policy: a file that cannot be read' 'error: ' "$plimsoll" check /proc/self/mem
rejects 'policy: no such file' 'error: ' "$plimsoll" check nowhere.plim

printf '{"source":{"name":"a\000"}}' >facts.json; facts 'a NUL' 'error: '
printf '{"source":{"name":"a\\u0000"}}' >facts.json; facts 'an escaped NUL' 'error: '
printf '{"source":{"name":"\377"}}' >facts.json; facts 'malformed UTF-8' 'UTF-8'
printf '{"source":{"name":"\\ud800"}}' >facts.json; facts 'half a surrogate pair' 'error: '
{ printf '{"source":'; repeat 100000 '['; } >facts.json; facts '100,000 nested brackets' 'nest\|deep'
{ printf '{"source":'; repeat 100000 '{"a":'; } >facts.json; facts '100,000 nested objects' 'nest\|deep'
printf '{"source":{"memory":1e999}}' >facts.json; facts '1e999' 'source.memory'
printf '{"source":{"memory":9007199254740993}}' >facts.json; facts '2^53 + 1' '9007199254740993'
printf '{"source":{"cpus":1.5}}' >facts.json; facts 'half a processor' 'source.cpus'
printf '{"source":{"name":"a","name":"a"}}' >facts.json; facts 'a member twice' 'twice'
printf '{"source":{"strange":1,"strange":1}}' >facts.json; facts 'an unknown member twice' 'twice'
printf '{} {}' >facts.json; facts 'trailing text' 'error: '
printf '{"source":{"name":"a"}' >facts.json; facts 'an object without its end' 'error: '
printf '{"source":{"memory":01}}' >facts.json; facts 'a leading zero' 'error: '
printf '{"source":{"name":"a\nb"}}' >facts.json; facts 'a line break in a text' 'error: '
printf '' >facts.json; facts 'an empty file' 'empty'
{ printf '{"source":{"name":"'; repeat 10000000 x; printf '"}}'; } >facts.json; facts 'a text of 10 MB' 'MiB'
{ printf '{"source":{"memory":'; repeat 10000000 9; printf '}}'; } >facts.json; facts 'a number of 10 MB' 'source.memory'
rejects 'facts: a directory' 'directory' "$plimsoll" facts validate folder
rejects 'facts: a file that cannot be read' 'error: ' "$plimsoll" facts validate /proc/self/mem
rejects 'facts: no such file' 'error: ' "$plimsoll" check fine.plim --facts nowhere.json

# Patterns: work is linear in their size times that of the text, and those of the facts are found by hash.
# ends NAME STATUS COMMAND...: in 2 s of computing and 500 MiB.
ends() {
    name=$1 wanted=$2
    shift 2
    (
        [ "$sanitizers" != no ] || ulimit -v 512000
        ulimit -t $limit
        exec timeout -k 1 60 "$@"
    ) </dev/null >out 2>err
    status=$?
    { echo "exit $status" && head -n 5 out err; } >why
    [ $status -eq "$wanted" ]
    ok $? "$name"
}
# names COUNT FORMAT: facts with so many machines, whose names have their number.
names() {
    awk -v n="$1" -v format="$2" 'BEGIN {
        printf "{\"source\": {\"vm\": ["
        for (i = 0; i < n; i++) printf "%s{\"name\": \"" format "\"}", i ? ", " : "", i
        print "]}}"
    }'
}
names 2000 'm%05d' >plain.json
names 2000 'm[0-9]*%d$' >patterns.json
names 3000 'm%05d.*[a-z]{2,4}(x|y)+$' >expressions.json
names 100000 'm%d' >many.json
names 20000 'm[0-9]*%d$' >many_patterns.json
{ printf '{"source": {"name": "'; repeat 1000000 a; echo '"}}'; } >long.json
awk 'BEGIN { srand(1); printf "{\"source\": {\"name\": \""
    for (i = 0; i < 1000000; i++) printf "%s", rand() < 0.5 ? "a" : "b"
    print "\"}}" }' >random.json
each='count(a for each a in source.vm where'
ends 'patterns: names of machines against each other, as globs' 0 \
    "$plimsoll" eval "$each some b in source.vm has a.name like b.name)" --facts plain.json
ends 'patterns: and as regular expressions' 0 \
    "$plimsoll" eval "$each some b in source.vm has a.name matches b.name)" --facts plain.json
ends 'patterns: names that are such' 0 \
    "$plimsoll" eval "$each some b in source.vm has a.name matches b.name)" --facts patterns.json
ends 'patterns: 3,000 with a text that each match has' 0 \
    "$plimsoll" eval "$each some b in source.vm has a.name matches b.name)" --facts expressions.json
ends 'patterns: 100,000 of the facts' 0 "$plimsoll" eval "$each a.name matches a.name)" --facts many.json
ends 'patterns: 20,000 that are no plain texts' 0 \
    "$plimsoll" eval "$each a.name matches a.name)" --facts many_patterns.json
while read -r wanted facts pattern; do
    ends "patterns: $pattern on $facts" "$wanted" \
        "$plimsoll" eval "source.name matches '$pattern'" --facts "$facts.json"
done <<'END'
0 long (a*)*[xy]
0 long .*x|.*y|.*z
0 long (x+x+)+y
0 long (a|aa)+$b
0 long (?:a?){20}a{20}[xy]
0 long (a|b)*?c?\d
0 random (.*)(.*)(.*)[ab]$
0 random [ab]*a[ab]{14}[xy]
0 random a[ab]{40}x
2 random a[ab]{900}x
END
{ printf '%s' "$head"; printf '"a" matches "'; repeat 80 '(?:a{30}){30}b'; echo '" }'; } >policy.plim; policy 'a pattern of 72,000 parts' 'too large'
{
    printf '%s' "$head"
    i=0
    while [ $i -lt 100 ]; do printf '"a" matches "%s%s" or ' "$i" "$(repeat 60 '(?:a{30}){30}b')"; i=$((i + 1)); done
    echo 'true }'
} >large.plim
ends 'policy: 100 patterns of 54,000 parts' 3 "$plimsoll" check large.plim
holds 'policy: their message' err 'the patterns of these policies are too large together'
rejects 'eval: a NUL cannot be typed, but a bad byte can' 'UTF-8' "$plimsoll" eval "$(printf '"\377"')"

# Policies of a few hundred bytes: the default budget ends them, in less than 2 s of a processor that has nothing
# else to do.
[ "$sanitizers" != no ] || limit=5
echo '{"facts": "virtualization", "version": 1}' >none.json
# budget NAME DECLARATION...: a policy of these lines and of defines of long texts.
budget() {
    name=$1
    shift
    {
        cat <<'END'
policy a "t"
use facts virtualization 1
define tens(a: text, b: text): text = replace(a, "x", b + b + b + b + b + b + b + b + b + b)
define some_parts = split(tens(tens("x", "x"), "a,x"), ",")
define many = tens(tens(tens(tens("x", "x"), "x"), "x"), "a,x")
define parts(more: text) = split(many + more, ",")
END
        printf '%s\n' "$@"
    } >budget.plim
    ends "budget: $name" 3 "$plimsoll" check budget.plim --facts none.json
    holds "budget: the message of $name" err '--steps allows more'
}
budget 'four loops within each other' 'rule r "t" {
    require every a in some_parts has every b in some_parts has every c in some_parts has every d in some_parts
        has d + a + b + c != "x" }'
budget 'texts that are kept' 'rule r "t" {
    require every a in some_parts has every b in some_parts has every c in parts(a) has many + a + b + c != "" }'
budget 'lists of parts' 'rule r "t" {
    require every a in parts("") has count(parts(a + "1")) + count(distinct(parts(a + "2"))) > 0 }'
budget 'lists that are kept' \
    "$(i=0; while [ $i -lt 800 ]; do printf 'rule r%d "t" { require count(parts("%d")) > 0 }\n' $i $i; i=$((i + 1)); done)"
budget 'elements that fail' 'rule r "t" { require every a in parts("") has every b in parts("1") has a + b == "y" }'
budget 'sums of lists that are written out' 'rule r "t" {
    require every a in parts("") has every b in parts("1") has sum([length(a), length(b), 1, 2, 3]) > 0 }'
budget 'texts that are compared' 'rule r "t" {
    require every a in parts("") has every b in parts("1") has many + "1" < many + "2" + a + b }'
budget 'texts that are replaced' 'rule r "t" { require every a in parts("") has length(replace(many, "a", a + "bb")) > 0 }'
budget 'few texts without end, at once' 'define longer(a: text): text = a + a + a + a' \
    'define long(a: text): text = longer(longer(longer(longer(a))))' \
    'rule r "t" { require every a in parts("") has length(long(long(a))) > 0 }'
awk 'BEGIN { printf "{\"source\": {\"vm\": [{}"; for (i = 1; i < 1000000; i++) printf ",{}"; print "]}}" }' >unknown.json
ends 'budget: the bounds of sums over a million machines of which nothing is known' 3 \
    "$plimsoll" check kvm.prepare --facts unknown.json
holds 'budget: their message' err '--steps allows more'
names 500000 'machine-%d' >half_million.json
ends 'budget: half a million names that differ are within it' 0 \
    "$plimsoll" eval 'count(distinct(source.vm.name))' --facts half_million.json
ends 'budget: few steps' 3 "$plimsoll" check budget.plim --facts none.json --steps 10

# Large expressions over many machines, of each of which reports say something: once the budget is spent, nothing goes
# on to the next one.
sed 's/"}/", "vcpus": 2}/g' plain.json >machines.json
# large NAME COMMAND...: of large.plim
large() {
    what=$1
    shift
    ends "budget: $what" 3 "$plimsoll" "$@" --facts machines.json --steps 100000000
    holds "budget: the message of $what" err '--steps allows more'
}
# doubled EXPRESSION COMPARISON: what it requires of each machine m, twice as large from define to define.
doubled() {
    awk -v expression="$1" -v comparison="$2" 'BEGIN {
        print "policy a \"t\" use facts virtualization 1 define d0(m: machine) = " expression
        for (i = 1; i <= 14; i++) printf "define d%d(m: machine) = d%d(m) + d%d(m)\n", i, i - 1, i - 1
        print "rule r \"t\" { for each m in source.vm require d14(m) " comparison " }"
    }' >large.plim
}
doubled 'm.vcpus_max' '> 0'; large 'facts that are missing' check large.plim
large 'facts that are missing, explained' explain large.plim r
doubled 'm.vcpus' '< 0'; large 'numbers that fail' check large.plim
doubled 'sum(m.disk.capacity)' '> 0 B'; large 'sums that may be enough' check large.plim
awk 'function tree(depth) { return depth == 0 ? "length(vm.name)" : "(" tree(depth - 1) "+" tree(depth - 1) ")" }
    BEGIN {
        print "policy a \"t\" use facts virtualization 1 rule r \"t\" { for each vm"
        printf "require count(source.vm) + %s < 0 message \"", tree(12)
        for (i = 0; i < 200; i++) printf "{%s - length(vm.name)}", tree(4)
        print "\" }"
    }' >large.plim
large 'parts of a long comparison that its message shows' check large.plim
awk 'function sum(from, to) {
        return to - from == 1 ? "m.vcpus" : "(" sum(from, int((from + to) / 2)) "+" sum(int((from + to) / 2), to) ")"
    }
    BEGIN { print "policy a \"t\" use facts virtualization 1 rule r \"t\" { for each m in source.vm require " sum(0, 180000) " < 0 }" }' \
    >large.plim
large 'a sum of 180,000 facts of each machine' check large.plim

# What stands before each of them is walked once, whether or not it is evaluated.
# twice FIRST OPERATOR: the lets a0 to a60, each of which uses the one before twice.
twice() {
    awk -v first="$1" -v operator="$2" 'BEGIN {
        print "let a0 = " first
        for (i = 1; i <= 60; i++) printf "let a%d = a%d %s a%d\n", i, i - 1, operator, i - 1
    }'
}
{ echo 'policy a "t" use facts virtualization 1 rule r "t" {' && twice 1 + && echo 'require count(source.vm) <= a60 }'; } >lets.plim
ends 'lets: the limit of a margin' 0 "$plimsoll" check lets.plim --facts machines.json
{
    sed 's/require .*/require a60 >= count(source.vm) }/' lets.plim
    echo 'test "t" { given { source: { name: "s", vm: [] } } case "c" { expect pass r } }'
} >lets_test.plim
ends 'lets: what a test covers' 0 "$plimsoll" test lets_test.plim --coverage
{ echo 'policy a "t" use facts virtualization 1 rule r "t" {' && twice '""' + && echo 'require known(attest[a60].at) }'; } >keys.plim
ends 'lets: the key of an answer' 0 "$plimsoll" doc keys.plim
ends 'lets: the key of an answer, listed' 0 "$plimsoll" policies ./keys.plim
{
    echo 'policy a "t" use facts virtualization 1 rule r "t" { for each m in source.vm'
    i=0
    while [ $i -lt 58 ]; do echo "let a$i = m.vcpus + $i"; i=$((i + 1)); done
    echo 'require sum(m.vcpus_max for each d in source.vm) > 0 }'
} >large.plim
large 'many variables of elements of which nothing is known' check large.plim
{
    echo 'policy a "t" use facts virtualization 1 define d0 = 1'
    i=0
    while [ $i -lt 17 ]; do echo "define d$((i + 1)) = d$i + d$i"; i=$((i + 1)); done
    i=0
    while [ $i -lt 2000 ]; do echo "rule r$i \"t\" { require count(source.vm) <= d17 }"; i=$((i + 1)); done
} >large.plim
ends 'policy: many rules with a large define' 0 "$plimsoll" check large.plim --facts machines.json
ends 'policy: and what it reads' 0 "$plimsoll" doc large.plim

# Texts of 1 MB that messages repeat: in 500 MiB.
# repeats WHAT STATEMENTS: of large.plim, with the name of long.json 3,000 times for each NAMES in them.
repeats() {
    what=$1 names=$(repeat 3000 '{source.name}')
    shift
    printf '%s\n' 'policy a "t" use facts virtualization 1' "$@" | sed "s/NAMES/$names/" >large.plim
    ends "texts: $what" 3 "$plimsoll" check large.plim --facts long.json --steps 100000000
    holds "texts: the message of $what" err '--steps allows more'
}
repeats 'a message' 'rule r "t" { require false message "NAMES" }'
repeats 'a remedy' 'rule r "t" { require false remedy "NAMES" }'
repeats 'a summary' 'summary "NAMES" rule r "t" { require true }'
awk 'function tree(from, to) {
        return to - from == 1 ? "length(vm.name)*" from : "(" tree(from, int((from + to) / 2)) "+" tree(int((from + to) / 2), to) ")"
    }
    BEGIN { print "policy a \"t\" use facts virtualization 1 rule r \"t\" { for each vm require " tree(0, 15000) " < 0 }" }' >large.plim
large 'thousands of values' check large.plim

# Patterns that have to be compiled anew for each pair of elements, and such as are too large.
names 1000 '(?i)[^\\\\p{Lu}]%d' >letters.json
names 1000 '\\\\p{L}{100}%d' >too_large.json
ends 'patterns: made of two names each' 3 "$plimsoll" eval "$each some b in source.vm has a.name matches b.name + a.name)" \
    --facts letters.json --steps 100000000
ends 'patterns: too large, of the facts' 3 "$plimsoll" eval "$each 'x' matches a.name)" --facts too_large.json
{
    printf '%s' "$head"
    i=0
    while [ $i -lt 150 ]; do printf "'a' matches '\\\\p{L}{100}%s' or " $i; i=$((i + 1)); done
    echo 'true }'
} >large.plim
ends 'policy: patterns each of which is too large' 3 "$plimsoll" check large.plim
holds 'policy: they are not all compiled' err 'the patterns of these policies are too large together'

# Waivers: by pattern for each subject, and by rule.
awk 'BEGIN {
    print "policy a \"t\" use facts virtualization 1 rule r \"t\" { for each m in source.vm require m.vcpus > 3 }"
    for (i = 0; i < 10000; i++) printf "waive r for source.vm like \"*%d*\" until 2199-01-31 because \"x\" approved \"y\"\n", i
}' >large.plim
large 'waivers by pattern' check large.plim
awk 'BEGIN {
    print "policy a \"t\" use facts virtualization 1"
    for (i = 0; i < 40000; i++) {
        printf "rule r%d \"t\" { require true }\n", i
        printf "waive r%d until 2199-01-31 because \"x\" approved \"y\"\n", i
    }
}' >large.plim
ends 'waivers: of many rules' 0 "$plimsoll" check large.plim --facts none.json --quiet

# Lists that are written out again at each use of a define, in many rules.
{
    echo 'policy a "t" use facts virtualization 1 define d0(l: list of text) = "a" in l'
    i=0
    while [ $i -lt 16 ]; do echo "define d$((i + 1))(l: list of text) = d$i(l) and d$i(l)"; i=$((i + 1)); done
    i=0
    while [ $i -lt 20 ]; do echo "rule r$i \"t\" { require d16([\"a\", \"b\"]) }"; i=$((i + 1)); done
    echo 'rule s "t" { for each m in source.vm require count(source.vm) >= m.vcpus }'
} >policy.plim; policy 'lists that are written out at each use' 'this policy is more than 2000000 operations'

# Mistakes, for each of which a name that is near is looked for, are counted from some on.
awk 'BEGIN {
    print "policy a \"t\" use facts virtualization 1"
    for (i = 0; i < 40000; i++) printf "define abcdefgh%d: int = 1\nrule r%d \"t\" { require abcdefgx%d == 1 }\n", i, i, i
}' >large.plim
ends 'policy: many names, and as many that are not known' 3 "$plimsoll" check large.plim --facts none.json

# A baseline of rules none of which the policy has any more.
# rules COUNT PREFIX CONDITION: a policy of so many.
rules() {
    awk -v n="$1" -v prefix="$2" -v condition="$3" 'BEGIN {
        print "policy a \"t\" use facts virtualization 1"
        for (i = 0; i < n; i++) printf "rule %s%d \"t\" { require %s }\n", prefix, i, condition
    }' >rules.plim
}
rules 30000 r false; "$plimsoll" check rules.plim --facts none.json --format json=baseline.json --quiet >/dev/null
rules 30000 s true
ends 'baseline: of rules that are gone' 0 \
    "$plimsoll" check rules.plim --facts none.json --baseline baseline.json --format json=/dev/null

# A file whose layout, in which nested lines stand further in, is larger than one may be.
awk 'function tree(from, to) {
        return to - from == 1 ? "count(source.vm) != " from : "(" tree(from, int((from + to) / 2)) " and " tree(int((from + to) / 2), to) ")"
    }
    BEGIN { print "policy a \"t\" use facts virtualization 1 rule r \"t\" { require " tree(0, 60000) " }" }' >large.plim
ends 'fmt: a layout that is too large' 3 "$plimsoll" fmt --check large.plim
holds 'fmt: its message' err 'its layout would be larger than 4 MiB'
done_testing
