using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Records;

/// <summary>A finished bundle.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TagManifest">SHA-256 of its tagmanifest-sha256.txt.</param>
/// <param name="Head">The head after its last line.</param>
/// <param name="LastEntry">No entry after this one is in it.</param>
internal sealed record Bundle(int Number, Sha256Hash TagManifest, LedgerHead Head, int LastEntry)
{
    public byte[] Write() => BsonSerializer.Serialize(new BsonDocument
    {
        ["number"] = Number,
        ["manifest"] = TagManifest.ToArray(),
        ["line"] = Head.Number,
        ["head"] = Head.Head.ToArray(),
        ["last"] = LastEntry,
    });

    public static Bundle Read(byte[] octets)
    {
        var document = BsonSerializer.Deserialize(octets);
        return new Bundle(
            document["number"].AsInt32,
            new Sha256Hash(document["manifest"].AsBinary),
            new LedgerHead(document["line"].AsInt32, new Sha256Hash(document["head"].AsBinary)),
            document["last"].AsInt32);
    }
}
