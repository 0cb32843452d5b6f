" Plimsoll: what stands in brackets is indented, and so is a message below its require.
if exists('b:did_indent')
    finish
endif
let b:did_indent = 1
setlocal indentexpr=PlimsollIndent() indentkeys=!^F,o,O,0},0],0),=message
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

" Brackets that a line opens, less those that it closes; texts and comments do not count.
function! s:opened(line) abort
    let bare = substitute(a:line, '"\%([^"\\]\|\\.\)*"\|''[^'']*''\|#.*', '', 'g')
    return strlen(substitute(bare, '[^[({]', '', 'g')) - strlen(substitute(bare, '[^])}]', '', 'g'))
endfunction

function! PlimsollIndent() abort
    let before = prevnonblank(v:lnum - 1)
    let steps = max([s:opened(getline(before)), 0])
    " A bracket that a line begins with is closed by its own indent already.
    let steps -= getline(v:lnum) =~# '^\s*[])}]'
    let steps += getline(v:lnum) =~# '^\s*message\>' && getline(before) =~# '^\s*require\>'
    let steps -= getline(before) =~# '^\s*message\>' && getline(v:lnum) !~# '^\s*[])}]'
    return max([indent(before) + (steps > 1 ? 1 : steps) * shiftwidth(), 0])
endfunction
