# src/facts/: its files, in order.
libplimcore_la_SOURCES += %D%/ahead.c %D%/ahead.h %D%/arrange.c %D%/arrange.h %D%/awaited.c %D%/awaited.h %D%/build.c %D%/build.h %D%/column.c \
	%D%/column.h %D%/compact.c %D%/compact.h %D%/diff.c %D%/diff.h %D%/document.c %D%/document.h %D%/edit.c %D%/edit.h \
	%D%/edit_find.c %D%/edit_find.h %D%/edit_index.c %D%/edit_index.h %D%/escape.c %D%/escape.h %D%/extra.c %D%/extra.h %D%/filter.c %D%/filter.h \
	%D%/infer.c %D%/infer.h %D%/infer_write.c %D%/input.c %D%/input.h %D%/keys.c %D%/keys.h \
	%D%/load.c %D%/load.h %D%/member.c %D%/member.h %D%/order.c %D%/order.h %D%/origin.c %D%/origin.h %D%/overlay.c \
	%D%/overlay.h %D%/overlay_walk.c %D%/overlay_walk.h %D%/path.c %D%/path.h %D%/place.c %D%/place.h %D%/provenance.c %D%/provenance.h %D%/record.c \
	%D%/record.h %D%/rows.c %D%/rows.h %D%/stand_in.c %D%/stand_in.h %D%/says.c %D%/says.h %D%/scan.c %D%/scan.h %D%/select.c \
	%D%/select.h %D%/shortcut.c %D%/shortcut.h %D%/shown.c %D%/shown.h %D%/store.c %D%/store.h %D%/tokens.c %D%/tokens.h %D%/usual.c %D%/usual.h %D%/value.c %D%/value.h %D%/view.c %D%/view.h
