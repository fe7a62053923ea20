using System.Text;
using System.Text.RegularExpressions;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Fuzzing;

/// <summary>Where each reader's first inputs come from: the vectors of tests/Vectors, and what earlier fuzzing kept there.</summary>
internal static partial class Seeds
{
    private const string Begin = "-----BEGIN";

    /// <summary>Names of the readers that are fuzzed, and their first inputs.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<byte[]>>> All { get; } = new Dictionary<string, Func<IEnumerable<byte[]>>>
    {
        ["packets"] = () => Of("messages").Where(octets => !IsText(octets)).Append(Partial()),
        ["armor"] = () => Of("messages").Where(IsText).Append(Encoding.ASCII.GetBytes(Armor.Write("PGP MESSAGE", Partial()))),
        ["multipart"] = Forms,
        ["signed-text"] = () => Of("texts/signed-text"),
        ["keyring"] = () => Of("texts/keyring"),
        ["ledger"] = () => Of("texts/ledger"),
        ["custody"] = () => Of("texts/custody"),
        ["acknowledgement"] = () => Of("texts/acknowledgement"),
        ["manifest"] = () => Of("texts/manifest"),
        ["bag-info"] = () => Of("texts/bag-info"),
        ["backup-info"] = () => [SnapshotSample.Info.Write()],
        ["snapshot"] = () => [SnapshotSample.Head.Snapshot.Write()],
        ["canary"] = () => Of("texts/canary"),
        ["pin"] = () => Of("texts/pin"),
        ["receipt"] = Receipts,
        ["puzzle-solution"] = () => Puzzles("solution"),
        ["content-digest"] = () => Puzzles("digest"),
        ["testimony"] = () => Of("testimonies").Select(FirstFile),
        ["tar"] = Archives,
        ["names"] = Names,
    };

    /// <summary>What earlier fuzzing kept for a reader.</summary>
    public static IReadOnlyList<Vector> Kept(string reader) =>
        Directory.Exists(Path.Combine(Vector.Root(), "tests", "Vectors", "fuzz", reader)) ? Vector.In($"fuzz/{reader}") : [];

    private static IEnumerable<byte[]> Names() => new[]
    {
        "00000341.pgp\nصورة.jpg\n../../x\nCON\ncon.tar.gz\na\u202Eb\n\na\nA",
        "000102030405060708090a0b0c0d0e0f-0003-0020\n.bashrc\nname. ",
    }.Select(Encoding.UTF8.GetBytes);

    private static IEnumerable<byte[]> Of(string folder) => Vector.In(folder).Select(vector => vector.Octets);

    /// <summary>A message whose SEIPD comes in parts of 512 octets; those of other programs have parts too long to be changed often.</summary>
    private static byte[] Partial()
    {
        const int sessionKey = 2 + Profile.SessionKeyPacketOctets;
        var one = Vector.In("messages").Single(vector => vector.Name == "gpg-one").Octets;
        var body = Vector.In("messages").Single(vector => vector.Name == "gpg-partial").Octets.AsSpan(1000);
        return [.. one[..sessionKey], 0xD2, 0xE9, 1, .. body[..511], 0xE9, .. body[511..1023], 100, .. body[1023..1123]];
    }

    private static bool IsText(byte[] octets) => octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Begin)) >= 0;

    private static IEnumerable<byte[]> Forms() => Of("messages").SelectMany(octets => new[]
    {
        Form("sealed", "form-data; name=\"file\"; filename=\"a.pgp\"", octets),
        Form("----WebKitFormBoundaryA1b2", "form-data; name=text", octets[..Math.Min(octets.Length, 40)]),
    });

    private static byte[] Form(string boundary, string disposition, byte[] octets) =>
    [
        .. Encoding.ASCII.GetBytes($"multipart/form-data; boundary={boundary}\n--{boundary}\r\nContent-Disposition: {disposition}\r\nContent-Type: text/plain\r\n\r\n"),
        .. octets,
        .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
    ];

    private static IEnumerable<byte[]> Receipts() => File.ReadLines(Path.Combine(Vector.Root(), "tests", "Vectors", "receipts.txt"))
        .Select(line => Quoted().Match(line)).Where(match => match.Success).Select(match => Encoding.UTF8.GetBytes(Regex.Unescape(match.Groups[1].Value)));

    private static IEnumerable<byte[]> Puzzles(string kind) => File.ReadLines(Path.Combine(Vector.Root(), "tests", "Vectors", "puzzles.txt"))
        .Where(line => line.StartsWith($"{kind} \"", StringComparison.Ordinal) || line.StartsWith($"refused-{kind} \"", StringComparison.Ordinal))
        .Select(line => Encoding.ASCII.GetBytes(line.Split('"')[1])).Where(octets => octets.Length > 0);

    /// <summary>Archives without the zeros after their end, and one with a name that only pax can write.</summary>
    private static IEnumerable<byte[]> Archives()
    {
        var file = Attachment.Measure("شهادة.txt", () => new MemoryStream("x"u8.ToArray()));
        if (!TestimonyArchive.TryPlan(new Account("a"), [file], null, out var archive, out _)) throw new InvalidOperationException("No archive.");
        return Of("testimonies").Append([.. archive.Slices().SelectMany(slice => slice.ToArray())])
            .Select(octets => octets[..((octets.AsSpan().LastIndexOfAnyExcept((byte)0) / 512 * 512) + 1536)]);
    }

    private static byte[] FirstFile(byte[] archive) => archive[512..(512 + archive.AsSpan(512).IndexOf((byte)0))];

    [GeneratedRegex("^(?:read|refuse) \"([^\"]*)\"")]
    private static partial Regex Quoted();
}
