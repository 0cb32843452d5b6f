# src/report/: its files, in order.
libplimcore_la_SOURCES += %D%/describe.c %D%/describe.h %D%/describe_json.c \
	%D%/describe_markdown.c %D%/describe_model.c %D%/describe_model.h %D%/doc_page.c %D%/doc_page.h %D%/describe_text.c %D%/facts.c %D%/facts.h %D%/html.c %D%/html.h %D%/html_assets.h %D%/html_matrix.c %D%/html_rule.c %D%/json.c %D%/json_fact.c %D%/json_fact.h %D%/json_list.c %D%/json_part.h \
	%D%/json_requirement.c %D%/json_rule.c %D%/json_subject.c %D%/json_waiver.c \
	%D%/based.c %D%/based.h %D%/json_baseline.c %D%/page_baseline.c \
	%D%/counted.c %D%/counted.h %D%/cut.c %D%/cut.h \
	%D%/page.c %D%/page.h %D%/page_closing.c %D%/page_columns.c %D%/page_flow.c %D%/page_line.c \
	%D%/page_list.c %D%/page_names.c %D%/page_waiver.c %D%/page_words.c %D%/reads.c %D%/reads.h %D%/report.c %D%/report.h \
	%D%/plain.c %D%/plain.h %D%/junit.c %D%/tap.c %D%/github.c %D%/gitlab.c %D%/sarif.c %D%/markdown.c %D%/openmetrics.c \
	%D%/explain.c %D%/explain.h %D%/explain_json.c %D%/explain_text.c %D%/schema.c %D%/schema.h %D%/tell.c %D%/tell.h %D%/text.c
libplimcore_la_SOURCES += %D%/read/compare.c %D%/read/compare.h %D%/read/compare_json.c %D%/read/compare_margin.c %D%/read/compare_markdown.c \
	%D%/read/compare_parts.h %D%/read/compare_run.c %D%/read/compare_text.c %D%/read/compare_words.c %D%/read/compare_words.h %D%/read/merge.c %D%/read/merge.h %D%/read/merge_json.c \
	%D%/read/merge_markdown.c %D%/read/merge_text.c %D%/read/merge_words.c %D%/read/past.c %D%/read/past.h \
	%D%/read/past_member.c %D%/read/past_member.h %D%/read/past_run.c %D%/read/past_run.h \
	%D%/read/past_baseline.c %D%/read/past_baseline.h
EXTRA_DIST += %D%/html_assets.awk %D%/html.css %D%/html.js
