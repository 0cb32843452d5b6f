# Completion of plimsoll for fish; the program knows what may follow.

function __plimsoll_words
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l word (string unescape -- $token; or string trim --left --chars "'\"" -- $token)
    $words[1] completion words -- $words[2..-1] "$word" 2>/dev/null
end

# What only the shell can read is left to it.
complete -c plimsoll -n 'string match -qr "^~|[\$(]" -- (commandline -ct)' -F
complete -c plimsoll -n 'not string match -qr "^~|[\$(]" -- (commandline -ct)' -f -a '(__plimsoll_words)'
