using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>A finished bundle, written `bundle NUMBER MANIFEST LINE HEAD LAST`: acknowledgements name it, and the next one names its manifest.</summary>
/// <param name="Number">From 1, rising; a number may be missing.</param>
/// <param name="TagManifest">SHA-256 of its tagmanifest-sha256.txt.</param>
/// <param name="Head">The head after its last line.</param>
/// <param name="LastEntry">No entry after this one is in it.</param>
public sealed record SnapshotBundle(int Number, Sha256Hash TagManifest, LedgerHead Head, int LastEntry)
{
    internal const string Word = "bundle ";

    /// <summary>The line without its line end.</summary>
    public override string ToString() => $"{Word}{Written.Of(Number)} {TagManifest} {Written.Of(Head.Number)} {Head.Head} {Written.Of(LastEntry)}";

    /// <summary>Reads what follows the first word; null and why otherwise.</summary>
    internal static SnapshotBundle? Parse(ReadOnlySpan<char> text, out TextFault fault)
    {
        var words = text.ToString().Split(' ');
        fault = TextFault.LineMalformed;
        if (words.Length != 5) return null;
        fault = TextFault.NumberMalformed;
        if (!Written.TryNumber(words[0], out int number) || number == 0 || !Written.TryNumber(words[4], out int last)) return null;
        fault = TextFault.HashMalformed;
        if (!Sha256Hash.TryParse(words[1], out var manifest) || LedgerHead.Parse($"{words[2]} {words[3]}") is not { } head) return null;
        return new SnapshotBundle(number, manifest, head, last);
    }
}
