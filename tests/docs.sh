#!/bin/sh
# Runs what the documentation shows, and reports in TAP, a line a block.
#
# Every fenced block of README.md, docs/*.md, docs/cookbook/*.md and examples/README.md is
# named by the words after its ```:
#
#     plim            a whole policy: it is checked, and has to be without mistakes
#     plim rule       statements of a policy; its first lines are added
#     plim error      the same, with mistakes; its comments "# error: MESSAGE" and
#                     "# = CURE" have to be the diagnostics and their hints
#     plim eval       expressions, one a line, each with the comment it has to come to:
#                     "# VALUE", "# unknown: WHAT IS MISSING" or "# error: MESSAGE"
#     json            a facts file, which has to be valid
#     json lines      a list of facts, an element a line; "json wrong" one with mistakes
#     console         commands after "$ ", each followed by exactly what it prints, and by
#                     "exit: N" if it does not exit with 0; a line "…" is any lines
#     sh              commands that cannot run here; only their form is looked at
#     text            anything else
#
# A last word with a dot (plim site.plim, json pair.json) is the name that the block is
# saved under for those that follow in the same document. Expressions and statements see
# the facts of pair.json where there is one. Commands run in a folder with examples/,
# policies/ and the saved files, at the time $now.
#
# UPDATE=1 writes what commands print now into the documents, but where a line "…" leaves lines out;
# then read the diff.
#
# Apart from the blocks: links lead somewhere, docs/language.md has every function and
# operator as the table in the source describes it, docs/language-on-one-page.md every word
# of the language and every signature, docs/cookbook.md every recipe, whose policies are laid out and
# have nothing that 'plimsoll lint' finds, the pages of docs/policies/ are those that
# 'plimsoll doc' writes, and the policies of man pages are without mistakes.

. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
mkdir "$work/bin"
ln -s "$plimsoll" "$work/bin/plimsoll"
PATH=$work/bin:$PATH
PLIMSOLL_PATH=policies # as a user types it, from the folder that a document is tried in
export PATH now

# facts: the option for the facts that expressions are tried on.
facts() {
    [ ! -f pair.json ] || echo '--facts pair.json'
}

header='policy example "An example" use facts virtualization 1'

# whole BLOCK: the block as a policy; the line added keeps its statements' places.
whole() {
    if grep -Eq '^(policy|facts) ' "$1"; then
        cat "$1"
    else
        echo "$header"
        cat "$1"
    fi
}

# check_policy FILE: exits with 3 where the policy has mistakes, whatever its verdict. That a block has
# no facts is none.
check_policy() {
    options=$(facts)
    ! grep -q '^facts ' "$1" || options= # a model, for which those facts are not
    # shellcheck disable=SC2086  # an option and its value, or nothing
    plimsoll check "$1" $options --now "$now" >"$work/out" 2>"$work/err.all"
    status=$?
    grep -v -e ': no facts were given' -e ': nothing of what the policies ask' "$work/err.all" >"$work/err"
    return $status
}

run_plim() {
    whole "$1" >block.plim
    check_policy block.plim
    [ $? -lt 3 ] && [ ! -s "$work/err" ] && return 0
    cat "$work/err" >"$work/why"
    return 1
}

run_error() {
    whole "$1" >block.plim
    check_policy block.plim
    [ $? -eq 3 ] || {
        echo 'no mistake was found' >"$work/why"
        return 1
    }
    sed -n 's/.*: error: //p; s/^ *= /= /p' "$work/err" >"$work/said"
    sed -n 's/.*# error: //p; s/.*# = /= /p' "$1" >"$work/expected"
    diff "$work/expected" "$work/said" >"$work/why"
}

# came_to: what an expression came to: its value, the first fact it lacks, or the first mistake.
came_to() {
    if [ -s "$work/err" ]; then
        sed -n 's/^expression:[0-9:]* error: /error: /p' "$work/err"
    elif [ "$(head -n 1 "$work/out")" = unknown ]; then
        sed -n '2s/^  /unknown: /p' "$work/out"
    else
        cat "$work/out"
    fi | head -n 1
}

