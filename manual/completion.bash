# Completion of @NAME@ for bash, made from its --help. Source it, or put it into /usr/share/bash-completion/completions.
@FUNCTION@() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path="" word at
    local -A words takes files
    local line place may file arguments
    while IFS='|' read -r place may file arguments; do
        words[" $place"]=$may takes[" $place"]=" $file " files[" $place"]=$arguments
    done <<'TABLE'
@TABLE@
TABLE
    for ((at = 1; at < COMP_CWORD; at++)); do
        word="${path:- }${path:+ }${COMP_WORDS[at]}"
        [ -n "${words[$word]+known}" ] && path=$word
    done
    path=${path:- }
    if [[ ${takes[$path]} == *" $before "* ]] || { [ "${files[$path]}" = 1 ] && [[ $current != -* ]]; }; then
        compopt -o filenames 2> /dev/null || : # outside of a completion
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "${words[$path]}" -- "$current")
    fi
}
complete -F @FUNCTION@ @NAME@
