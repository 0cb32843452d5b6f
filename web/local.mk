# web/: the library as WebAssembly, its package for npm, and the playground; built on demand.

EXTRA_DIST += %D%/bridge.c %D%/colours.css %D%/libraries.sh %D%/site.sh %D%/wasm.sh \
	%D%/package/browser.js %D%/package/core.js %D%/package/index.d.ts %D%/package/node.js %D%/package/package.json \
	%D%/page/assist.js %D%/page/build.mjs %D%/page/editor.js %D%/page/elements.js %D%/page/engine.js %D%/page/examples.mjs \
	%D%/page/index.html %D%/page/package.json %D%/page/package-lock.json %D%/page/page.css %D%/page/page.js \
	%D%/page/places.js %D%/page/problems.js %D%/page/report.js %D%/page/share.js %D%/page/textmate.js \
	%D%/page/verdicts.js %D%/page/worker.js

# The playground into web/, the package into web-work/packages/plimsoll; skipped aloud without its tools.
.PHONY: web
web:
	$(srcdir)/%D%/site.sh $(srcdir) web-work web
