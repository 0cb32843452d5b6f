#!/bin/sh
# Writes the bill of materials of a build as SPDX 2.3 in JSON: what the programs and the library are
# linked with, by what is in them. In the folder of the build:
#     sbom.sh VERSION SECONDS CC CONFIGURE.AC FILE...
# The seconds are since 1970, those of the release; configure.ac names the modules of pkg-config.
set -eu
version=$1 seconds=$2 compiler=$3 configure=$4
shift 4
work=$(mktemp -d "${TMPDIR:-/tmp}/sbom.XXXXXX")
vendor=$(sed -n "s/^ID=//p" /etc/os-release 2>/dev/null || :)
trap 'rm -rf "$work"' EXIT

sed -n 's/.*PKG_CHECK_MODULES(\[[A-Z0-9]*\], \[\([^]]*\)\].*/\1/p' "$configure" | tr ' ' '\n' |
    grep '^[a-z]' | sort -u >"$work/modules"

# module_of NAME: the module that libNAME belongs to.
module_of() {
    while read -r module; do
        for flag in $(pkg-config --libs-only-l "$module" 2>/dev/null); do
            [ "$flag" != "-l$1" ] || { echo "$module" && return; }
        done
    done <"$work/modules"
}

# owner_of FILE: "PACKAGE VERSION" in Debian's words, where it is of a package.
owner_of() {
    command -v dpkg-query >/dev/null || return 0
    real=$(realpath "$1")
    package=$(dpkg-query -S "$real" "${real#/usr}" 2>/dev/null | sed -n '1s/:.*//p')
    [ -z "$package" ] || dpkg-query -W -f '${Package} ${Version}\n' "$package" | head -n 1
}

# describe KIND LIBRARY FILE: a line "KIND NAME VERSION PURL", where the version may be -, for a library in FILE.
describe() {
    name=$(basename "$2" | sed 's/^lib//; s/\.\(so\|a\).*//')
    module=$(module_of "$name")
    owner=$(owner_of "$3")
    known=${owner#* }
    [ -z "$module" ] || known=$(pkg-config --modversion "$module")
    purl=-
    [ -z "$owner" ] || purl="pkg:deb/$vendor/${owner% *}@$(echo "${owner#* }" | sed 's/+/%2B/g; s/:/%3A/g')"
    echo "$1 $(basename "$2") ${known:--} $purl"
}

for file; do
    readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'
done | sort -u >"$work/needed"
while read -r library; do
    describe DYNAMIC_LINK "$library" "$($compiler -print-file-name="$library")"
done <"$work/needed" >"$work/parts"
# Archives that a program holds stand in the Makefile by their paths.
sed -n 's/^[A-Z0-9_]*LIBS = //p' Makefile | tr ' ' '\n' | grep '^/.*\.a$' | sort -u |
    while read -r archive; do
        describe STATIC_LINK "$archive" "$archive"
    done >>"$work/parts"

digest=$(cat "$work/parts" "$0" | sha256sum | cut -c 1-32)
created=$(date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ)
sort -u "$work/parts" | awk -v version="$version" -v created="$created" -v digest="$digest" '
function package(id, name, version, home, purl) {
    printf "    {\n      \"SPDXID\": \"%s\",\n      \"name\": \"%s\",\n", id, name
    if (version != "-") printf "      \"versionInfo\": \"%s\",\n", version
    printf "      \"downloadLocation\": \"NOASSERTION\",\n      \"filesAnalyzed\": false,\n"
    printf "      \"licenseConcluded\": \"NOASSERTION\",\n      \"licenseDeclared\": \"NOASSERTION\",\n"
    printf "      \"copyrightText\": \"NOASSERTION\""
    if (purl != "-")
        printf ",\n      \"externalRefs\": [{\"referenceCategory\": \"PACKAGE-MANAGER\"," \
               " \"referenceType\": \"purl\", \"referenceLocator\": \"%s\"}]", purl
    printf "\n    }"
}
function relation(from, kind, to) {
    return sprintf("    {\"spdxElementId\": \"%s\", \"relationshipType\": \"%s\", \"relatedSpdxElement\": \"%s\"}", \
                   from, kind, to)
}
BEGIN {
    own = "SPDXRef-plimsoll"
    printf "{\n  \"spdxVersion\": \"SPDX-2.3\",\n  \"dataLicense\": \"CC0-1.0\",\n"
    printf "  \"SPDXID\": \"SPDXRef-DOCUMENT\",\n  \"name\": \"plimsoll-%s\",\n", version
    printf "  \"documentNamespace\": \"https://spdx.org/spdxdocs/plimsoll-%s-%s\",\n", version, digest
    printf "  \"creationInfo\": {\"created\": \"%s\", \"creators\": [\"Tool: plimsoll-sbom\"]},\n", created
    printf "  \"packages\": [\n"
    package(own, "plimsoll", version, "", "-")
    relations = relation("SPDXRef-DOCUMENT", "DESCRIBES", own)
}
{
    id = $2
    gsub(/[^A-Za-z0-9.-]/, "-", id)
    id = "SPDXRef-" id
    printf ",\n"
    package(id, $2, $3, "", $4)
    relations = relations ",\n" relation(own, $1, id)
}
END { printf "\n  ],\n  \"relationships\": [\n%s\n  ]\n}\n", relations }'
