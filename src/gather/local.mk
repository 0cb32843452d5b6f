# src/gather/: asking hosts for their facts; a part of plimsoll, not of the libraries. A line per
# file, 'plimsoll_SOURCES += %D%/name.c %D%/name.h'.
plimsoll_SOURCES += %D%/accepts.c %D%/accepts.h
plimsoll_SOURCES += %D%/children.c %D%/children.h
plimsoll_SOURCES += %D%/comparison.c %D%/comparison.h
plimsoll_SOURCES += %D%/fact.c %D%/fact.h
plimsoll_SOURCES += %D%/gather.c %D%/gather.h
plimsoll_SOURCES += %D%/item.c %D%/item.h %D%/item_read.c
plimsoll_SOURCES += %D%/snapshot_path.c %D%/snapshot_path.h
plimsoll_SOURCES += %D%/turn.c %D%/turn.h
