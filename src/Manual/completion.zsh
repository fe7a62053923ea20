#compdef @NAME@
# Completion of @NAME@ for zsh, made from its --help. Put it into a folder of fpath, such as /usr/share/zsh/vendor-completions, as _@NAME@.
local current=${words[CURRENT]} before=${words[CURRENT-1]} where=/ line place may file arguments key
local -A following takes files
while IFS='|' read -r place may file arguments; do
    key=/$place
    following[$key]=$may takes[$key]=" $file " files[$key]=$arguments
done <<'TABLE'
@TABLE@
TABLE
local -i at
for ((at = 2; at < CURRENT; at++)); do
    [[ $where == / ]] && key=/${words[at]} || key="$where ${words[at]}"
    (( ${+following[$key]} )) && where=$key
done
if [[ ${takes[$where]} == *" $before "* || ( ${files[$where]} == 1 && $current != -* ) ]]; then
    _files
else
    compadd -- ${=following[$where]}
fi
