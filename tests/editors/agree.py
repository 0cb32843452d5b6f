"""agree.py PARSED MISTAKES: compares what tree-sitter makes of files ('tree-sitter parse --quiet') with what the
parser says of them ('oracle mistakes'): a file without mistakes has no error node, one with a mistake has one."""

import re
import sys

# Mistakes that no grammar can see: they lie in the value of a literal, or take more than one statement.
BEYOND_GRAMMAR = set("""
    number-range number-precision invalid-time invalid-day mixed-quantity model-version not-text too-deep
    missing-header late-header second-header second-use repeated-statement missing-clause
    misplaced-message misplaced-binding misplaced-step empty-rule no-expect""".split())

ERROR = re.compile(r"(\S+)\s.*(\((?:ERROR|MISSING).*)")


def main(parsed, mistakes):
    errors = dict(ERROR.match(line).groups() for line in open(parsed) if ERROR.match(line))
    beyond = 0
    for line in open(mistakes):
        name, *codes = line.split()
        if not codes and name in errors:
            print(f"FAIL {name}: has no mistake, but an error node {errors[name]}")
        elif set(codes) - BEYOND_GRAMMAR and name not in errors:
            print(f"FAIL {name}: has no error node, but {' '.join(codes)}")
        else:
            print(f"PASS {name}")
        beyond += bool(codes) and name not in errors
    print(f"# {beyond} files have only mistakes that no grammar can see")


main(*sys.argv[1:])
