// The grammar of policies and fact models: text to tree and nothing else.

%require "3.8"
%define api.pure full
%define api.prefix {plim_yy}
%define api.token.prefix {TOKEN_}
%define api.value.type union
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
// No reduction without a look ahead: after a mistake, tokens are skipped up to one that fits before anything is reduced.
%define lr.default-reduction accepting
%locations
%expect 0
%param {struct parser *p}

%code requires {
#include "grammar/tree_make.h"

// A span covers its symbols; of none it is the point where the symbol before ended.
#define YYLLOC_DEFAULT(current, rhs, count)                                                        \
    do {                                                                                           \
        (current).begin = (count) ? YYRHSLOC(rhs, 1).begin : YYRHSLOC(rhs, 0).end;                 \
        (current).end = (count) ? YYRHSLOC(rhs, count).end : YYRHSLOC(rhs, 0).end;                 \
    } while (0)
}

%code provides {
int plim_yylex(PLIM_YYSTYPE *value, struct span *span, struct parser *p);
}

%code {
#include "grammar/parse.h"

// A statement word was found after a mistake: what follows is read and reported as usual.
#define RECOVERED (yyerrok, p->recovering = false)

// The stack bounds brackets and words that nest without making a tree, such as "((((".
#define YYMAXDEPTH 10000

static void plim_yyerror(struct span *span, struct parser *p, const char *message);
}

%token START_FILE START_EXPRESSION BAD
%token ')' ',' // in the order in which messages list them

%token NAME "a name" UPPER "a name in capitals" FIELD "a field" LABEL "a name with ':'"
%token COLON_WORD "a statement with ':'" UNIT "a unit"
%token NUMBER "a number" TIME "a time" STRING "a text"

%token POLICY "policy" FACTS "facts" USE "use" SUMMARY "summary" PARAM "param" DEFINE "define"
%token RULE "rule" ROOT "root" RECORD "record" EXTEND "extend"
%token IMPORT "import" WAIVE "waive" TEST "test" GIVEN "given" WITH "with" EXPECT "expect"
%token MANDATORY "mandatory" SEVERITY "severity" WHEN "when" FOR "for" LET "let" REQUIRE "require"
%token MESSAGE "message" REMEDY "remedy" SEE "see" TAG "tag"

%token INNER_FOR "for each"
%token VERSION "version" KEY "key" LIST "list" OF "of" ONE "one" EACH "each" MIN "min" MAX "max" PLAN "plan"
%token REASONS "reasons" ANSWERS "answers" ORIGINS "origins"
%token SET "set" SKIP "skip" UNTIL "until" BECAUSE "because" APPROVED "approved" EVEN "even" UNKNOWN "unknown"
%token CASE "case" WITHOUT "without" AT "at" MARGIN "margin" MISSING "missing" PASS "pass" FAIL "fail" WAIVED "waived"
%token RUN "run" VALUE "value"

%token IF "if" THEN "then" ELSE "else" WHERE "where"
%token EVERY "every" SOME "some" NO "no" TRUE "true" FALSE "false"
%token EQUAL "==" UNEQUAL "!=" AT_MOST "<=" AT_LEAST ">=" IN "in" MATCHES "matches" LIKE "like"
%token OR "or" AND "and" NOT "not" HAS "has" DEFAULT "default" MOD "mod"

%precedence OPEN_BLOCK
%precedence SET GIVEN WITH WITHOUT AT EXPECT '}'
%precedence error
%precedence HAS
%left OR
%left AND
%precedence NOT
%left DEFAULT
%left '+' '-'
%left '*' '/' MOD
%precedence NEGATIVE

%type <struct name> name dotted label untyped
%type <const char *> title title_opt version_opt description_opt
%type <struct node *> list empty whole filtered expr comparison value postfix primary literal quantity template where_opt
%type <struct node *> root_default argument
%type <struct nodes> arguments items
%type <struct texts> strings
%type <struct binder> binder
%type <struct limits> bounds
%type <struct node *> min_opt max_opt
%type <struct parameters> parameters
%type <struct name> purpose_word
%type <struct part_node> part
%type <struct parts> parts
%type <struct type_node *> type
%type <enum op > compare
%type <struct qualified_name> target
%type <struct use_node *> use_policy used
%type <struct tailors> tailors
%type <struct tailor_node *> tailor set
%type <const char *> because_opt
%type <struct waive_node *> waiver
%type <struct object_node *> object members
%type <struct object_list> objects
%type <struct object_value> object_value
%type <struct name> verdict
%type <struct step_node *> expect
%type <enum quantifier> quantifier

