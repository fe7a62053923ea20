# A line of the completion's table from one --help. Set: path (the command's words). Fields between |: path, what may stand there, options that take a file,
# whether arguments are files.
/^[A-Z][a-z]+:$/ { part = $0; next }
part == "Commands:" && /^  [^ ]/ { words = words " " $1 }
part == "Arguments:" && /^  <(FILE|BUNDLE|CERTIFICATE)>/ { files = 1 }
part == "Options:" && /^  -/ {
    line = $0; sub(/^  /, "", line); sub(/  .*/, "", line)
    takes = line ~ /<(FILE|DIR)>/
    n = split(line, pieces, /[ ,]+/)
    for (i = 1; i <= n; i++) if (pieces[i] ~ /^--/) { words = words " " pieces[i]; if (takes) taking = taking " " pieces[i] }
}
END { sub(/^ /, "", words); sub(/^ /, "", taking); print path "|" words "|" taking "|" files + 0 }
