# editors/: grammars for editors, which take nothing of the build and are not installed.

tree_sitter = %D%/tree-sitter-plimsoll
EXTRA_DIST += $(tree_sitter)/grammar.js $(tree_sitter)/package.json $(tree_sitter)/queries $(tree_sitter)/src \
	$(tree_sitter)/test
EXTRA_DIST += %D%/bat/Plimsoll.sublime-syntax %D%/emacs/plimsoll-mode.el %D%/kate/plimsoll.xml %D%/pygments/plimsoll.py %D%/textmate/plimsoll.tmLanguage.json \
	%D%/vim/ftdetect/plimsoll.vim %D%/vim/ftplugin/plimsoll.vim %D%/vim/indent/plimsoll.vim %D%/vim/syntax/plimsoll.vim
