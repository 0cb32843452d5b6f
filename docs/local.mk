# docs/: the reference and the man pages.
