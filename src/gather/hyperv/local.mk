# src/gather/hyperv/: facts from folders that Export-PlimsollFacts.ps1 wrote; a part of plimsoll.
HYPERV_SOURCES = %D%/adapter.c %D%/disk.c %D%/document.c %D%/document.h \
	%D%/enumeration.c %D%/enumeration.h %D%/export.c %D%/export.h %D%/field.c \
	%D%/field.h %D%/host.c %D%/index.c %D%/import.c %D%/import.h %D%/import_main.c %D%/import_main.h \
	%D%/machine.c %D%/manifest.c %D%/manifest.h %D%/moves.c %D%/network.c %D%/release.c %D%/server.c %D%/settings.c %D%/snapshot.c
cli_sources += $(HYPERV_SOURCES)
