using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// Adds what was opened to its case. The ciphertexts move in first, the plaintext is built anew from all slices, case.json comes last: a
/// case without it is not shown, and a run cut short is repaired by opening the bundle again.
/// </summary>
internal sealed class CaseBuilding(HomeFolder home, SliceOpening slices)
{
    /// <summary>Contradicting versions of one testimony that are kept; nobody honest makes a second.</summary>
    public const int MaximumVersions = 8;

    /// <param name="opened">Entries of one subject.</param>
    /// <param name="placements">Where each went.</param>
    public CaseRecord Add(IReadOnlyList<OpenedEntry> opened, out IReadOnlyList<Placement> placements)
    {
        var name = CaseName.Of(home, opened[0].Subject, out var found);
        var plan = new CasePlan(found);
        var folder = Path.Combine(home.Cases, name);
        var isNew = found is null;
        var placed = new List<Placement>();
        var fresh = new Dictionary<string, string>();
        foreach (var one in opened.OrderBy(one => one.Part?.Number ?? 1).ThenBy(one => one.Entry))
        {
            var version = plan.Place(one, out var added);
            placed.Add(new Placement(one.Entry, version, (one.Part?.Number ?? 1) == 1));
            if (version > 0) fresh[one.Content.ToString()] = one.Slice;
            if (added is null) continue;
            isNew = true;
            var target = Path.Combine(folder, added.Ciphertext);
            HomeFolder.MakeFolder(Path.GetDirectoryName(target) ?? folder);
            File.Move(one.Ciphertext, target, overwrite: true);
        }

        placements = placed;
        if (!isNew && found is not null) return found;
        var record = new CaseRecord
        {
            Name = name,
            Testimony = opened[0].Part?.Testimony.ToString(),
            Parts = plan.Parts,
            Versions = [.. plan.Versions.Select(version => Build(folder, plan, version, fresh, opened[0]))],
        };
        PrivateFile.Replace(Path.Combine(folder, "case.json"), JsonSerializer.SerializeToUtf8Bytes(record, HomeJson.Default.CaseRecord));
        return record;
    }

    private CaseVersion Build(string folder, CasePlan plan, CaseVersion version, Dictionary<string, string> fresh, OpenedEntry first)
    {
        var parts = plan.PartsOf(version);
        var paths = new SortedDictionary<int, string>();
        foreach (var part in parts)
        {
            var content = part.Content;
            if (!fresh.TryGetValue(content, out var slice) && slices.Again(Path.Combine(folder, part.Ciphertext)) is { } again) fresh[content] = slice = again;
            if (slice is not null) paths[part.Number] = slice;
        }

        version = version with { Missing = Gaps(paths.Keys, version.Count) };
        var work = home.EmptyWork("case");
        var built = first.Part is null ? Letter(work, version, first) : Unpack(work, version, paths, parts);
        Publish(work, Path.Combine(folder, version.Folder));
        return built;
    }

    /// <param name="here">Numbers of the parts that are here, ascending.</param>
    /// <param name="count">How many there are, by what a stranger says.</param>
    private static List<PartRange> Gaps(IEnumerable<int> here, int count)
    {
        var gaps = new List<PartRange>();
        var next = 1;
        foreach (var number in here.Append(count + 1))
        {
            if (number > next) gaps.Add(new PartRange(next, number - 1));
            next = number + 1;
        }

        return gaps;
    }

    private static CaseVersion Unpack(string work, CaseVersion version, SortedDictionary<int, string> paths, IReadOnlyList<CasePart> parts)
    {
        // Without the first part, or behind a gap, nothing can be read.
        var reach = version.Missing.Count == 0 ? version.Count : version.Missing[0].First - 1;
        if (reach == 0) return version;
        using var stream = new SliceStream(paths.Values.Take(reach));
        // All slices are equal, so the first tells how long the archive may be while some are missing.
        return new ArchiveUnpacking(stream, parts[0].Octets * version.Count, version, work).Run();
    }

    private static CaseVersion Letter(string work, CaseVersion version, OpenedEntry letter)
    {
        HomeFolder.MakeFolder(Path.Combine(work, "files"));
        var name = letter.FileName.Length == 0 ? "letter" : letter.FileName;
        var disk = SafeName.ForDisk(name);
        var head = new byte[FileFlags.Head];
        using (var file = File.OpenRead(letter.Slice)) head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        // Moved, not copied: a disk that held it once must be enough.
        File.Move(letter.Slice, Path.Combine(work, "files", disk));
        return version with { Files = [new CaseFile(name, disk, letter.Octets, true, FileFlags.Of(name, head))] };
    }

    private static void Publish(string work, string folder)
    {
        HomeFolder.MakeFolder(folder);
        foreach (var name in (string[])["message.txt", "testimony.json"])
        {
            File.Delete(Path.Combine(folder, name));
            if (File.Exists(Path.Combine(work, name))) File.Move(Path.Combine(work, name), Path.Combine(folder, name));
        }

        var files = Path.Combine(folder, "files");
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
        if (Directory.Exists(Path.Combine(work, "files"))) Directory.Move(Path.Combine(work, "files"), files);
    }
}
