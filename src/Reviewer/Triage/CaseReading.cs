using System.Text;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Reads the facts of all cases of a home folder. It changes nothing, and a damaged file costs one case and never the others:
/// what cannot be read is named in <see cref="Damaged"/>.
/// </summary>
internal sealed class CaseReading
{
    private readonly HomeFolder _home;
    private readonly CaseArrivals _arrivals;
    private readonly List<string> _damaged = [];

    private CaseReading(HomeFolder home) => (_home, _arrivals) = (home, new CaseArrivals(home));

    /// <summary>By name.</summary>
    public IReadOnlyList<CaseFacts> Cases { get; private set; } = [];

    /// <summary>Of the present ledger.</summary>
    public CaseArrivals Arrivals => _arrivals;

    /// <summary>What could not be read, each in words.</summary>
    public IReadOnlyList<string> Damaged => [.. _arrivals.Damaged, .. _damaged.Order(StringComparer.Ordinal)];

    public static CaseReading All(HomeFolder home)
    {
        var reading = new CaseReading(home);
        // What was put aside as damaged has a dot in its name.
        var names = Directory.Exists(home.Cases)
            ? Directory.GetDirectories(home.Cases).Select(path => Path.GetFileName(path)).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        reading.Cases = [.. names.AsParallel().AsOrdered().Select(reading.Read).OfType<CaseFacts>()];
        return reading;
    }

    /// <summary>Only one case, by its whole name.</summary>
    public static CaseReading One(HomeFolder home, string name)
    {
        var reading = new CaseReading(home);
        if (reading.Read(name) is { } facts) reading.Cases = [facts];
        return reading;
    }

    private CaseFacts? Read(string name)
    {
        try
        {
            var path = Path.Combine(_home.Cases, name, "case.json");
            // A run cut short leaves a folder without it; opening again makes it whole.
            if (!File.Exists(path)) return null;
            return CaseName.Read(_home, name) is { } record && record.Name == name && record.IsSound
                ? Of(record, Path.Combine(_home.Cases, name)) : throw new InvalidDataException($"{path} is damaged.");
        }
        catch (Exception trouble) when (trouble is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            lock (_damaged) _damaged.Add($"case {name} cannot be read: {trouble.Message}");
            return null;
        }
    }

    private CaseFacts Of(CaseRecord record, string folder)
    {
        var first = record.Versions[0];
        var testimony = first.HasAccount ? CaseText.Testimony(folder, first) : null;
        var files = first.Files.Sum(file => file.Size);
        return new CaseFacts
        {
            Record = record,
            Folder = folder,
            Arrivals = _arrivals.Of(record.Name),
            Seen = SeenMark.Of(folder, record),
            Notes = new CaseNotes(folder).Files.Count,
            When = Clip(testimony?.When),
            Where = Clip(testimony?.Where),
            Incident = testimony?.When is { } when && IncidentTime.TryRead(when, out var incident) ? incident : null,
            Consent = testimony?.Consent,
            HasWishes = testimony?.Safety is not null,
            Octets = testimony is not null ? Encoding.UTF8.GetByteCount(testimony.Account) + files : record.Testimony is null ? files : record.Parts.Sum(part => part.Octets),
            Flags = [.. Flags(record, testimony, damaged: first.HasAccount && testimony is null).Distinct().OrderBy(flag => flag != FlagWords.Wishes).ThenBy(flag => flag, StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<string> Flags(CaseRecord record, Testimony? testimony, bool damaged)
    {
        if (testimony?.Safety is not null) yield return FlagWords.Wishes;
        if (damaged) yield return FlagWords.Damaged;
        foreach (var version in record.Versions)
            foreach (var flag in version.Flags.Concat(version.Files.SelectMany(file => file.Flags))) yield return flag;
    }

    /// <summary>At most so many letters, none cut in half.</summary>
    private static string? Clip(string? text) =>
        text is null || text.Length <= CaseFacts.MaximumLetters ? text
        : text[..(char.IsHighSurrogate(text[CaseFacts.MaximumLetters - 1]) ? CaseFacts.MaximumLetters - 1 : CaseFacts.MaximumLetters)] + "…";
}
