# One guide as one HTML file that asks for nothing and runs nothing. Set: name, language, direction, unread (what is said until a native reader has read it, or nothing), foot.
# The style comes first on the command line. A line begins with title, lead, # (a heading), $ (a command, to be typed as it is), - (an item) or | (a word | what it means).
function safe(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
function typed(text) { text = safe(text); gsub(/[^ ]+/, "<span>&</span>", text); return text } # breaks between words alone
function words(text,   n, pieces, i, all) {
    # What stands between ` is a command or a name: from left to right in every language.
    n = split(text, pieces, "`")
    if (n % 2 == 0) { print FILENAME ":" FNR ": a ` without its other" > "/dev/stderr"; bad = 1 }
    for (i = 1; i <= n; i++) all = all (i % 2 ? safe(pieces[i]) : "<code dir=\"ltr\">" typed(pieces[i]) "</code>")
    return all
}
function within(wanted) {
    if (open == wanted) return
    if (open != "") print "</" open ">"
    if (wanted != "") print "<" wanted ">"
    open = wanted
}
NR == FNR { style = style $0 "\n"; next }
FNR == 1 && sub(/^title /, "") {
    print "<!DOCTYPE html>\n<html lang=\"" language "\" dir=\"" direction "\">\n<meta charset=\"utf-8\">"
    print "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    print "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" safe($0) "</title>\n<style>\n" style "</style>\n<main class=\"" name "\">\n<h1>" safe($0) "</h1>"
    if (unread != "") print "<p class=\"unread\">" safe(unread) "</p>"
    next
}
sub(/^lead /, "") { within(""); print "<p>" words($0) "</p>"; next }
sub(/^# /, "") { within(""); print "<h2>" words($0) "</h2>"; next }
sub(/^\$ /, "") { within(""); print "<pre dir=\"ltr\">" typed($0) "</pre>"; next }
sub(/^- /, "") { within("ul"); print "<li>" words($0) "</li>"; next }
sub(/^\| /, "") { within("dl"); at = index($0, " | "); print "<dt>" words(substr($0, 1, at - 1)) "</dt><dd>" words(substr($0, at + 3)) "</dd>"; next }
{ print FILENAME ":" FNR ": a line that begins with none of title, lead, #, $, - and |" > "/dev/stderr"; bad = 1 }
END {
    within("")
    print "</main>\n<footer>" safe(foot) "</footer>\n</html>"
    exit bad
}
