"""Exits with 0 if every finding of a rule, in a report in JSON of plimsoll lint, has edits."""
import json
import sys

found = [f for f in json.load(sys.stdin)["findings"] if f["rule"] == sys.argv[1]]
sys.exit(0 if found and all(f["edits"] for f in found) else 1)
