using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// What of a case goes into a bag: its ciphertexts and what they decrypt to, file by file, and nothing else that lies in its folder; notes are the reviewer's own.
/// </summary>
internal static class CaseEvidence
{
    public static IEnumerable<EvidenceItem> Of(HomeFolder home, CaseRecord record)
    {
        var folder = Path.Combine(home.Cases, record.Name);
        foreach (var part in record.Parts)
            yield return new EvidenceItem(PathOf(record.Name, part.Ciphertext), Path.Combine(folder, part.Ciphertext), Hash(part.Sealed));
        foreach (var version in record.Versions)
            foreach (var item in Plaintext(record, version, folder)) yield return item;
    }

    /// <summary>A version's ciphertexts in order, relative to the version's own folder, up to the first that is missing: as many as can be read.</summary>
    public static IReadOnlyList<string> InOrder(CaseRecord record, CaseVersion version)
    {
        var reach = version.Missing.Count == 0 ? version.Count : version.Missing[0].First - 1;
        return [.. new CasePlan(record).PartsOf(version).Where(part => part.Number <= reach).Select(part =>
            version.Folder.Length == 0 ? part.Ciphertext
            : part.Ciphertext.StartsWith(version.Folder + "/", StringComparison.Ordinal) ? part.Ciphertext[(version.Folder.Length + 1)..] : "../" + part.Ciphertext)];
    }

    public static string PathOf(string name, params string[] inside) => string.Join('/', [EvidenceFiles.Cases, name, .. inside.Where(one => one.Length > 0)]);

    private static IEnumerable<EvidenceItem> Plaintext(CaseRecord record, CaseVersion version, string caseFolder)
    {
        var folder = Path.Combine(caseFolder, version.Folder);
        var testimony = version.HasAccount && PrivateFile.Read(Path.Combine(folder, "testimony.json"), Buckets.Largest) is { } json && Testimony.TryRead(json, out var read, out _)
            ? read : null;
        if (version.HasAccount)
        {
            yield return new EvidenceItem(PathOf(record.Name, version.Folder, "testimony.json"), Path.Combine(folder, "testimony.json"));
            Sha256Hash? account = testimony is null || version.Flags.Contains("account-differs") ? null : Sha256Hash.Of(System.Text.Encoding.UTF8.GetBytes(testimony.Account));
            yield return new EvidenceItem(PathOf(record.Name, version.Folder, "message.txt"), Path.Combine(folder, "message.txt"), account);
        }

        var names = new SafeNames();
        for (var at = 0; at < version.Files.Count; at++)
        {
            var file = version.Files[at];
            if (file.Disk is not { } disk) continue;
            var expected = !file.Intact ? null : record.Testimony is null ? Hash(record.Parts[0].Content) : testimony?.Files.ElementAtOrDefault(at)?.Sha256;
            // A percent sign means one thing to BagIt and another to sha256sum.
            yield return new EvidenceItem(PathOf(record.Name, version.Folder, "files", names.Take(disk.Replace('%', '_'))), Path.Combine(folder, "files", disk), expected);
        }
    }

    private static Sha256Hash? Hash(string digits) => Sha256Hash.TryParse(digits, out var hash) ? hash : throw new InvalidDataException("A case's record is damaged.");
}
