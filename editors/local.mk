# editors/: grammars for editors, which take nothing of the build and are not installed.

tree_sitter = %D%/tree-sitter-plimsoll
EXTRA_DIST += $(tree_sitter)/grammar.js $(tree_sitter)/package.json $(tree_sitter)/queries $(tree_sitter)/src \
	$(tree_sitter)/test
EXTRA_DIST += %D%/bat/Plimsoll.sublime-syntax %D%/emacs/plimsoll-mode.el %D%/kate/plimsoll.xml %D%/pygments/plimsoll.py %D%/textmate/plimsoll.tmLanguage.json \
	%D%/vim/ftdetect/plimsoll.vim %D%/vim/ftplugin/plimsoll.vim %D%/vim/indent/plimsoll.vim %D%/vim/syntax/plimsoll.vim

# The extension for Visual Studio Code is put together in the folder vscode/ of the build: its sources, the grammar
# and the licence. npm fetches what bundles it and packs it.
vscode = %D%/vscode
vscode_files = $(vscode)/.npmrc $(vscode)/CHANGELOG.md $(vscode)/README.md $(vscode)/build.mjs $(vscode)/eslint.config.mjs \
	$(vscode)/icon.png $(vscode)/language-configuration.json $(vscode)/package-lock.json $(vscode)/package.json \
	$(vscode)/snippets.json $(vscode)/tsconfig.json
vscode_code = $(vscode)/src/answers.ts $(vscode)/src/extension.ts $(vscode)/src/program.ts $(vscode)/src/report.ts \
	$(vscode)/src/server.ts $(vscode)/src/settings.ts $(vscode)/src/tasks.ts $(vscode)/src/testing.ts
vscode_taken = LICENSE %D%/textmate/plimsoll.tmLanguage.json
EXTRA_DIST += $(vscode_files) $(vscode_code) $(vscode)/icon.svg
extension = plimsoll-$(PACKAGE_VERSION).vsix
CLEANFILES += $(extension)

.PHONY: vscode
vscode:
	mkdir -p vscode
	cmp -s $(srcdir)/$(vscode)/package-lock.json vscode/package-lock.json || rm -rf vscode/node_modules
	rm -rf vscode/src && mkdir vscode/src
	for file in $(vscode_files) $(vscode_taken); do cp -f $(srcdir)/$$file vscode || exit 1; done
	for file in $(vscode_code); do cp -f $(srcdir)/$$file vscode/src || exit 1; done
	test -d vscode/node_modules || (cd vscode && npm ci --ignore-scripts --no-audit --no-fund --silent)
	epoch=$(SOURCE_EPOCH) && cd vscode && node build.mjs && \
	    SOURCE_DATE_EPOCH=$$epoch npx vsce package --no-dependencies --allow-missing-repository -o ../$(extension)