run_eval() {
    : >"$work/why"
    while IFS= read -r line; do
        case $line in *'# '*) ;; '') continue ;; *)
            echo "no result is given: $line" >>"$work/why"
            continue
            ;;
        esac
        expected=${line##*'# '}
        # shellcheck disable=SC2046
        plimsoll eval $(facts) --now "$now" -- "${line%'# '*}" >"$work/out" 2>"$work/err"
        actual=$(came_to)
        [ "$actual" = "$expected" ] || echo "$line: $actual" >>"$work/why"
    done <"$1"
    [ ! -s "$work/why" ]
}

run_json() {
    cp "$1" block.json
    plimsoll facts validate block.json >"$work/why" 2>&1
}

# run_console: a command at a time; what it should print is matched line by line. UPDATE=1 writes the block anew.
run_console() {
    awk -v work="$work" -v update="${UPDATE:+$1.new}" '
        function run(    status, line) {
            close(work "/command")
            status = system("sh " work "/command >" work "/out 2>&1 </dev/null")
            shown = 0
            while ((getline line < (work "/out")) > 0)
                actual[++shown] = line
            close(work "/out")
            actual[++shown] = "exit: " int(status > 255 ? status / 256 : status)
        }
        function matches(e, a) {
            for (; e <= wanted; e++) {
                if (expected[e] ~ /^ *…$/) {
                    for (; a <= shown + 1; a++)
                        if (matches(e + 1, a))
                            return 1
                    return 0
                }
                if (a > shown || expected[e] != actual[a])
                    return 0
                a++
            }
            return a > shown
        }
        function elided(    i) {
            for (i = 1; i <= wanted; i++)
                if (expected[i] ~ /^ *…$/)
                    return 1
            return 0
        }
        function write(keep, told,    i) {
            for (i = 1; i <= said; i++)
                print spoken[i] >update
            for (i = 1; keep && i <= told; i++)
                print expected[i] >update
            for (i = 1; !keep && i <= shown; i++)
                if (actual[i] != "exit: 0")
                    print actual[i] >update
        }
        function compare(    i, told, right) {
            if (command == "")
                return
            told = wanted
            if (wanted == 0 || expected[wanted] !~ /^exit: [0-9]+$/)
                expected[++wanted] = "exit: 0"
            run()
            right = matches(1, 1)
            if (update != "")
                write(right || elided(), told)
            if (!right && (update == "" || elided())) {
                print "$ " command
                for (i = 1; i <= shown; i++)
                    print actual[i]
            }
        }
        /^\$ / {
            compare()
            command = substr($0, 3)
            wanted = 0
            spoken[said = 1] = $0
            print command >(work "/command")
            next
        }
        /^> / && wanted == 0 { spoken[++said] = $0; print substr($0, 3) >(work "/command"); next }
        { expected[++wanted] = $0 }
        END {
            compare()
            if (command == "")
                print "no command"
        }' "$1" >"$work/why"
    [ ! -s "$work/why" ]
}

run_sh() {
    sh -n "$1" 2>"$work/why"
}

run_block() { # KIND FILE
    case $1 in
    plim | 'plim rule') run_plim "$2" ;;
    'plim error') run_error "$2" ;;
    'plim eval') run_eval "$2" ;;
    json) run_json "$2" ;;
    console) run_console "$2" ;;
    sh) run_sh "$2" ;;
    text | 'json lines' | 'json wrong') ;;
    *)
        echo "there is no kind of block '$1'" >"$work/why"
        return 1
        ;;
    esac
}

# cut_blocks FILE: writes each block to $work/blocks/LINE and lists "LINE KIND|NAME".
cut_blocks() {
    awk -v folder="$work/blocks" '
        !inside && /^```/ {
            inside = 1
            name = ""
            kind = substr($0, 4)
            if (match(kind, / [^ ]*\.[^ ]*$/)) {
                name = substr(kind, RSTART + 1)
                kind = substr(kind, 1, RSTART - 1)
            }
            block = folder "/" NR
            printf "" >block
            print NR " " kind "|" name
            next
        }
        inside && /^```$/ { inside = 0; close(block); next }
        inside { print >block }
        END { if (inside) print NR " unclosed|" }' "$1"
}

