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
rejects 'eval: a NUL cannot be typed, but a bad byte can' 'UTF-8' "$plimsoll" eval "$(printf '"\377"')"
done_testing
