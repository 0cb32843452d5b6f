#!/usr/bin/env python3
"""bundle.py FOLDER: an exported folder as one JSON document: its manifest, and the objects of each file."""
import json
import os
import sys


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def main(folder):
    manifest = read(folder, "manifest.json")
    files = {c["name"]: read(folder, c["file"]) for c in manifest["cmdlets"] if c["file"]}
    lines = ['{"manifest": ' + json.dumps(manifest)]
    for name, rows in files.items():
        body = ",\n  ".join(json.dumps(row) for row in rows)
        lines.append(f'"{name}": [' + (f"\n  {body}]" if rows else "]"))
    print(",\n".join(lines) + "}")


main(sys.argv[1])
