#!/bin/bash
# Builds the package for npm and the playground: site.sh SOURCES WORK FOLDER. What WORK has is used again; the
# package is left in WORK/packages/plimsoll, the playground in FOLDER. Skipped aloud where tools are missing.
set -eu
sources=$1
work=$2
folder=$3

for tool in emcc npm node apt-get dpkg-source python3; do
    if ! command -v "$tool" >/dev/null; then
        echo "SKIPPED: make web, since $tool is not installed (apt-get install emscripten npm dpkg-dev unicode-data)"
        exit 0
    fi
done

# Modules from npm, of the versions in package-lock.json.
modules() {
    local page=$sources/web/page
    cmp -s "$page/package-lock.json" "$work/page/installed" && return
    mkdir -p "$work/page"
    cp "$page/package.json" "$page/package-lock.json" "$work/page/"
    npm ci --prefix "$work/page" --silent --no-audit --no-fund --ignore-scripts
    cp "$page/package-lock.json" "$work/page/installed"
}

package() {
    local package=$work/packages/plimsoll
    mkdir -p "$package"
    cp "$sources"/web/package/* "$sources/LICENSE" "$work/plimsoll.js" "$work/plimsoll.wasm" "$package/"
}

"$sources/web/wasm.sh" "$sources" "$work"
package
modules
node "$sources/web/page/build.mjs" "$sources" "$work/page/node_modules" "$work/packages" "$folder"
echo "the playground is in $folder, the package in $work/packages/plimsoll"
