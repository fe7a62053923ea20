using SecureDrop.Formats.Backups;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>
/// Every reader of octets that strangers choose, under the name of its folder in tests/Vectors/fuzz. Each is given octets and
/// the seed of their cuts (0: in one piece), and answers `accept …` or why not; it fails with <see cref="BrokenPromiseException"/>
/// when what it accepted does not give the same octets again.
/// </summary>
public static class Table
{
    public static readonly IReadOnlyDictionary<string, Func<byte[], int, string>> All = new Dictionary<string, Func<byte[], int, string>>
    {
        ["packets"] = MessageReading.Of,
        ["armor"] = MessageReading.Of,
        ["multipart"] = FormReading.Of,
        ["signed-text"] = TextReading.Of<SignedText>(SignedText.TryRead, text => text.Write()),
        ["keyring"] = TextReading.Of<Keyring>(Keyring.TryRead, text => text.Text.ToArray(), TextReading.UseKeyring),
        ["ledger"] = TextReading.Of<LedgerText>(LedgerText.TryRead, text => text.Write(), TextReading.JudgeLedger),
        ["custody"] = TextReading.Of<CustodyText>(CustodyText.TryRead, text => text.Write()),
        ["acknowledgement"] = TextReading.Of<Acknowledgement>(Acknowledgement.TryRead, text => text.Write()),
        ["manifest"] = TextReading.Of<Manifest>(Manifest.TryRead, text => text.Write()),
        ["bag-info"] = TextReading.Of<BagInfo>(BagInfo.TryRead, text => text.Write()),
        ["backup-info"] = TextReading.Of<BackupInfo>(BackupInfo.TryRead, text => text.Write()),
        ["snapshot"] = TextReading.Of<Snapshot>(Snapshot.TryRead, text => text.Write()),
        ["canary"] = TextReading.Of<CanaryMark>(CanaryMark.TryRead, text => text.Write()),
        ["pin"] = TextReading.Of<Pin>(Pin.TryRead, text => text.Write()),
        ["receipt"] = ReceiptReading.Of,
        ["puzzle-solution"] = PuzzleReading.Solution,
        ["content-digest"] = PuzzleReading.Digest,
        ["testimony"] = TestimonyReading.Of,
        ["tar"] = TarReading.Of,
        ["names"] = NameReading.Of,
        [BrokenReader.Throws] = BrokenReader.ThrowBehindThree,
        [BrokenReader.Depends] = BrokenReader.DependOnCuts,
        [BrokenReader.Gathers] = BrokenReader.GatherByLength,
        [BrokenReader.Lingers] = BrokenReader.LookBackEachTime,
        [BrokenReader.Lenient] = BrokenReader.ReadUpperCaseToo,
    };
}
