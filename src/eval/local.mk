# src/eval/: a line per file.
libplimcore_la_SOURCES +=
