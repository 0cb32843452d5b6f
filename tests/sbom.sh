#!/bin/sh
# The bill of materials: SPDX 2.3 in its shape, and everything that is linked.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
sbom=$top_builddir/docs/plimsoll.spdx.json

jq -e . "$sbom" >/dev/null 2>"$work/why"
ok $? 'it is JSON'
cat >"$work/shape.jq" <<'END'
def words: type == "string" and length > 0;
def id: words and test("^SPDXRef-[A-Za-z0-9.-]+$");
(.spdxVersion == "SPDX-2.3") and (.dataLicense == "CC0-1.0") and (.SPDXID == "SPDXRef-DOCUMENT") and
(.name | words) and (.documentNamespace | test("^https://[^#]+$")) and
(.creationInfo.created | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")) and
(.creationInfo.creators | all(test("^(Tool|Person|Organization): "))) and
(keys - ["spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages",
         "relationships"] == []) and
([.packages[].SPDXID] | all(id) and (unique | length) == length) and
(.packages | all((.name | words) and .downloadLocation == "NOASSERTION" and .filesAnalyzed == false)) and
([.packages[].externalRefs[]?] | all(.referenceCategory == "PACKAGE-MANAGER" and
    .referenceType == "purl" and (.referenceLocator | test("^pkg:deb/[a-z]+/[^ ]+@[^ ]+$")))) and
([.packages[].SPDXID, .SPDXID] as $ids | .relationships |
    all((.relationshipType | IN("DESCRIBES", "DYNAMIC_LINK", "STATIC_LINK")) and
        (.spdxElementId | IN($ids[])) and (.relatedSpdxElement | IN($ids[]))))
END
cp "$sbom" "$work/why"
jq -e -f "$work/shape.jq" "$sbom" >/dev/null 2>>"$work/why"
ok $? 'it has the members of SPDX 2.3, as SPDX wants them'

for file in "$top_builddir/plimsoll" "$top_builddir/.libs/libplimsoll.so" "$top_builddir/plimsoll-collect-libvirt"; do
    [ ! -e "$file" ] || readelf -d "$file"
done | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u >"$work/linked"
jq -r '.packages[].name' "$sbom" | sort -u >"$work/listed"
comm -23 "$work/linked" "$work/listed" >"$work/lacking"
[ -s "$work/linked" ] || bail_out 'nothing is linked'
empty 'every library that is linked is listed' "$work/lacking"
jq -r '.relationships[] | select(.relationshipType == "DYNAMIC_LINK") | .relatedSpdxElement' "$sbom" | wc -l >"$work/count"
[ "$(cat "$work/count")" -eq "$(wc -l <"$work/linked")" ]
ok $? 'and no other one'
jq -r '.packages[] | select(.name | test("nettle|libvirt|libc[.]")) | .versionInfo // "-"' "$sbom" >"$work/versions"
[ -s "$work/versions" ] && ! grep -qx -e - "$work/versions"
ok $? 'with their versions'
done_testing
