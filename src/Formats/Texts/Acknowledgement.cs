using System.Diagnostics.CodeAnalysis;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// What goes back across the air gap: a line per entry of one bundle. It never groups parts nor carries testimony ids.
/// </summary>
/// <param name="Ledger">The ledger of the bundle.</param>
/// <param name="Bundle">The bundle's number, from 1.</param>
/// <param name="Head">The head of the bundle.</param>
/// <param name="Day">When it was written.</param>
/// <param name="Entries">In ascending order, each once.</param>
public sealed record Acknowledgement(LedgerId Ledger, int Bundle, LedgerHead Head, DateOnly Day, IReadOnlyList<AcknowledgedEntry> Entries)
{
    public const string Title = "SecureDrop.Net acknowledgement 1";
    public const int MaximumOctets = 16 << 20;

    /// <summary>The text to sign.</summary>
    public byte[] Write() => throw new NotImplementedException();

    /// <summary>Takes the signed text itself (<see cref="SignedText.Text"/>), not its frame.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Acknowledgement? acknowledgement, [NotNullWhen(false)] out TextRefusal? refusal) => throw new NotImplementedException();
}
