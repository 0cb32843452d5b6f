# src/gather/hyperv/: facts from folders that Export-PlimsollFacts.ps1 wrote; a part of plimsoll.
plimsoll_SOURCES += %D%/adapter.c
plimsoll_SOURCES += %D%/disk.c
plimsoll_SOURCES += %D%/document.c %D%/document.h
plimsoll_SOURCES += %D%/encoding.c %D%/encoding.h
plimsoll_SOURCES += %D%/enumeration.c %D%/enumeration.h
plimsoll_SOURCES += %D%/export.c %D%/export.h
plimsoll_SOURCES += %D%/field.c %D%/field.h
plimsoll_SOURCES += %D%/host.c
plimsoll_SOURCES += %D%/import.c %D%/import.h
plimsoll_SOURCES += %D%/import_main.c %D%/import_main.h
plimsoll_SOURCES += %D%/machine.c
plimsoll_SOURCES += %D%/manifest.c %D%/manifest.h
plimsoll_SOURCES += %D%/network.c
plimsoll_SOURCES += %D%/server.c
plimsoll_SOURCES += %D%/snapshot.c
