using System.Text.Json;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// Whether what this machine says it has opened still lies here. Disks lose octets and turn them, so the files are asked and not the state:
/// each ciphertext is read once and its hash compared.
/// </summary>
internal sealed class KeptCases(HomeFolder home)
{
    private readonly Dictionary<string, Kept> _cases = [];

    /// <summary>The ciphertext of the entry's part is here, and the plaintext that was made of its version.</summary>
    public bool Has(EntryState entry) => Find(entry) is { } kept && kept.Parts.Contains((entry.Version, entry.Content)) && !kept.WithoutPlaintext.Contains(entry.Version);

    /// <summary>Its ciphertext is here; and of a first part, which stands for the whole testimony, the others' too.</summary>
    public bool IsWhole(EntryState entry) =>
        Find(entry) is { } kept && kept.Parts.Contains((entry.Version, entry.Content)) && !(entry.IsFirst && kept.WithoutPart.Contains(entry.Version));

    /// <summary>The entry's ciphertext in its case; null when it is not there as it came.</summary>
    public string? CiphertextOf(EntryState entry)
    {
        if (entry.Case is not { } name || Read(name)?.Parts.FirstOrDefault(part => part.Version == entry.Version && part.Content == entry.Content) is not { } part) return null;
        var folder = Path.Combine(home.Cases, name);
        return IsIntact(folder, part) ? Path.Combine(folder, part.Ciphertext) : null;
    }

    public static bool IsIntact(string folder, CasePart part)
    {
        var path = Path.Combine(folder, part.Ciphertext);
        return File.Exists(path) && FileHash.Of(path).ToString() == part.Sealed;
    }

    private Kept? Find(EntryState entry)
    {
        if (entry.Case is not { } name) return null;
        if (!_cases.TryGetValue(name, out var kept)) _cases[name] = kept = Look(name);
        return kept;
    }

    private Kept Look(string name)
    {
        var folder = Path.Combine(home.Cases, name);
        if (Read(name) is not { } record) return new Kept([], [], []);
        var parts = record.Parts.Where(part => IsIntact(folder, part)).ToHashSet();
        var plan = new CasePlan(record);
        return new Kept(
            [.. parts.Select(part => (part.Version, part.Content))],
            [.. record.Versions.Where(version => !plan.PartsOf(version).All(parts.Contains)).Select(version => version.Number)],
            [.. record.Versions.Where(version => !HasPlaintext(Path.Combine(folder, version.Folder), version)).Select(version => version.Number)]);
    }

    /// <summary>A case that is not read is lost; what comes again makes it anew.</summary>
    private CaseRecord? Read(string name)
    {
        try
        {
            return CaseName.Read(home, name);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasPlaintext(string folder, CaseVersion version) =>
        (!version.HasAccount || (File.Exists(Path.Combine(folder, "message.txt")) && File.Exists(Path.Combine(folder, "testimony.json"))))
        && version.Files.All(file => file.Disk is not { } disk || new FileInfo(Path.Combine(folder, "files", disk)) is { Exists: true } found && found.Length == file.Size);

    /// <param name="Parts">Version and content of those whose ciphertext is good.</param>
    /// <param name="WithoutPart">Versions that lack one.</param>
    /// <param name="WithoutPlaintext">Versions that lack a file made of them.</param>
    private sealed record Kept(HashSet<(int Version, string? Content)> Parts, HashSet<int> WithoutPart, HashSet<int> WithoutPlaintext);
}
