# src/check/: its files, in order.
libplimcore_la_SOURCES += %D%/builtin.c %D%/builtin.h %D%/builtins.def %D%/check.c \
	%D%/check.h %D%/check_call.c %D%/check_constant.c %D%/check_define.c %D%/check_expr.c %D%/check_expr.h \
	%D%/check_fit.c %D%/check_limit.c %D%/check_list.c %D%/check_make.c %D%/check_make.h %D%/check_message.c \
	%D%/check_message.h %D%/check_number.c %D%/check_default.c %D%/check_membership.c %D%/check_operator.c %D%/check_path.c \
	%D%/check_reach.h %D%/check_rule.c %D%/check_scope.c %D%/check_scope.h %D%/check_state.h \
	%D%/checked.c %D%/checked.h %D%/model_add.c %D%/model_build.h %D%/model_draft.h \
	%D%/model_layout.c %D%/model_purpose.c %D%/model_resolve.c %D%/model_type.c %D%/pattern.c \
	%D%/pattern.h %D%/pattern_automaton.c %D%/pattern_automaton.h %D%/pattern_dialect.c %D%/pattern_dialect.h %D%/pattern_glob.c \
	%D%/pattern_glob.h %D%/pattern_literal.c %D%/pattern_literal.h %D%/pattern_plain.c \
	%D%/pattern_places.c %D%/pattern_places.h %D%/pattern_plain.h %D%/pattern_read.h %D%/pattern_re2.cc %D%/pattern_re2.h \
	%D%/wanted.c %D%/wanted.h
