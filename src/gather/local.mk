# src/gather/: asking hosts for their facts; a part of plimsoll, not of the libraries.
# Its files, in order.
cli_sources += %D%/accepts.c %D%/accepts.h %D%/children.c %D%/children.h \
	%D%/comparison.c %D%/comparison.h %D%/fact.c %D%/fact.h %D%/gather.c %D%/gather.h \
	%D%/item.c %D%/item.h %D%/item_read.c %D%/snapshot_path.c %D%/snapshot_path.h %D%/turn.c \
	%D%/turn.h
