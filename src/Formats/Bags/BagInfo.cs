using System.Diagnostics.CodeAnalysis;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>bag-info.txt of a bundle. Source: RFC 8493 §2.2.2; the fields from Bundle-Format on are ours.</summary>
/// <param name="Date">Bagging-Date: the ledger's day.</param>
/// <param name="PayloadOctets">Octets of all files under data/.</param>
/// <param name="PayloadFiles">Number of files under data/.</param>
/// <param name="Bundle">Bundle-Number, from 1.</param>
/// <param name="Ledger">Ledger-Id.</param>
/// <param name="FirstLine">First line of data/ledger.txt; <c>LastLine + 1</c> when it has none.</param>
/// <param name="Head">Number of the last line and Ledger-Head.</param>
/// <param name="PreviousBundle">SHA-256 of the previous bundle's tag manifest; null (written none) for the first.</param>
/// <param name="KeyringEpoch">Epoch of the keyring in force at the export.</param>
public sealed record BagInfo(
    DateOnly Date, long PayloadOctets, int PayloadFiles, int Bundle, LedgerId Ledger, int FirstLine, LedgerHead Head,
    Sha256Hash? PreviousBundle, int KeyringEpoch)
{
    public const int Format = 1;
    public const int MaximumOctets = 4096;

    public byte[] Write() => throw new NotImplementedException();

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out BagInfo? info, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
