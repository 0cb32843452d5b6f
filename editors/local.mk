# editors/: grammars for editors, which take nothing of the build and are not installed.

tree_sitter = %D%/tree-sitter-plimsoll
EXTRA_DIST += $(tree_sitter)/grammar.js $(tree_sitter)/package.json $(tree_sitter)/queries $(tree_sitter)/src \
	$(tree_sitter)/test
