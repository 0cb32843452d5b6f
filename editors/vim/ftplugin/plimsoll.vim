" Plimsoll: layout by 'plimsoll fmt' (gggqG), mistakes by 'plimsoll check' (:make).
if exists('b:did_ftplugin')
    finish
endif
let b:did_ftplugin = 1
setlocal commentstring=#\ %s comments=:# expandtab shiftwidth=4 softtabstop=4
setlocal formatexpr=PlimsollFormat() makeprg=plimsoll\ check\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
let b:undo_ftplugin = 'setlocal commentstring< comments< expandtab< shiftwidth< softtabstop< formatexpr< makeprg< errorformat<'

if exists('*PlimsollFormat')
    finish
endif

" Lays out the whole text; parts of it are formatted as elsewhere. With formatprg, the messages about a mistake
" would take the place of the text.
function PlimsollFormat() abort
    if v:lnum != 1 || v:count != line('$') || mode() =~# '[iR]'
        return 1
    endif
    let lines = systemlist('plimsoll fmt -', getline(1, '$'))
    if v:shell_error
        echohl ErrorMsg | echomsg get(lines, 0, 'plimsoll fmt failed') | echohl None
        return 0
    endif
    call setline(1, lines)
    call deletebufline('%', len(lines) + 1, '$')
    return 0
endfunction