%start input

%%

input:
    START_FILE statements          { file_end(p); }
|   START_EXPRESSION filtered      { p->expression = $filtered; }
;

statements:
    %empty
|   statements statement           { add_statement(p, &p->file->order, @statement); }
|   statements error               { RECOVERED; }
;

statement:
    POLICY dotted title_opt version_opt    { file_policy(p, $dotted, $title_opt, $version_opt); }
|   FACTS dotted NUMBER                    { file_facts(p, $dotted, @NUMBER); }
|   USE FACTS dotted NUMBER                { file_use(p, $dotted, @NUMBER, @$); }
|   SUMMARY template                       { file_summary(p, $template, @$); }
|   param
|   root
|   purpose
|   define
|   record
|   rule
|   use_policy                             { file_use_policy(p, $1, (struct tailors){0}, @$); }
|   use_policy '{' tailors '}'             { file_use_policy(p, $1, $tailors, @$); }
|   IMPORT used                            { file_import(p, $used, @$); }
|   set                                    { file_set(p, $set); }
|   waiver %prec OPEN_BLOCK                { file_waive(p, $waiver, @$); }
|   test
;

title_opt:
    %empty                         { $$ = NULL; }
|   STRING                         { $$ = make_string(p, @1); }
;

version_opt:
    %empty                         { $$ = NULL; }
|   VERSION STRING                 { $$ = make_string(p, @2); }
;

description_opt:
    %empty                         { $$ = NULL; }
|   STRING                         { $$ = make_string(p, @1); }
;

use_policy:
    USE POLICY used version_opt    { $$ = $used; want_version($$, $version_opt, @version_opt); }
;

used:
    dotted                         { $$ = make_use(p, $dotted); }
|   STRING                         { $$ = make_use_path(p, @STRING); }
;

tailors:
    %empty                         { $$ = (struct tailors){0}; }
|   tailors tailor                 { $$ = add_tailor(p, $1, $tailor); }
|   tailors error                  { $$ = $1; RECOVERED; }
;

tailor:
    set
|   SEVERITY target '=' name       { $$ = make_severity(p, $target, $name, @$); }
|   SKIP target because_opt        { $$ = make_skip(p, $target, $because_opt, @$); }
;

set:
    SET target '=' whole           { $$ = make_set(p, $target, $whole, @$); }
|   SET target '=' error           { $$ = make_set(p, $target, make_bad(p, @error), @$); RECOVERED; }
;

target:
    dotted                         { $$ = make_qualified(p, (struct name){0}, $1, @$); }
|   dotted '/' dotted              { $$ = make_qualified(p, $1, $3, @$); }
;

because_opt:
    %empty                         { $$ = NULL; }
|   BECAUSE STRING                 { $$ = make_string(p, @2); }
;

waiver:
    WAIVE target                       { $$ = make_waiver(p, $target); }
|   waiver FOR postfix                 { $$ = $1; waive_subject(p, $$, $postfix, NULL); }
|   waiver FOR postfix LIKE STRING     { $$ = $1; waive_subject(p, $$, $postfix, make_string(p, @STRING)); }
|   waiver UNTIL TIME                  { $$ = $1; waive_until(p, $$, @TIME); }
|   waiver BECAUSE STRING              { $$ = $1; waive_because(p, $$, @STRING); }
|   waiver APPROVED STRING             { $$ = $1; waive_approved(p, $$, @STRING); }
|   waiver EVEN IF UNKNOWN             { $$ = $1; $$->even_if_unknown = true; }
|   waiver error                       { $$ = $1; $$->sound = false; RECOVERED; }
;

test:
    test_head open steps close     { test_end(p, @$); }
;

test_head:
    TEST STRING                    { test_begin(p, @STRING); }
;

steps:
    %empty
|   steps step
|   steps case
|   steps error                    { RECOVERED; }
;

case:
    case_head open case_steps close    { case_end(p, @$); }
;

case_head:
    CASE STRING                    { case_begin(p, @STRING); }
;

case_steps:
    %empty
|   case_steps step
|   case_steps error               { RECOVERED; }
;

