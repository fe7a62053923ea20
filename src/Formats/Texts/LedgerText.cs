using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Texts;

/// <summary>A stretch of one ledger, as a bundle carries it in data/ledger.txt.</summary>
/// <param name="Id">The ledger's id.</param>
/// <param name="After">The head before the first line of this text.</param>
/// <param name="Lines">Lines <c>After.Number + 1</c> and on.</param>
public sealed record LedgerText(LedgerId Id, LedgerHead After, IReadOnlyList<LedgerLine> Lines)
{
    public const string Title = "SecureDrop.Net ledger 1";
    public const int MaximumOctets = 64 << 20;

    /// <summary>The head after the last line.</summary>
    public LedgerHead Head => Lines.Aggregate(After, (head, line) => head.After(line));

    public byte[] Write() => throw new NotImplementedException();

    /// <summary>Numbers without gaps, days never backwards, entries of stored lines without gaps.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out LedgerText? ledger, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
