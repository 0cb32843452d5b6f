# src/lsp/: its files, in order. The library has none of them: they need cJSON.
noinst_LTLIBRARIES += libplimlsp.la
libplimlsp_la_LIBADD = $(CJSON_LIBS)
libplimlsp_la_SOURCES = %D%/actions.c %D%/calls.c %D%/commands.c %D%/commands.h %D%/complete.c %D%/describe.c %D%/describe.h %D%/folders.c %D%/folders.h %D%/frame.c %D%/frame.h %D%/hover.c \
	%D%/layout.c %D%/lens.c %D%/lsp.h %D%/message_id.c %D%/message_id.h %D%/methods.c %D%/methods.h %D%/names.c %D%/names.h %D%/outline.c %D%/params.c %D%/params.h \
	%D%/position.c %D%/position.h %D%/publish.c %D%/rename.c %D%/server.c %D%/server.h %D%/symbols.c %D%/symbols.h %D%/sync.c \
	%D%/tokens.c %D%/tokens.h %D%/uri.c %D%/uri.h %D%/values.c %D%/values.h %D%/verdicts.c %D%/verdicts.h
