# docs/: the reference and the man pages; a line per file, 'dist_man_MANS += %D%/name.1'
# or 'dist_doc_DATA += %D%/name.md'.
