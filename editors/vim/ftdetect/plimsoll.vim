" Plimsoll policies are files *.plim.
autocmd BufNewFile,BufRead *.plim setfiletype plimsoll
