#!/bin/sh
# Builds the site: build.sh SOURCES WORK FOLDER. What WORK has is used again. A playground in WORK/../web is copied
# along. Skipped aloud where tools are missing.
set -eu
sources=$(cd "$1" && pwd)
work=$2
folder=$3

for tool in node npm; do
    if ! command -v "$tool" >/dev/null; then
        echo "SKIPPED: make site, since $tool is not installed (apt-get install nodejs npm)"
        exit 0
    fi
done

mkdir -p "$work/input" "$folder"
folder=$(cd "$folder" && pwd)
for part in assets layouts; do
    rm -rf "${work:?}/$part"
    cp -r "$sources/web/site/$part" "$work/"
done
cp "$sources"/web/site/*.mjs "$sources/web/site/package.json" "$sources/web/site/package-lock.json" "$work/"
chmod -R u+w "$work" # the sources of a release may be read-only
cp "$sources/web/colours.css" "$work/assets/"
cd "$work"
if ! cmp -s package-lock.json installed; then
    npm ci --silent --no-audit --no-fund --ignore-scripts
    cp package-lock.json installed
fi

command -v mandoc >/dev/null || echo 'SKIPPED: the manual pages of the site, since mandoc is not installed'
rm -rf "${folder:?}"/*
playground=0
if [ -d ../web ]; then
    mkdir -p "$folder/playground"
    cp -r ../web/. "$folder/playground/"
    playground=1
fi
SOURCE=$sources OUTPUT=$folder PLAYGROUND=$playground ELEVENTY_NO_TELEMETRY=1 node node_modules/@11ty/eleventy/cmd.cjs \
    --config=eleventy.config.mjs --quiet
echo "the site is in $folder: $(find "$folder" -name '*.html' | wc -l) pages"
