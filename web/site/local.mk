# web/site/: the documentation as a site of static pages; built on demand.

EXTRA_DIST += %D%/build.sh %D%/eleventy.config.mjs %D%/highlight.mjs %D%/manual.mjs %D%/markdown.mjs %D%/order.mjs %D%/tree.mjs \
	%D%/package.json %D%/package-lock.json %D%/layouts/page.njk \
	%D%/assets/site.js %D%/assets/style.css %D%/assets/theme.js

# Into site/ of the build, with the playground if there is one; skipped aloud without npm.
.PHONY: site
site:
	$(srcdir)/%D%/build.sh $(srcdir) site-work site

# The site, tested; what the browser needs is installed first.
dist_check_SCRIPTS += tests/site/site.sh
EXTRA_DIST += tests/site/links.mjs tests/site/pages.mjs
.PHONY: check-site
check-site: site
	-! command -v npm >/dev/null || command -v chromium >/dev/null || apt-get -q -y --no-install-recommends install chromium
	-! command -v npm >/dev/null || test -d site-check/node_modules || \
	    npm install --silent --prefix site-check playwright-core@1.49 axe-core@4
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='tests/site/site.sh' check_PROGRAMS= check_LTLIBRARIES=
