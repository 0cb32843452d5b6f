# grammar/: what flex and bison write, with fewer warnings than our own files.
