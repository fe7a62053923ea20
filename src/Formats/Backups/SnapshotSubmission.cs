using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>
/// What a gateway knows of a submission, written `submission ENTRY HASH OCTETS DAY timely|late SIGNER…`. Whether it was taken out, opened or purged stands in
/// the ledger.
/// </summary>
/// <param name="Entry">Its entry number; 0 when no export has given it one.</param>
/// <param name="Hash">SHA-256 of the ciphertext.</param>
/// <param name="Octets">Its length, at least 1.</param>
/// <param name="Day">When it was stored.</param>
/// <param name="Late">Imported to a subkey past its day.</param>
/// <param name="OpenedBy">Primary fingerprints of the reviewers who acknowledged it as opened, each once.</param>
public sealed record SnapshotSubmission(int Entry, Sha256Hash Hash, long Octets, DateOnly Day, bool Late, IReadOnlyList<Fingerprint> OpenedBy)
{
    internal const string Word = "submission ";

    /// <summary>The line without its line end.</summary>
    public override string ToString() =>
        $"{Word}{Written.Of(Entry)} {Hash} {Written.Of(Octets)} {Written.Of(Day)} {(Late ? "late" : "timely")}{string.Concat(OpenedBy.Select(signer => $" {signer}"))}";

    /// <summary>Reads what follows the first word; null and why otherwise.</summary>
    internal static SnapshotSubmission? Parse(ReadOnlySpan<char> text, out TextFault fault)
    {
        var words = text.ToString().Split(' ');
        fault = TextFault.LineMalformed;
        if (words.Length < 5 || words[4] is not ("late" or "timely")) return null;
        fault = TextFault.NumberMalformed;
        if (!Written.TryNumber(words[0], out int entry) || !Written.TryNumber(words[2], out long octets) || octets == 0) return null;
        fault = TextFault.HashMalformed;
        if (!Sha256Hash.TryParse(words[1], out var hash)) return null;
        fault = TextFault.DayMalformed;
        if (!Written.TryDay(words[3], out var day)) return null;
        var signers = new List<Fingerprint>();
        foreach (var word in words.AsSpan(5))
        {
            fault = TextFault.FingerprintMalformed;
            if (!Fingerprint.TryParse(word, out var signer)) return null;
            fault = TextFault.LineRepeated;
            if (signers.Contains(signer)) return null;
            signers.Add(signer);
        }

        return new SnapshotSubmission(entry, hash, octets, day, words[4] == "late", signers);
    }
}
