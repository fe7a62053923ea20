using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>One event of the ledger, written `12 stored 2026-11-23 5 HASH`.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Event">What happened.</param>
/// <param name="Day">Never before the day of the line before.</param>
/// <param name="Entry">The submission's number, from 1; 0 for <see cref="LedgerEvent.Keyring"/>.</param>
/// <param name="Hash">SHA-256 of the ciphertext, or of the keyring's text.</param>
/// <param name="Reason">Only of a forced purge: see <see cref="IsReason"/>.</param>
public sealed record LedgerLine(int Number, LedgerEvent Event, DateOnly Day, int Entry, Sha256Hash Hash, string? Reason = null)
{
    public const int MaximumReasonOctets = 200;

    private static readonly string[] Words = [.. Enum.GetNames<LedgerEvent>().Select(name => name.ToLowerInvariant())];

    /// <summary>1 to 200 octets of UTF-8 in one line, without control, format or bidirectional characters, no blank at either end.</summary>
    public static bool IsReason(string reason) =>
        reason.Length > 0 && Encoding.UTF8.GetByteCount(reason) <= MaximumReasonOctets && reason.Trim() == reason && reason.EnumerateRunes().All(IsPlain);

    /// <summary>Reads what <see cref="ToString"/> writes and only that, without line end.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out LedgerLine? line, out TextFault fault)
    {
        line = null;
        fault = TextFault.LineMalformed;
        var words = text.ToString().Split(' ', 6);
        if (words.Length < 5) return false;
        var named = Array.IndexOf(Words, words[1]);
        if (named < 0 || (words.Length == 6) != (named == (int)LedgerEvent.Forced)) return false;
        fault = TextFault.NumberMalformed;
        if (!Written.TryNumber(words[0], out int number) || number == 0 || !Written.TryNumber(words[3], out int entry)) return false;
        if ((entry == 0) != (named == (int)LedgerEvent.Keyring)) return false;
        fault = TextFault.DayMalformed;
        if (!Written.TryDay(words[2], out var day)) return false;
        fault = TextFault.HashMalformed;
        if (!Sha256Hash.TryParse(words[4], out var hash)) return false;
        fault = TextFault.ReasonMalformed;
        if (words.Length == 6 && !IsReason(words[5])) return false;
        line = new LedgerLine(number, (LedgerEvent)named, day, entry, hash, words.ElementAtOrDefault(5));
        return true;
    }

    /// <summary>The line without its line end.</summary>
    public override string ToString() =>
        $"{Written.Of(Number)} {Words[(int)Event]} {Written.Of(Day)} {Written.Of(Entry)} {Hash}{(Reason is null ? "" : $" {Reason}")}";

    /// <summary>Length of the line without its line end; a ledger has millions.</summary>
    internal int Octets =>
        Digits(Number) + 1 + Words[(int)Event].Length + 1 + "2026-11-23".Length + 1 + Digits(Entry) + 1 + (2 * Sha256Hash.Size)
        + (Reason is null ? 0 : 1 + Encoding.UTF8.GetByteCount(Reason));

    private static int Digits(int number)
    {
        var digits = 1;
        while ((number /= 10) > 0) digits++;
        return digits;
    }

    // A lone surrogate comes out of EnumerateRunes as U+FFFD, which has its own meaning nowhere here.
    private static bool IsPlain(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