# rewrite FILE: puts the blocks that were written anew into the document.
rewrite() {
    awk -v folder="$work/blocks" '
        !inside && /^```/ {
            inside = 1
            print
            file = folder "/" NR ".new"
            while ((getline line <file) > 0) {
                print line
                written = 1
            }
            next
        }
        inside && /^```$/ { inside = written = 0 }
        !written' "$top_srcdir/$1" >"$work/rewritten" && cat "$work/rewritten" >"$top_srcdir/$1"
}

# needs_collector FILE: it collects, and the collector was left out of the build.
needs_collector() {
    [ ! -x "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" ] && grep -q 'test://' "$1"
}

# is_tidy FILE: whether a policy, settings or waivers that are there to be copied are laid out, and
# nothing is found in them.
is_tidy() {
    plimsoll fmt --diff "$1" >"$work/why" 2>&1 && plimsoll lint --now "$now" "$1" >"$work/why" 2>&1
}

# check_document FILE: its blocks in order, in a new folder.
check_document() {
    rm -rf "$work/blocks" "$work/run"
    mkdir "$work/blocks" "$work/run"
    ln -s "$top_srcdir/policies" "$top_srcdir/examples" "$work/run/"
    cd "$work/run" || exit 99
    cut_blocks "$top_srcdir/$1" >"$work/list"
    while read -r line kind; do
        name=${kind#*|}
        kind=${kind%%|*}
        [ -z "$name" ] || cp "$work/blocks/$line" "$name"
        if needs_collector "$work/blocks/$line"; then
            skip "$1:$line $kind" 'built without libvirt'
        else
            run_block "$kind" "$work/blocks/$line"
            ok $? "$1:$line $kind"
        fi
        case $1:$name in docs/cookbook/*.plim)
            is_tidy "$name"
            ok $? "$1:$line $name is tidy"
            ;;
        esac
    done <"$work/list"
    [ -z "${UPDATE:-}" ] || rewrite "$1"
}

# anchors FILE: the names that its headings, and its empty <a id="…">, can be linked to by.
anchors() {
    awk '/^```/ { inside = !inside }
         !inside && /^#+ / {
             sub(/^#+ /, "")
             $0 = tolower($0)
             gsub(/[^a-z0-9 _-]/, "")
             gsub(/ /, "-")
             print
         }' "$1"
    grep -o '<a id="[^"]*"' "$1" | sed 's/.*="//; s/"$//'
}

# check_links FILE: that every link within the project, blocks left out, leads to something.
check_links() {
    folder=$(dirname "$top_srcdir/$1")
    : >"$work/broken"
    awk '/^```/ { inside = !inside } !inside' "$top_srcdir/$1" | grep -o '](\([^)]*\))' | sed 's/^](//; s/)$//' >"$work/links"
    while IFS= read -r link; do
        case $link in http*) continue ;; esac
        file=${link%%#*}
        target=$folder/$file
        [ -n "$file" ] || target=$top_srcdir/$1
        if [ ! -e "$target" ]; then
            echo "no such file: $link" >>"$work/broken"
        elif [ "$link" != "$file" ] && ! anchors "$target" | grep -qx -e "${link#*#}"; then
            echo "no such heading: $link" >>"$work/broken"
        fi
    done <"$work/links"
    empty "$1 links" "$work/broken"
}

# check_table: each function and operator is in the reference, as the source has it.
check_table() {
    "$top_builddir/tests/docs/functions" >"$work/functions" || echo >"$work/functions"
    [ "$(wc -l <"$work/functions")" -gt 30 ] || bail_out 'there is no list of functions'
    while IFS= read -r row; do
        grep -qxF -e "$row" "$top_srcdir/docs/language.md"
        ok $? "docs/language.md has ${row#| }"
    done <"$work/functions"
}

# check_one_page: each word of the language and each function is in what runs there, each type and unit in code, and
# each function and operator with its types.
check_one_page() {
    page=$top_srcdir/docs/language-on-one-page.md
    awk -v run="$work/run.words" -v code="$work/code.words" '
        /^```/ { inside = !inside; next }
        inside { sub(/(^|  )# .*/, ""); print >run; next }
        { for (i = split($0, part, "`"); i > 0; i--) if (i % 2 == 0) print part[i] >code }' "$page"
    "$top_builddir/tests/editors/oracle" words >"$work/words"
    [ "$(wc -l <"$work/words")" -gt 100 ] || bail_out 'there is no list of words'
    while read -r kind word; do
        case $kind in type | unit) place=code ;; *) place=run ;; esac
        grep -qwF -e "${word%/s}" "$work/$place.words" || echo "$kind $word"
    done <"$work/words" >"$work/lacking"
    sed 's/^| \(`[^`]*`\) .*/\1/' "$work/functions" | while IFS= read -r signature; do
        grep -qF -e "$signature" "$page" || echo "$signature"
    done >>"$work/lacking"
    empty 'docs/language-on-one-page.md has the whole language' "$work/lacking"
}

