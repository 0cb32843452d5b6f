#!/bin/sh
# Explanations agree with reports: the root with the verdict of each rule of the shipped policies and
# of golden cases, the tree with the values of what failed.
. "${top_srcdir:-$(dirname "$0")/..}/tests/tap.sh"
PLIMSOLL=$plimsoll PLIMSOLL_PATH=$top_srcdir/policies python3 "$top_srcdir/tests/explain.py"
