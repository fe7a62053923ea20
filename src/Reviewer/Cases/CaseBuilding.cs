using System.Globalization;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// Adds what was opened to its case. The ciphertexts move in first, the plaintext is built anew from all slices, case.json comes last, once all else is
/// durable: a case without it is not shown, and a run cut short is repaired by opening the bundle again. What a disk has lost or damaged is replaced by
/// what comes again, and never more by less. Safe to call from several threads, each with subjects of its own.
/// </summary>
internal sealed class CaseBuilding(HomeFolder home, SliceOpening slices, Progress progress)
{
    /// <summary>Contradicting versions of one testimony that are kept; nobody honest makes a second.</summary>
    public const int MaximumVersions = 8;

    private int _works;

    /// <summary>Names given by this run: their records are written down last.</summary>
    private readonly Dictionary<string, string> _names = [];

    /// <param name="opened">Entries of one subject, which no other call is about.</param>
    /// <param name="room">To open again what came before.</param>
    /// <returns>The case as it is now, and where each entry went.</returns>
    public (CaseRecord Record, IReadOnlyList<Placement> Placements) Add(IReadOnlyList<OpenedEntry> opened, Room room)
    {
        string name;
        CaseRecord? found;
        lock (_names)
        {
            name = CaseName.Of(home, opened[0].Subject, _names, out found);
            _names[name] = opened[0].Subject;
        }

        var plan = new CasePlan(found);
        var folder = Path.Combine(home.Cases, name);
        var placed = new List<Placement>();
        var fresh = new Dictionary<string, string>();
        foreach (var one in opened.OrderBy(one => one.Part?.Number ?? 1).ThenBy(one => one.Entry))
        {
            var part = plan.Place(one);
            placed.Add(new Placement(one.Entry, part));
            if (part is null) continue;
            fresh[part.Content] = one.Slice;
            // The same content may have come in another ciphertext: one is kept, as long as it is good.
            if (KeptCases.IsIntact(folder, part)) continue;
            plan.Replace(part, one);
            Keep(one, Path.Combine(folder, part.Ciphertext));
        }

        var told = 0L;
        var record = new CaseRecord
        {
            Name = name,
            Testimony = opened[0].Part?.Testimony.ToString(),
            Parts = plan.Parts,
            Versions = [.. plan.Versions.Select(version => Build(folder, plan, version, fresh, opened[0], found, room, Tell))],
        };
        // Plaintext that is in its case: it need not reach the disk once more.
        foreach (var slice in fresh.Values) File.Delete(slice);
        HomeFolder.MakeFolder(folder);
        Keep(record);
        progress.Add(Math.Max(0, opened.Sum(one => one.Octets) - told), 1);
        return (record, placed);

        void Tell(long octets)
        {
            told += octets;
            progress.Add(octets, 0);
        }
    }

    /// <summary>Writes down a record, beside the one that counts until <see cref="Publish()"/>.</summary>
    public void Keep(CaseRecord record)
    {
        using var file = PrivateFile.Create(FreshRecord(record.Name));
        JsonSerializer.Serialize(file, record, HomeJson.Default.CaseRecord);
    }

    /// <summary>Puts the records in their places, when all that they name is durable.</summary>
    public void Publish()
    {
        foreach (var name in _names.Keys) File.Move(FreshRecord(name), Path.Combine(home.Cases, name, "case.json"), overwrite: true);
    }

    private string FreshRecord(string name) => Path.Combine(home.Cases, name, "case.json.new");

    private CaseVersion Build(
        string folder, CasePlan plan, CaseVersion version, Dictionary<string, string> fresh, OpenedEntry first, CaseRecord? found, Room room, Action<long> tell)
    {
        var parts = plan.PartsOf(version);
        var paths = new SortedDictionary<int, string>();
        foreach (var part in parts)
        {
            var content = part.Content;
            if (!fresh.TryGetValue(content, out var slice) && slices.Again(Path.Combine(folder, part.Ciphertext), room) is { } again) fresh[content] = slice = again;
            if (slice is not null) paths[part.Number] = slice;
        }

        version = version with { Missing = Gaps(paths.Keys, version.Count) };
        var work = home.EmptyWork(string.Create(CultureInfo.InvariantCulture, $"case-{Interlocked.Increment(ref _works)}"));
        var built = first.Part is null ? Letter(work, version, first) : Unpack(work, version, paths, parts, tell);
        // Of the same parts more was read before: a ciphertext has been lost or damaged since, and its plaintext must not follow it.
        var before = found?.Versions.ElementAtOrDefault(version.Number - 1);
        if (before is not null && Readable(before) > Readable(built)) return before with { Missing = built.Missing };
        Publish(work, Path.Combine(folder, version.Folder));
        Directory.Delete(work, recursive: true);
        return built;
    }

    private static int Readable(CaseVersion version) => (version.HasAccount ? 1 : 0) + version.Files.Count(file => file.Disk is not null);

    /// <summary>Moves a ciphertext into its case. One kept since it failed is copied: it goes only when it is written down that it has opened.</summary>
    private void Keep(OpenedEntry one, string target)
    {
        var source = one.Ciphertext;
        if (Path.GetDirectoryName(source) == home.Failed)
        {
            source = Path.Combine(home.Work, Path.GetFileName(source));
            File.Copy(one.Ciphertext, source);
        }

        HomeFolder.MakeFolder(Path.GetDirectoryName(target) ?? home.Cases);
        File.Move(source, target, overwrite: true);
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

    private static CaseVersion Unpack(string work, CaseVersion version, SortedDictionary<int, string> paths, IReadOnlyList<CasePart> parts, Action<long> tell)
    {
        // Without the first part, or behind a gap, nothing can be read.
        var reach = version.Missing.Count == 0 ? version.Count : version.Missing[0].First - 1;
        if (reach == 0) return version;
        using var stream = new JoinedStream(paths.Values.Take(reach).Select(File.OpenRead));
        // All slices are equal, so the first tells how long the archive may be while some are missing.
        return new ArchiveUnpacking(stream, parts[0].Octets * version.Count, version, work, tell).Run();
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

    /// <summary>File by file, each in one step: at no moment is less there than before.</summary>
    private static void Publish(string work, string folder)
    {
        HomeFolder.MakeFolder(folder);
        foreach (var name in (string[])["message.txt", "testimony.json"])
        {
            if (File.Exists(Path.Combine(work, name))) File.Move(Path.Combine(work, name), Path.Combine(folder, name), overwrite: true);
            else File.Delete(Path.Combine(folder, name));
        }

        var (fresh, files) = (Path.Combine(work, "files"), Path.Combine(folder, "files"));
        var names = Directory.Exists(fresh) ? Directory.GetFiles(fresh).Select(path => Path.GetFileName(path)).ToHashSet() : [];
        if (names.Count > 0) HomeFolder.MakeFolder(files);
        foreach (var name in names) File.Move(Path.Combine(fresh, name), Path.Combine(files, name), overwrite: true);
        if (!Directory.Exists(files)) return;
        // What a run cut short left of another testimony must not pass for part of this one.
        foreach (var path in Directory.GetFiles(files).Where(path => !names.Contains(Path.GetFileName(path)))) File.Delete(path);
    }
}