# check_cookbook: the index has each recipe with its task, the sentence below its heading.
check_cookbook() {
    cd "$top_srcdir/docs" || exit 99
    for page in cookbook/*.md; do
        awk -v page="$page" '
            /^```/ { inside = !inside }
            inside { next }
            /^## / { title = substr($0, 4); task = ""; next }
            title != "" && /./ { task = task (task == "" ? "" : " ") $0; next }
            task != "" {
                anchor = tolower(title)
                gsub(/[^a-z0-9 _-]/, "", anchor)
                gsub(/ /, "-", anchor)
                print "| [" title "](" page "#" anchor ") | " task " |"
                title = task = ""
            }' "$page"
    done | sort >"$work/recipes"
    [ "$(wc -l <"$work/recipes")" -ge 40 ] || bail_out 'there are few recipes'
    grep '^| \[' cookbook.md | sort >"$work/index"
    same 'docs/cookbook.md has all recipes' "$work/recipes" "$work/index"
}

# check_policies FILE: the policies and fact models that a man page shows.
check_policies() {
    rm -rf "$work/run"
    mkdir "$work/run"
    cd "$work/run" || exit 99
    ln -s "$top_srcdir/policies" .
    awk '/^\.Bd -literal/ { begin = 1; next }
         /^\.Ed/ { begin = inside = 0 }
         begin && /^(policy|facts) / { inside = 1; name = "block" (++blocks) ".page" }
         { begin = 0 }
         inside { print >name }' "$top_srcdir/$1"
    for block in *.page; do
        [ -f "$block" ] || continue
        run_plim "$block"
        ok $? "$1 $(head -n 1 "$block")"
    done
}

# check_described: the page of each shipped policy, and of the fact model, says what that says; the site to copy
# has none.
check_described() {
    cd "$top_srcdir" || exit 99
    for policy in $(plimsoll policies policies | awk '$1 != "site.example" { print $1 }'); do
        plimsoll doc "$policy" --linked --check "docs/policies/$policy.md" >"$work/why" 2>&1
        ok $? "docs/policies/$policy.md is not stale"
        check_links "docs/policies/$policy.md"
    done
    plimsoll doc policies/facts/virtualization.plim --check docs/policies/virtualization.md >"$work/why" 2>&1
    ok $? 'docs/policies/virtualization.md is not stale'
    check_links docs/policies/virtualization.md
}

documents=$(cd "$top_srcdir" && echo README.md docs/*.md docs/cookbook/*.md examples/README.md)
for document in $documents; do
    check_document "$document"
    check_links "$document"
done
check_table
check_one_page
check_cookbook
for page in $(cd "$top_srcdir" && echo docs/*.[15]); do
    check_policies "$page"
done
check_described
done_testing
