" Plimsoll policies, fact models, settings, waivers and tests. Of two matches that begin at one place the later wins.
if exists('b:current_syntax')
    finish
endif
let s:save = &cpoptions
set cpoptions&vim

" The words of the language.
syntax match plimsollStatement /\<\%(policy\|facts\|use\|summary\|param\|define\|rule\|root\|record\|extend\|import\|waive\|test\|severity\|when\|let\|require\|message\|remedy\|see\|tag\|given\|with\|expect\)\>/
syntax match plimsollControl /\<\%(if\|then\|else\|for\|has\|every\|some\|no\)\>/
syntax match plimsollOperator /\<\%(not\|where\|in\|matches\|like\|or\|and\|default\|mod\)\>/
syntax match plimsollConstant /\<\%(true\|false\)\>/
syntax match plimsollFunction /\<\%(abs\|floor\|ceil\|round\|lower\|upper\|length\|starts_with\|ends_with\|contains\|trim\|split\|join\|part\|capture\|replace\|missing\|distinct\|largest\|packs\|same_elements\|ascending\|unique\|version\|major\|in_network\|hour\|weekday\|number\|text\|count\|sum\|min\|max\|avg\|known\)\ze(/
syntax match plimsollType /\<\%(bool\|int\|number\|text\|time\|version\|bytes\|duration\|frequency\|bandwidth\)\>\%(\s*[(.]\)\@!/ contained
syntax match plimsollSign /[-+*/<>=!]\+/
syntax match plimsollColon /:/ nextgroup=plimsollType skipwhite

" Words that are names elsewhere: what stands beside them tells.
let s:name = '\%(\%(' .. join(split('policy facts use summary param define rule root record extend import waive test severity when let require message remedy see tag given with expect if then else for has every some no not where in matches like or and default mod true false'), '\|') .. '\)\>\)\@!\h'
execute 'syntax match plimsollStatement /\<\%(set\|skip\|without\|missing\|key\)\ze\s\+' .. s:name .. '/'
syntax match plimsollStatement /\<version\ze\s\+["']/
syntax match plimsollStatement /\<\%(min\|max\|margin\)\ze\s\+-\?\s*\d/
syntax match plimsollStatement /\<plan\ze\s\+\w\+\s*:/
syntax match plimsollStatement /\<\%(reasons\|answers\|origins\)\ze\s\+in\>/
syntax match plimsollStatement /\<mandatory\ze\s*\%(#\|$\)/
syntax match plimsollStatement /\<\%(until\|at\)\ze\s\+\d/
syntax match plimsollStatement /\<\%(because\|approved\|case\)\ze\s\+["']/
syntax match plimsollStatement /\<even\s\+if\s\+unknown\>/
syntax match plimsollStatement /\<expect\s\+\%(\%(run\s\+\)\?\%(pass\|fail\|unknown\|skip\|waived\)\|value\)\>/
syntax match plimsollStatement /\<one\s\+of\>/
syntax match plimsollStatement /\<list\s\+of\>/ nextgroup=plimsollType skipwhite
syntax match plimsollControl /\<for\s\+each\>/
syntax match plimsollStatement /\<severity\ze\s\+\%(error\|warning\|info\)\>/ nextgroup=plimsollSeverity skipwhite
syntax match plimsollSeverity /\w\+/ contained

" Names: those that are declared, fields, and words before a colon.
syntax match plimsollStatement /\<\%(policy\|facts\|import\|waive\|rule\|define\|record\|param\|root\|let\)\ze\s\+\h/ nextgroup=plimsollName skipwhite
syntax match plimsollName /\h\w*\%(\.\h\w*\)*/ contained
syntax match plimsollField /\<\h\w*\ze\s*:=\@!/
syntax match plimsollField /\.\h\w*/

" Numbers, quantities and times.
syntax match plimsollUnit /\a\+\%(\/s\)\?/ contained
syntax match plimsollNumber /\<\d\+\%(\.\d\+\)\?%\?/
syntax match plimsollNumber /\<\d\+\%(\.\d\+\)\?\ze\s*\%(\%(B\|KB\|kB\|MB\|GB\|TB\|PB\|EB\|KiB\|MiB\|GiB\|TiB\|PiB\|EiB\|bit\|Kbit\|kbit\|Mbit\|Gbit\)\%(\/s\)\?\|ns\|us\|ms\|s\|min\|h\|d\|Hz\|KHz\|kHz\|MHz\|GHz\)\>/ nextgroup=plimsollUnit skipwhite
syntax match plimsollTime /\<\d\{4}-\d\d\?-\d\d\?\%([Tt][0-9:.]\+\%([Zz]\|[+-][0-9:]\+\)\?\)\?/

" Texts; in those of three statements, expressions stand in braces.
syntax match plimsollEscape /\\\%(["\\nt]\|u{\x\+}\)/ contained
syntax match plimsollEscape /{{\|}}/ contained containedin=plimsollTemplate
syntax region plimsollString start=/"/ skip=/\\./ end=/"/ oneline contains=plimsollEscape
syntax region plimsollString start=/'/ end=/'/ oneline
syntax match plimsollStatement /\<\%(summary\|message\|remedy\)\ze\s\+"/ nextgroup=plimsollTemplate skipwhite
syntax region plimsollTemplate start=/"/ skip=/\\./ end=/"/ oneline contained contains=plimsollEscape,plimsollEmbedded
syntax region plimsollEmbedded matchgroup=plimsollBrace start=/{{\@!/ end=/}/ oneline contained contains=TOP

syntax match plimsollComment /#.*/ contains=@Spell

syntax sync minlines=1

highlight default link plimsollStatement Statement
highlight default link plimsollControl Conditional
highlight default link plimsollOperator Operator
highlight default link plimsollSign Operator
highlight default link plimsollConstant Boolean
highlight default link plimsollSeverity Constant
highlight default link plimsollFunction Function
highlight default link plimsollType Type
highlight default link plimsollUnit Type
highlight default link plimsollName Identifier
highlight default link plimsollNumber Number
highlight default link plimsollTime Number
highlight default link plimsollString String
highlight default link plimsollTemplate String
highlight default link plimsollEscape SpecialChar
highlight default link plimsollBrace Delimiter
highlight default link plimsollComment Comment

let b:current_syntax = 'plimsoll'
let &cpoptions = s:save
unlet s:save s:name
