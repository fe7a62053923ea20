using System.Diagnostics.CodeAnalysis;

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

    /// <summary>1 to 200 octets of UTF-8 without control, format or bidirectional characters, not starting or ending with a blank.</summary>
    public static bool IsReason(string reason) => throw new NotImplementedException($"{reason}");

    /// <summary>Reads what <see cref="ToString"/> writes and only that; no line end.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out LedgerLine? line, out TextFault fault) => throw new NotImplementedException();

    /// <summary>The line without its line end.</summary>
    public override string ToString() => throw new NotImplementedException();
}
