#!/bin/sh
# The recipes of examples/ci: their commands are run, as each platform runs them, in a repository whose
# machines may move, may not, or are undecided; and the recipes fit the schemas of their platforms, where
# tools that have those are installed ('make check-recipes').
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
recipes=$examples/ci
python=$(python_with yaml) || skip_all 'python3-yaml is not installed: no recipe was run'
for tool in git jq; do
    command -v $tool >/dev/null || skip_all "$tool is not installed: no recipe was run"
done

# What would install something, and curl, only note what they are asked. Plimsoll is the one that was built.
mkdir "$work/bin" "$work/source" "$work/tmp"
ln -s "$plimsoll" "$work/bin/plimsoll"
for tool in apt-get curl; do
    # shellcheck disable=SC2016
    printf '#!/bin/sh\necho "%s $*" >>"%s/called"\n' $tool "$work" >"$work/bin/$tool"
done
printf '#!/bin/sh\nexec "$@"\n' >"$work/bin/sudo"
chmod +x "$work/bin"/*
PATH=$work/bin:$PATH
export PATH GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

# init FOLDER: makes a repository of what is in it.
init() {
    git -C "$1" init -q -b main && git -C "$1" add -A &&
        git -C "$1" -c user.name=test -c user.email=test@example.com commit -q -m 'All there is'
}

# The source of Plimsoll, as far as the steps that install it see it.
mkdir "$work/source/build"
# shellcheck disable=SC2016
printf '#!/bin/sh\necho built >>"%s/called"\n' "$work" >"$work/source/bootstrap"
chmod +x "$work/source/bootstrap"
printf 'install:\n\t@echo installed >>"%s/called"\n' "$work" >"$work/source/build/Makefile"
init "$work/source" || bail_out 'git makes no repository'
export PLIMSOLL_SOURCE="file://$work/source" RUNNER_TEMP="$work/tmp" AGENT_TEMPDIRECTORY="$work/tmp"
export GITHUB_STEP_SUMMARY="$work/summary" GITHUB_EVENT_NAME=push
export CI_API_V4_URL=https://gitlab.example.com/api/v4 CI_PROJECT_ID=7 CI_MERGE_REQUEST_IID=3 PLIMSOLL_TOKEN=secret

repository=$work/repository
mkdir "$repository"
cp "$examples/site.plim" "$recipes/nightly.sh" "$examples/attest.json" "$repository"
cp "$examples/kvm-pair.json" "$repository/facts.json"
cp "$recipes/pre-commit-config.yaml" "$repository/.pre-commit-config.yaml"
init "$repository" || bail_out 'git makes no repository'

# facts STATE: the repository as it was committed, with facts for that.
facts() {
    git -C "$repository" clean -ffdxq && git -C "$repository" checkout -q . || bail_out 'git fails'
    case $1 in
    pass) return ;;
    fail) change='.dest.memory = "8 GiB"' ;;
    unknown) change='del(.attest)' ;;
    wrong) echo '{' >"$repository/facts.json" && return ;;
    esac
    jq "$change" "$recipes/../kvm-pair.json" >"$repository/facts.json"
}

# step STATUS NAME JOB.NUMBER: runs that step of the recipe.
step() {
    expected=$1 case=$2
    cp "$work/steps/$3" "$work/step"
    # shellcheck disable=SC2086
    (cd "$repository" && $shell "$work/step") >"$work/out" 2>"$work/err" </dev/null
    status=$?
    { echo "exit status $status" && tail -n 20 "$work/err" && tail -n 20 "$work/out"; } >"$work/why"
    [ $status -eq "$expected" ]
    ok $? "$recipe: $case"
}

# publishes NAME: what later steps publish is there, and not empty.
publishes() {
    while IFS= read -r path; do
        (cd "$repository" && [ -s "$path" ]) || echo "$path is lacking"
    done <"$work/steps/published" >"$work/lacking"
    [ -s "$work/steps/published" ] || echo 'nothing is published' >>"$work/lacking"
    empty "$recipe: $1" "$work/lacking"
}

# recipe FILE SHELL: takes it apart; its steps are run by that shell, as the platform does.
recipe() {
    recipe=$1 shell=$2
    rm -rf "$work/steps" && mkdir "$work/steps"
    "$python" "$here/recipes/steps.py" "$recipes/$recipe" "$work/steps" >"$work/why" 2>&1
    ok $? "$recipe: its steps can be run"
}

# installs JOB.NUMBER: the step builds Plimsoll from its source and installs it.
installs() {
    : >"$work/called"
    rm -rf "$work/tmp" && mkdir "$work/tmp"
    facts pass
    step 0 'Plimsoll is installed' "$1"
    grep -v '^apt-get' "$work/called" | paste -sd' ' >"$work/got"
    echo 'built installed' >"$work/wanted"
    same "$recipe: from its source" "$work/got" "$work/wanted"
}

# checks JOB.NUMBER UNKNOWN: the step ends as the check does, but with UNKNOWN where that is undecided.
checks() {
    while read -r state expected; do
        facts "$state"
        step "$expected" "a check that ends in $state" "$1"
        [ $state = wrong ] || publishes "reports of a check that ends in $state"
    done <<END
pass 0
fail 1
unknown $2
wrong 3
END
}

recipe github.yml 'sh -e'
installs check.1
: >"$work/summary"
checks check.2 2
GITHUB_EVENT_NAME=pull_request
facts unknown
step 0 'a pull request that is undecided' check.2
holds 'github.yml: says so' "$work/out" '::warning title=plimsoll::undecided'
facts fail
step 1 'a pull request that fails' check.2
holds 'github.yml: with annotations' "$work/out" '::error '
holds 'github.yml: and a summary' "$work/summary" 'memory.headroom'

recipe gitlab-ci.yml 'sh -e'
installs check.1
checks check.2 2
: >"$work/called"
step 0 'the report as a comment' comment.1
is 'gitlab-ci.yml: what is sent' "$(cat "$work/called")" <<'END'
curl -sS --fail --header PRIVATE-TOKEN: secret --data-urlencode body@reports/report.md https://gitlab.example.com/api/v4/projects/7/merge_requests/3/notes
END

recipe Jenkinsfile 'sh -xe'
installs install.1
checks check.1 2

recipe azure-pipelines.yml 'bash --noprofile --norc'
installs check.1
checks check.2 0
facts unknown
step 0 'what is undecided' check.2
holds 'azure-pipelines.yml: is a success with issues' "$work/out" '##vso[task.complete result=SucceededWithIssues;]'

# ---- pre-commit ----

recipe=pre-commit-config.yaml
cat >"$work/hooks.py" <<'END'
import re, sys, yaml
for repository in yaml.safe_load(open(sys.argv[1]))['repos']:
    for hook in repository['hooks']:
        files = [] if hook.get('pass_filenames') is False else [
            name for name in sys.argv[2:] if re.search(hook['files'], name)]
        print(hook['entry'], *files)
END
# hooks: runs them as pre-commit does: each, and fails where one does.
hooks() {
    (cd "$repository" && "$python" "$work/hooks.py" .pre-commit-config.yaml facts.json site.plim) |
        { while IFS= read -r hook; do (cd "$repository" && eval "$hook") || result=1; done && exit "${result:-0}"; }
}
while read -r state expected; do
    facts "$state"
    expect "$expected" "$recipe: a commit that ends in $state" hooks
    if command -v pre-commit >/dev/null; then
        git -C "$repository" add -A
        (cd "$repository" && HOME=$work pre-commit run --all-files) >"$work/why" 2>&1
        [ $? -eq "$expected" ]
        ok $? "$recipe: the same with pre-commit"
        git -C "$repository" reset -q
    else
        skip "$recipe: the same with pre-commit" 'pre-commit is not installed'
    fi
done <<'END'
pass 0
fail 1
unknown 0
wrong 1
END

# ---- every night ----

recipe='nightly.sh' shell=sh
mkdir -p "$work/steps" && cp "$recipes/nightly.sh" "$work/steps/nightly"
if [ -x "$PLIMSOLL_LIBEXEC/plimsoll-collect-libvirt" ]; then
    facts pass
    SOURCE=test://$examples/source.xml DEST=test://$examples/dest.xml
    export SOURCE DEST
    step 0 'the first night' nightly
    step 0 'a night without a change' nightly
    cp "$repository/nightly/report.json" "$work/before"
    SOURCE=test:///missing.xml DEST=test:///missing.xml
    step 3 'a night in which no host answers' nightly
    same 'nightly.sh: keeps the last report' "$repository/nightly/report.json" "$work/before"
    SOURCE=test://$examples/source.xml DEST=test://$examples/dest-small.xml
    step 1 'a night in which something becomes worse' nightly
    holds 'nightly.sh: says what' "$work/out" 'memory.headroom'
    step 0 'the night after' nightly
else
    skip 'nightly.sh' 'there is no collector for libvirt'
fi

# ---- the schemas of the platforms ----

tools=$top_builddir/recipes/node_modules/.bin
# valid NAME COMMAND...: a tool that knows the platform takes the recipe; skipped without the tool.
valid() {
    name=$1
    shift
    if ! command -v "$1" >/dev/null; then
        skip "$name" 'make check-recipes installs what checks it'
        return
    fi
    run "$@"
    [ "$status" -eq 0 ]
    ok $? "$name"
}
cd "$repository" || exit 99
facts pass
cp "$recipes/gitlab-ci.yml" .gitlab-ci.yml
git remote add origin https://gitlab.example.com/group/project.git
git -c user.name=test -c user.email=test@example.com commit -q -a -m more
valid 'github.yml fits the schema of workflows' "$tools/action-validator" "$recipes/github.yml"
valid 'gitlab-ci.yml fits the schema of GitLab' "$tools/gitlab-ci-local" --list
valid 'pre-commit-config.yaml is one for pre-commit' pre-commit validate-config "$recipes/pre-commit-config.yaml"
done_testing