step:
    GIVEN STRING
        { add_step(p, (struct step_node){.kind = STEP_GIVEN_FILE, .file = make_string(p, @2), .file_span = @2}, @$); }
|   GIVEN object                   { add_step(p, (struct step_node){.kind = STEP_GIVEN, .object = $object}, @$); }
|   set                            { add_step(p, (struct step_node){.kind = STEP_SET, .set = *$set}, @$); }
|   WITH postfix '=' whole         { add_step(p, (struct step_node){.kind = STEP_WITH, .path = $2, .value = $4}, @$); }
|   WITHOUT postfix                { add_step(p, (struct step_node){.kind = STEP_WITHOUT, .path = $2}, @$); }
|   AT TIME                        { add_step(p, (struct step_node){.kind = STEP_AT, .time = make_time(p, @2)}, @$); }
|   expect                         { add_step(p, *$expect, @$); }
;

object:
    '{' members '}'                { $$ = $members; $$->span = @$; }
|   '{' members ',' '}'            { $$ = $members; $$->span = @$; }
|   '{' members error '}'          { $$ = $members; $$->span = @$; RECOVERED; }
;

members:
    %empty                                 { $$ = ARENA_NEW(p->parse->arena, struct object_node); }
|   members label object_value             { $$ = add_member(p, $1, $label, $object_value); }
|   members ',' label object_value         { $$ = add_member(p, $1, $label, $object_value); }
;

object_value:
    whole                          { $$ = (struct object_value){.kind = OBJECT_VALUE, .span = @$, .value = $1}; }
|   object                         { $$ = (struct object_value){.kind = OBJECT_OBJECT, .span = @$, .object = $1}; }
|   '[' objects ']'                { $$ = (struct object_value){.kind = OBJECT_LIST, .span = @$, .objects = $2}; }
;

objects:
    object                         { $$ = add_object(p, (struct object_list){0}, $1); }
|   objects ',' object             { $$ = add_object(p, $1, $3); }
;

expect:
    EXPECT verdict target
        { $$ = make_expect(p, (struct expect_node){.kind = EXPECT_RULE, .verdict = $verdict, .rule = $target}); }
|   expect FOR postfix             { $$ = $1; expect_subject(p, $$, $postfix); }
|   expect MARGIN literal          { $$ = $1; expect_margin(p, $$, $literal); }
|   expect MISSING postfix         { $$ = $1; expect_missing(p, $$, $postfix); }
|   EXPECT RUN verdict
        { $$ = make_expect(p, (struct expect_node){.kind = EXPECT_RUN, .verdict = $verdict}); }
|   EXPECT VALUE expr
        { $$ = make_expect(p, (struct expect_node){.kind = EXPECT_VALUE, .value = $expr}); }
|   EXPECT MESSAGE target STRING
        { $$ = make_expect(p, (struct expect_node){.kind = EXPECT_MESSAGE, .rule = $target, .message = make_string(p, @4)}); }
;

verdict:
    verdict_word                   { $$ = make_verdict(p, @1); }
;

verdict_word:
    NAME | PASS | FAIL | UNKNOWN | SKIP | WAIVED
;

param:
    PARAM label type bounds description_opt
        { file_param(p, $label, $type, $bounds, NULL, $description_opt); }
|   PARAM label type bounds '=' whole description_opt
        { file_param(p, $label, $type, $bounds, $whole, $description_opt); }
|   PARAM label '=' whole description_opt
        { say_no_type(p, @3); file_param(p, $label, make_bad_type(p, @label), (struct limits){0}, $whole, $5); }
|   PARAM untyped bounds description_opt
        { file_param(p, $untyped, make_bad_type(p, @untyped), $bounds, NULL, $description_opt); }
|   PARAM untyped bounds '=' whole description_opt
        { file_param(p, $untyped, make_bad_type(p, @untyped), $bounds, $whole, $description_opt); }
|   PARAM label type bounds '=' error description_opt
        { file_param(p, $label, $type, $bounds, make_bad(p, @error), $description_opt); RECOVERED; }
;

untyped:
    name                           { $$ = $name; say_untyped(p, @name); }
|   name NAME                      { $$ = $name; say_untyped(p, @name); }
;

root:
    ROOT label type root_default description_opt       { file_root(p, $label, $type, $4, $5); }
;

root_default:
    %empty                         { $$ = NULL; }
