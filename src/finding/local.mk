# src/finding/: its files, in order.
libplimcore_la_SOURCES += %D%/consulted.c %D%/elements.c %D%/elements.h %D%/evidence.c %D%/evidence.h %D%/findings.c \
	%D%/baseline.c %D%/baseline.h %D%/excused.c %D%/excused.h \
	%D%/derivation.c %D%/derivation.h %D%/derive_elements.c %D%/explanation.c %D%/explanation.h \
	%D%/explanation_subject.c %D%/explanation_subject.h \
	%D%/judged.c %D%/judged.h %D%/margin.c %D%/margin.h \
	%D%/missing.c %D%/missing.h %D%/names.c %D%/names.h %D%/naming.c %D%/naming.h %D%/questions.c %D%/questions.h %D%/reasons.c %D%/reasons.h \
	%D%/rule.c %D%/rule.h %D%/subject.c %D%/subject.h %D%/subject_key.c %D%/subject_key.h %D%/verdict.h \
	%D%/waiver.c %D%/waiver_leads.c %D%/waiver.h
