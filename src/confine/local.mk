# src/confine/: locking a process in; a library of its own, for the program and the collectors.
noinst_LTLIBRARIES += libplimconfine.la
libplimconfine_la_SOURCES = %D%/calls.c %D%/calls.h %D%/landlock.c %D%/landlock.h %D%/sandbox.c \
	%D%/sandbox.h
libplimconfine_la_LIBADD = $(SECCOMP_LIBS)
