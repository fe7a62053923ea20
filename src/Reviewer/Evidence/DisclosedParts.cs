using System.Text;
using System.Text.RegularExpressions;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>What the ciphertexts of one testimony decrypt to by the bag's session-keys.txt, hashed file by file; nothing is written anywhere.</summary>
internal static partial class DisclosedParts
{
    private const int MaximumOctets = 16 << 20;
    private const string Files = "files";

    /// <param name="folder">The bag.</param>
    /// <param name="version">Path of the testimony's folder in it.</param>
    /// <param name="isArchive">A testimony's tar, or one letter.</param>
    /// <param name="fault">Why not all of it opens.</param>
    /// <returns>SHA-256 of each file, in hexadecimal, and its place: an attachment never passes for the account, whatever it holds.</returns>
    public static IReadOnlySet<(string Hash, string Place)> Hashes(EvidenceFolder folder, string version, bool isArchive, out string? fault)
    {
        var hashes = new HashSet<(string, string)>();
        fault = "not as this program writes it";
        if (folder.Read($"{version}/{EvidenceFiles.SessionKeys}", MaximumOctets) is not { } octets) return hashes;
        var lines = Encoding.UTF8.GetString(octets).TrimEnd('\n').Split('\n').Select(line => Line().Match(line)).ToList();
        if (lines.Any(line => !line.Success)) return hashes;
        if (!isArchive && lines.Count != 1)
        {
            fault = "more than one message: not one letter";
            return hashes;
        }

        string? closed = null;
        PartName? before = null;
        var parts = new JoinedStream(lines.Select(line =>
        {
            var path = Path.GetFullPath(folder.FullPath($"{version}/{line.Groups["path"].Value}"));
            var fileName = "";
            var message = PrivateFile.Read(path, Profile.MaximumOctets) is { } sealedOctets ? Open(sealedOctets, Convert.FromHexString(line.Groups["key"].Value), out fileName) : null;
            if (message is null) closed ??= $"{line.Groups["path"].Value} does not open with its session key";
            else if (isArchive && !Follows(fileName, ref before)) closed ??= $"{line.Groups["path"].Value} is no next part of this testimony";
            return new MemoryStream(message ?? []);
        }));
        if (isArchive) HashMembers(new TarReader(parts, long.MaxValue), hashes);
        else hashes.Add((TwoHashes.Of(parts).Sha256, Files));
        // What stands behind the archive's end must open too.
        parts.CopyTo(Stream.Null);
        fault = closed;
        return hashes;
    }

    /// <summary>`message.txt` for itself, `files` for every attachment.</summary>
    public static string PlaceOf(string path) => path is "message.txt" or "testimony.json" ? path : Files;

    /// <summary>The last ones may be missing: a hole would make one file of two others' ends, and what is attached would begin as an archive of its own.</summary>
    private static bool Follows(string fileName, ref PartName? before)
    {
        var follows = PartName.TryParse(fileName, out var part) && part.Number == 1 + (before?.Number ?? 0)
            && (before is null || (part.Testimony, part.Count) == (before.Testimony, before.Count));
        before = part ?? before;
        return follows;
    }

    private static byte[]? Open(byte[] message, byte[] key, out string fileName)
    {
        fileName = "";
        var opened = MessageOpener.OpenBy(key, message);
        if (opened.Failure is not null) return null;
        using var plaintext = new MemoryStream();
        using var inside = new MemoryStream(opened.Inside.ToArray(), writable: false);
        return InnerMessage.Read(inside, new Unpacking(), plaintext, out fileName) is null ? plaintext.ToArray() : null;
    }

    private static void HashMembers(TarReader tar, HashSet<(string, string)> hashes)
    {
        var room = new byte[1 << 16];
        while (tar.Next(out var member) is null && member is not null)
        {
            var hash = new TwoHashes();
            var read = 0;
            while (tar.Read(room, out read) is null && read > 0) hash.Add(room.AsMemory(0, read));
            hashes.Add((hash.End().Sha256, PlaceOf(member.Path)));
        }
    }

    [GeneratedRegex(@"\A(7:(?<key>[0-9A-F]{32})|8:(?<key>[0-9A-F]{48})|9:(?<key>[0-9A-F]{64})) (?<path>(\.\./)?ciphertext/[0-9]{5}\.pgp)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
