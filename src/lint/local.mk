# src/lint/: its files, in order.
libplimcore_la_SOURCES += %D%/allowance.c %D%/allowance.h %D%/allowed.c %D%/claims.c %D%/conditions.c %D%/cost.c \
	%D%/lint.c %D%/lint.h %D%/lint_report.c %D%/lint_report.h %D%/lint_rule.c %D%/lint_rule.h \
	%D%/lint_text.c %D%/lint_text.h %D%/names.c %D%/numbered_expr.c %D%/numbered_expr.h %D%/patterns.c %D%/portable.c %D%/range.c \
	%D%/rewrites.c %D%/rules.c %D%/rules.def %D%/rules.h %D%/same.c %D%/same.h %D%/shape.c \
	%D%/silent.c %D%/vacuous.c %D%/waivers.c
