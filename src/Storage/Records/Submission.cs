using SecureDrop.Formats;

namespace SecureDrop.Storage.Records;

/// <summary>What the vault knows of a submission.</summary>
/// <param name="Hash">SHA-256 of the ciphertext.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Day">When it was stored.</param>
/// <param name="Late">Imported to a subkey past its day.</param>
/// <param name="State">Never <see cref="SubmissionState.Unknown"/>.</param>
/// <param name="Entry">Its entry number; 0 until an export gives it one.</param>
/// <param name="FirstBlock">Number of its first block; the others follow.</param>
/// <param name="BlockCount">How many there are; 0 once purged.</param>
/// <param name="OpenedBy">Primary fingerprints of the reviewers who acknowledged it as opened.</param>
internal sealed record Submission(
    Sha256Hash Hash,
    long Octets,
    DateOnly Day,
    bool Late,
    SubmissionState State,
    int Entry,
    long FirstBlock,
    int BlockCount,
    IReadOnlyList<Fingerprint> OpenedBy)
{
    public bool IsPurged => BlockCount == 0;

    /// <summary>Numbers of its blocks, in order.</summary>
    public IEnumerable<long> Blocks => Enumerable.Range(0, BlockCount).Select(at => FirstBlock + at);

    public void Write(BinaryWriter to)
    {
        to.Write((byte)State);
        to.Write(Hash.ToArray());
        to.Write(Octets);
        to.Write(Day.DayNumber);
        to.Write(Late);
        to.Write(Entry);
        to.Write(FirstBlock);
        to.Write(BlockCount);
        to.Write(OpenedBy.Count);
        foreach (var signer in OpenedBy) to.Write(Convert.FromHexString(signer.ToString()));
    }

    /// <summary>What follows the state.</summary>
    public static Submission Read(SubmissionState state, BinaryReader from) => new(
        new Sha256Hash(from.ReadBytes(Sha256Hash.Size)),
        from.ReadInt64(),
        DateOnly.FromDayNumber(from.ReadInt32()),
        from.ReadBoolean(),
        state,
        from.ReadInt32(),
        from.ReadInt64(),
        from.ReadInt32(),
        [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => new Fingerprint(from.ReadBytes(Fingerprint.Size)))]);
}
