namespace SecureDrop.Formats;

/// <summary>The signs people type between and for the digits of a receipt.</summary>
internal static class ReceiptSigns
{
    public static int? Digit(char sign) => sign switch
    {
        >= '0' and <= '9' => sign - '0',
        >= '\u0660' and <= '\u0669' => sign - '\u0660', // Arabic-Indic
        >= '\u06F0' and <= '\u06F9' => sign - '\u06F0', // Extended Arabic-Indic: Persian, Kurdish, Urdu
        _ => null,
    };

    public static bool IsIgnored(char sign) => char.IsWhiteSpace(sign) || sign switch
    {
        '-' or (>= '\u2010' and <= '\u2015') or '\u2212' => true, // hyphens, dashes, minus
        >= '\u200B' and <= '\u200F' => true, // zero-width space and (non-)joiners of Arabic keyboards, direction marks
        '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true, // direction marks, embeddings, isolates
        '\uFEFF' => true, // byte order mark
        _ => false,
    };
}
