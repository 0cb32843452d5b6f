# The libraries: one convenience library with every room but the command line
# and the collectors, and the public one around it.

# The flag keeps libtool from compiling every file twice; what it leaves out,
# objects that are not position-independent, nothing here needs.
noinst_LTLIBRARIES += libplimcore.la
libplimcore_la_SOURCES =
libplimcore_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
libplimcore_la_LIBTOOLFLAGS = --tag=disable-static
libplimcore_la_LIBADD = $(CJSON_LIBS) $(PCRE2_LIBS) $(NETTLE_LIBS)
