# Completion of plimsoll for bash; the program knows what may follow.

_plimsoll() {
    local program reply
    COMPREPLY=()
    case $2 in
    '~'* | *['$`']*) # what only the shell can read
        compopt -o default 2>/dev/null
        return
        ;;
    esac
    program=$(type -P -- "${1/#\~\//$HOME/}") || program=plimsoll
    while IFS= read -r reply; do
        COMPREPLY+=("$reply")
    done < <("$program" completion words --bash "$2" -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o nospace -F _plimsoll plimsoll