|   DEFAULT postfix                { $$ = $postfix; }
|   DEFAULT error                  { $$ = make_bad(p, @error); RECOVERED; }
;

purpose:
    purpose_word IN dotted '(' parts ')'   { file_purpose(p, $purpose_word, $dotted, $parts); }
;

purpose_word:
    REASONS                        { $$ = make_word(p, @1); }
|   ANSWERS                        { $$ = make_word(p, @1); }
|   ORIGINS                        { $$ = make_word(p, @1); }
;

parts:
    part                           { $$ = add_purpose_part(p, (struct parts){0}, $part); }
|   parts ',' part                 { $$ = add_purpose_part(p, $1, $part); }
;

part:
    name                           { $$ = (struct part_node){$name, $name}; }
|   label name                     { $$ = (struct part_node){$label, $name}; }
;

define:
    DEFINE label type '=' filtered
        { file_define(p, $label, (struct parameters){0}, $type, $filtered); }
|   DEFINE label type '=' error
        { file_define(p, $label, (struct parameters){0}, $type, make_bad(p, @error)); RECOVERED; }
|   DEFINE name '=' filtered
        { file_define(p, $name, (struct parameters){0}, NULL, $filtered); }
|   DEFINE name '=' error
        { file_define(p, $name, (struct parameters){0}, NULL, make_bad(p, @error)); RECOVERED; }
|   DEFINE name '(' parameters ')' ':' type '=' filtered
        { file_define(p, $name, $parameters, $type, $filtered); }
|   DEFINE name '(' parameters ')' ':' type '=' error
        { file_define(p, $name, $parameters, $type, make_bad(p, @error)); RECOVERED; }
|   DEFINE name '(' parameters ')' '=' filtered
        { file_define(p, $name, $parameters, NULL, $filtered); }
|   DEFINE name '(' parameters ')' '=' error
        { file_define(p, $name, $parameters, NULL, make_bad(p, @error)); RECOVERED; }
;

parameters:
    label type                     { $$ = add_parameter(p, (struct parameters){0}, $label, $type); }
|   parameters ',' label type      { $$ = add_parameter(p, $1, $label, $type); }
;

record:
    record_head open fields close  { record_end(p); }
;

record_head:
    RECORD name description_opt              { record_begin(p, $name, (struct name){0}, false, $3); }
|   RECORD name[own] KEY name[key] description_opt { record_begin(p, $own, $key, false, $5); }
|   EXTEND RECORD name                       { record_begin(p, $name, (struct name){0}, true, NULL); }
;

fields:
    %empty
|   fields field                   { add_statement(p, &p->record.order, @field); }
|   fields error                   { RECOVERED; }
;

field:
    label type bounds description_opt
        { record_add_field(p, $label, $type, $bounds, $description_opt, false); }
|   PLAN label type bounds description_opt
        { record_add_field(p, $label, $type, $bounds, $description_opt, true); }
;

bounds:
    min_opt max_opt                { $$ = (struct limits){$min_opt, $max_opt}; }
;

min_opt:
    %empty                         { $$ = NULL; }
|   MIN literal                    { $$ = $literal; }
;

max_opt:
    %empty                         { $$ = NULL; }
|   MAX literal                    { $$ = $literal; }
;

type:
    name                           { $$ = make_type(p, $name); }
|   LIST OF type                   { $$ = make_list_type(p, $3, @$); }
|   ONE OF '[' strings ']'         { $$ = make_choice_type(p, $strings, @$); }
|   error                          { $$ = make_bad_type(p, @$); }
;

strings:
    STRING                         { $$ = add_text(p, (struct texts){0}, @1); }
|   strings ',' STRING             { $$ = add_text(p, $1, @3); }
;

rule:
    rule_head rule_body close      { rule_end(p, @$); }
;

rule_head:
    RULE dotted title open         { rule_begin(p, $dotted, $title, @$); }
;

title:
    STRING                         { $$ = make_string(p, @1); }
|   %empty                         { $$ = ""; say_missing(p, @$, "a title"); }
;

open:
    '{'
|   %empty                         { say_missing(p, @$, "'{'"); }
;

close:
    '}'
|   %empty %prec OPEN_BLOCK        { say_missing(p, @$, "'}'"); }
;

rule_body:
    %empty
|   rule_body rule_item            { add_statement(p, &p->rule.order, @rule_item); }
|   rule_body error                { RECOVERED; p->after_require = false; }
;

