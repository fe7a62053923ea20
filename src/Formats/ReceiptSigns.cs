using System.Text;

namespace SecureDrop.Formats;

/// <summary>The signs people type between and for the digits of a receipt.</summary>
internal static class ReceiptSigns
{
    /// <summary>A decimal digit of any script (Unicode category Nd), never a superscript, fraction or Roman numeral: those are no digits of a number in tens.</summary>
    public static int? Digit(Rune sign) => Rune.IsDigit(sign) ? (int)Rune.GetNumericValue(sign) : null;

    public static bool IsIgnored(Rune sign) => Rune.IsWhiteSpace(sign) || sign.Value switch
    {
        '-' or '\uFF0D' or (>= '\u2010' and <= '\u2015') or '\u2212' => true, // hyphens, also full-width, dashes, minus
        >= '\u200B' and <= '\u200F' => true, // zero-width space and (non-)joiners of Arabic keyboards, direction marks
        '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true, // direction marks, embeddings, isolates
        '\uFEFF' => true, // byte order mark
        _ => false,
    };
}
