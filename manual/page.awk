# A manual page (man(7)) from one --help. Set: title, version, parent (the page above, or itself), words (the command).
function safe(text) {
    gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text)
    return text ~ /^[.']/ ? "\\&" text : text
}
function entry(line,   at) {
    # Two columns, at least two blanks between them.
    sub(/^  /, "", line)
    at = match(line, /  +/)
    print ".TP\n.B " safe(at ? substr(line, 1, at - 1) : line)
    if (at) print safe(substr(line, at + RLENGTH))
}
/^[A-Z][a-z]+:$/ { part = $0; next }
/^ *$/ { next }
part == "Description:" { sub(/^ +/, ""); description = description (description == "" ? "" : "\n") $0; next }
part == "Usage:" { sub(/^ +/, ""); usage = $0; next }
{ count[part]++; lines[part, count[part]] = $0 }
END {
    first = description; sub(/\n.*/, "", first)
    at = index(first, ". "); if (at) first = substr(first, 1, at - 1)
    sub(/\.$/, "", first)
    print ".TH " toupper(title) " 1 \"\" \"SecureDrop.Net " version "\""
    print ".SH NAME\n" safe(title) " \\- " safe(first)
    print ".SH SYNOPSIS\n.B " safe(usage)
    print ".SH DESCRIPTION\n" safe(description)
    n = split("Arguments: Options: Commands:", parts, " ")
    for (p = 1; p <= n; p++) {
        if (!count[parts[p]]) continue
        print ".SH " toupper(substr(parts[p], 1, length(parts[p]) - 1))
        for (i = 1; i <= count[parts[p]]; i++) {
            entry(lines[parts[p], i])
            if (parts[p] == "Commands:") { split(lines[parts[p], i], word, " "); below = below (below == "" ? "" : ",\n") ".BR " safe(title "-" word[1]) " (1)" }
        }
    }
    print ".SH EXIT STATUS"
    print ".TP\n.B 0\nDone.\n.TP\n.B 1\nChecked and refused: a bad signature, hash, grammar or policy.\n.TP\n.B 2\nThe command line is wrong."
    print ".TP\n.B 3\nInput or output trouble: a medium is full, a connection was lost.\n.TP\n.B 75\nThe vault is in use by another process."
    print ".SH SEE ALSO"
    if (words != "") below = ".BR " safe(parent) " (1)" (below == "" ? "" : ",\n" below)
    gsub(/\(1\),\n/, "(1),\n", below)
    print below == "" ? "README.md and SECURITY.md of SecureDrop.Net" : below
}
