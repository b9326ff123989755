# Small macros of configure.ac.

# ACCUEIL_CFLAG(FLAG, VARIABLE)
# Add FLAG to VARIABLE when the compiler takes it silently. The program uses
# a libc header, so that flags which only complain there (_FORTIFY_SOURCE
# without -O) are found out too.
AC_DEFUN([ACCUEIL_CFLAG],
[AS_VAR_PUSHDEF([cache], [accueil_cv_cflag_$1])
AC_CACHE_CHECK([whether $CC takes $1], [cache],
[accueil_saved=$CFLAGS
CFLAGS="$CFLAGS -Werror $1"
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <string.h>]],
    [[char s[4]; return memset(s, 0, sizeof(s)) == 0;]])],
    [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
CFLAGS=$accueil_saved])
AS_VAR_IF([cache], [yes], [$2="$$2 $1"])
AS_VAR_POPDEF([cache])
AC_SUBST([$2])])

# ACCUEIL_LDFLAG(FLAG, VARIABLE)
# The same for the linker; FLAG may hold a comma.
AC_DEFUN([ACCUEIL_LDFLAG],
[AS_VAR_PUSHDEF([cache], [accueil_cv_ldflag_$1])
AC_CACHE_CHECK([whether $CC links with $1], [cache],
[accueil_saved=$LDFLAGS
LDFLAGS="$LDFLAGS -Werror $1"
AC_LINK_IFELSE([AC_LANG_PROGRAM], [AS_VAR_SET([cache], [yes])],
    [AS_VAR_SET([cache], [no])])
LDFLAGS=$accueil_saved])
AS_VAR_IF([cache], [yes], [$2="$$2 $1"])
AS_VAR_POPDEF([cache])
AC_SUBST([$2])])

# ACCUEIL_LIBRARY(PREFIX, MODULE, HEADER, LIBRARY, FUNCTION, PACKAGE)
# PREFIX_CFLAGS and PREFIX_LIBS of a library that we cannot do without: by
# pkg-config where it knows MODULE, else by looking for it. PACKAGE is
# Debian's, for the error.
AC_DEFUN([ACCUEIL_LIBRARY],
[PKG_CHECK_MODULES([$1], [$2], [],
[AC_CHECK_HEADER([$3], [],
    [AC_MSG_ERROR([$3 not found; on Debian: apt-get install $6])])
AC_CHECK_LIB([$4], [$5], [$1_CFLAGS= $1_LIBS=-l$4],
    [AC_MSG_ERROR([lib$4 not found; on Debian: apt-get install $6])])])])
