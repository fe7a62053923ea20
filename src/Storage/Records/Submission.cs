using LiteDB;
using SecureDrop.Formats;

namespace SecureDrop.Storage.Records;

/// <summary>What the vault knows of a submission; wrapped as a whole.</summary>
/// <param name="Hash">SHA-256 of the ciphertext.</param>
/// <param name="Octets">Its length.</param>
/// <param name="Day">When it was stored.</param>
/// <param name="Late">Imported to a subkey past its day.</param>
/// <param name="State">Never <see cref="SubmissionState.Unknown"/>.</param>
/// <param name="Blocks">Ids of its blocks in order; none once purged.</param>
/// <param name="OpenedBy">Primary fingerprints of the reviewers who acknowledged it as opened.</param>
internal sealed record Submission(
    Sha256Hash Hash, long Octets, DateOnly Day, bool Late, SubmissionState State, IReadOnlyList<byte[]> Blocks, IReadOnlyList<Fingerprint> OpenedBy)
{
    public byte[] Write() => BsonSerializer.Serialize(new BsonDocument
    {
        ["hash"] = Hash.ToArray(),
        ["octets"] = Octets,
        ["day"] = Day.DayNumber,
        ["late"] = Late,
        ["state"] = (int)State,
        ["blocks"] = new BsonArray(Blocks.Select(id => new BsonValue(id))),
        ["opened"] = new BsonArray(OpenedBy.Select(signer => new BsonValue(signer.ToString()))),
    });

    public static Submission Read(byte[] octets)
    {
        var document = BsonSerializer.Deserialize(octets);
        return new Submission(
            new Sha256Hash(document["hash"].AsBinary),
            document["octets"].AsInt64,
            DateOnly.FromDayNumber(document["day"].AsInt32),
            document["late"].AsBoolean,
            (SubmissionState)document["state"].AsInt32,
            [.. document["blocks"].AsArray.Select(id => id.AsBinary)],
            [.. document["opened"].AsArray.Select(ReadSigner)]);
    }

    private static Fingerprint ReadSigner(BsonValue value) =>
        Fingerprint.TryParse(value.AsString, out var signer) ? signer : throw new VaultUnavailableException(VaultTrouble.Damaged);
}