rule_item:
    SEVERITY name                  { rule_severity(p, $name, @$); }
|   MANDATORY                      { rule_mandatory(p, @$); }
|   WHEN whole                     { rule_when(p, $whole, @$); }
|   WHEN error                     { rule_when(p, make_bad(p, @error), @$); RECOVERED; }
|   FOR EACH binder                { rule_each(p, $binder, @$); }
|   FOR EACH error                 { rule_each(p, (struct binder){.list = make_bad(p, @error)}, @$); RECOVERED; }
|   FOR error                      { rule_each(p, (struct binder){.list = make_bad(p, @error)}, @$); RECOVERED; }
|   LET name '=' filtered          { rule_let(p, $name, $filtered, @$); }
|   LET name '=' error             { rule_let(p, $name, make_bad(p, @error), @$); RECOVERED; }
|   LET name EQUAL filtered        { say_definition(p, @EQUAL); rule_let(p, $name, $filtered, @$); }
|   LET label type '=' filtered    { say_let_type(p, @label); rule_let(p, $label, $filtered, @$); }
|   REQUIRE whole                  { rule_require(p, $whole); }
|   REQUIRE error                  { rule_require(p, make_bad(p, @error)); RECOVERED; }
|   MESSAGE template               { rule_message(p, $template, @$); }
|   REMEDY template                { rule_remedy(p, $template, @$); }
|   SEE STRING                     { rule_see(p, make_string(p, @2)); }
|   TAG name                       { rule_tag(p, $name); }
|   COLON_WORD whole               { rule_colon(p, @1, $whole, @$); }
;

binder:
    list where_opt                 { $$ = (struct binder){{0}, $list, $where_opt}; }
|   name IN list where_opt         { $$ = (struct binder){$name, $list, $where_opt}; }
;

list:
    postfix
|   postfix DEFAULT empty          { $$ = make_default(p, @2, $1, $3, @$); }
;

empty:
    '[' ']'                        { $$ = make_list(p, (struct nodes){0}, @$); }
;

where_opt:
    %empty                         { $$ = NULL; }
|   WHERE expr                     { $$ = $expr; }
;

filtered:
    whole
|   value WHERE expr               { $$ = make_where(p, $value, $expr, @WHERE, @$); }
;

whole:
    expr
|   IF whole[c] THEN whole[a] ELSE whole[b]    { $$ = make_if(p, $c, $a, $b, @$); }
;

expr:
    comparison
|   expr OR expr                   { $$ = make_binary(p, OP_OR, @2, $1, $3, @$); }
|   expr AND expr                  { $$ = make_binary(p, OP_AND, @2, $1, $3, @$); }
|   NOT expr                       { $$ = make_unary(p, NODE_NOT, @1, $2, @$); }
|   quantifier binder HAS expr     { $$ = make_quantifier(p, $1, @1, $binder, $4, @$); }
;

quantifier:
    EVERY                          { $$ = QUANTIFIER_EVERY; }
|   SOME                           { $$ = QUANTIFIER_SOME; }
|   NO                             { $$ = QUANTIFIER_NO; }
;

comparison:
    value
|   comparison compare value       { $$ = make_comparison(p, $compare, @compare, $1, $value, @$); }
;

compare:
    EQUAL                          { $$ = OP_EQUAL; }
|   UNEQUAL                        { $$ = OP_UNEQUAL; }
|   '<'                            { $$ = OP_LESS; }
|   AT_MOST                        { $$ = OP_AT_MOST; }
|   '>'                            { $$ = OP_GREATER; }
|   AT_LEAST                       { $$ = OP_AT_LEAST; }
|   IN                             { $$ = OP_IN; }
|   NOT IN                         { $$ = OP_NOT_IN; }
|   MATCHES                        { $$ = OP_MATCHES; }
|   LIKE                           { $$ = OP_LIKE; }
|   '='                            { $$ = OP_EQUAL; say_assignment(p, @1); }
;

value:
    postfix
