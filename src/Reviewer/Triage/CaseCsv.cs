using System.Globalization;
using System.Text.RegularExpressions;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Cases as comma-separated values (RFC 4180: CRLF, every field quoted, UTF-8 without a mark), the first row naming the columns; `flags` are parted by spaces. What sources
/// wrote is shown escaped as in a terminal, and no field begins a formula, for spreadsheets run those: an apostrophe goes before `=`, `+`, `-` and `@` (also full-width) at the start of a
/// field and after each sign at which a program may cut fields in its own way. Source: OWASP, CSV Injection.
/// </summary>
internal static partial class CaseCsv
{
    public const string LineEnd = "\r\n";

    public static string Header { get; } = Row([
        "case", "seen", "kind", "state", "day", "bundle", "language", "when", "incident", "where", "octets", "files", "parts", "count", "missing", "flags", "fault", "notes",
        "court", "archive", "publication"]);

    public static string Of(ListedCase one) => Row([
        one.Case, one.Seen, one.Kind, one.State, one.Day, Number(one.Bundle), one.Language, one.When, one.Incident, one.Where, Number(one.Octets), Number(one.Files), Number(one.Parts),
        Number(one.Count), one.Missing, string.Join(' ', one.Flags), one.Fault, Number(one.Notes), Answer(one.Consent?.Court), Answer(one.Consent?.Archive), Answer(one.Consent?.Publication)]);

    private static string Row(IEnumerable<string?> fields) => string.Join(',', fields.Select(Field));

    private static string Field(string? text) => $"\"{Formula().Replace(SafeName.Show(text ?? ""), "$1'$2").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Answer(bool? answer) => answer switch { true => "yes", false => "no", null => null };

    [GeneratedRegex("(^\\s*|[,;|\"']\\s*)([=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();
}