|   value DEFAULT value            { $$ = make_default(p, @2, $1, $3, @$); }
|   value '+' value                { $$ = make_binary(p, OP_ADD, @2, $1, $3, @$); }
|   value '-' value                { $$ = make_binary(p, OP_SUBTRACT, @2, $1, $3, @$); }
|   value '*' value                { $$ = make_binary(p, OP_MULTIPLY, @2, $1, $3, @$); }
|   value '/' value                { $$ = make_binary(p, OP_DIVIDE, @2, $1, $3, @$); }
|   value MOD value                { $$ = make_binary(p, OP_MODULO, @2, $1, $3, @$); }
|   '-' value %prec NEGATIVE       { $$ = make_unary(p, NODE_NEGATE, @1, $2, @$); }
;

postfix:
    primary
|   postfix FIELD                  { $$ = make_field(p, $1, @FIELD, @$); }
|   postfix '[' whole ']'          { $$ = make_index(p, $1, $whole, @$); }
;

primary:
    name                           { $$ = make_name(p, $name); }
|   name '(' arguments ')'         { $$ = make_call(p, $name, $arguments, @$); }
|   name '(' ')'                   { $$ = make_call(p, $name, (struct nodes){0}, @$); }
|   '(' filtered ')'               { $$ = $filtered; $$->parenthesised = true; }
|   '[' items ']'                  { $$ = make_list(p, $items, @$); }
|   empty
|   NUMBER                         { $$ = make_number(p, @1); }
|   quantity
|   TIME                           { $$ = make_time(p, @1); }
|   STRING                         { $$ = make_text(p, @1); }
|   TRUE                           { $$ = make_bool(p, true, @1); }
|   FALSE                          { $$ = make_bool(p, false, @1); }
|   BAD                            { $$ = make_bad(p, @1); }
;

literal:
    NUMBER                         { $$ = make_number(p, @1); }
|   quantity
|   TIME                           { $$ = make_time(p, @1); }
|   '-' literal                    { $$ = make_negative(p, $2, @$); }
;

quantity:
    NUMBER unit                    { $$ = make_quantity(p, NULL, @1, @2); }
|   quantity NUMBER unit           { $$ = make_quantity(p, $1, @2, @3); }
;

unit:
    NAME
|   UPPER
|   UNIT
|   MIN
;

arguments:
    argument                       { $$ = add_node(p, (struct nodes){0}, $1); }
|   arguments ',' argument         { $$ = add_node(p, $1, $3); }
;

argument:
    filtered
|   whole INNER_FOR EACH binder    { $$ = make_each(p, $whole, $binder, @2, @$); }
;

items:
    whole                          { $$ = add_node(p, (struct nodes){0}, $1); }
|   items ',' whole                { $$ = add_node(p, $1, $3); }
;

template:
    STRING                         { $$ = make_template(p, @1); }
;

dotted:
    name
|   dotted FIELD                   { $$ = make_dotted(p, $1, @2); }
;

label:
    LABEL                          { $$ = make_word(p, @1); }
|   COLON_WORD                     { $$ = make_word(p, @1); }
;

name:
    word                           { $$ = make_word(p, @1); }
;

word:
    NAME | UPPER | VERSION | KEY | LIST | OF | ONE | EACH | MIN | MAX | PLAN | REASONS | ANSWERS | ORIGINS
|   MANDATORY | SET | SKIP | UNTIL | BECAUSE | APPROVED | EVEN | UNKNOWN | CASE | WITHOUT | AT | MARGIN | MISSING
|   PASS | FAIL | WAIVED | RUN | VALUE
;

%%

// The parser's stack is full.
static void plim_yyerror(struct span *span, struct parser *p, const char *message) {
    (void)message;
    say_nesting(p, *span);
}

const char *token_name(int token) {
    return yysymbol_name(YYTRANSLATE(token));
}

// Hands the tokens that could stand here to syntax_error, which knows how to say it.
static int yyreport_syntax_error(const yypcontext_t *context, struct parser *p) {
    yysymbol_kind_t kinds[YYNTOKENS];
    int tokens[YYNTOKENS], token_of[YYNTOKENS];
    int count = wants_expected(p) ? yypcontext_expected_tokens(context, kinds, YYNTOKENS) : 0;
    for (int token = 0; token <= YYMAXUTOK; token++)
        token_of[YYTRANSLATE(token)] = token;
    for (int i = 0; i < count; i++)
        tokens[i] = token_of[kinds[i]];
    if (p->expected != NULL)
        keep_expected(p, (struct expected){tokens, count > 0 ? (size_t)count : 0});
    syntax_error(p, (struct expected){tokens, count > 0 ? (size_t)count : 0});
    return 0;
}
