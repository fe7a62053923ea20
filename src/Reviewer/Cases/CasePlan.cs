using System.Globalization;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// Which part belongs to which version of a case. Same number, same content: one. Different content or a different count: both kept, in versions of
/// their own.
/// </summary>
internal sealed class CasePlan(CaseRecord? found)
{
    private readonly List<CasePart> _parts = [.. found?.Parts ?? []];
    private readonly List<CaseVersion> _versions = [.. found?.Versions.Select(version => new CaseVersion(version.Number, version.Count)) ?? []];

    public IReadOnlyList<CasePart> Parts => [.. _parts.OrderBy(part => part.Version).ThenBy(part => part.Number)];
    public IReadOnlyList<CaseVersion> Versions => _versions;

    /// <summary>The version of this content, 0 when there are too many; <paramref name="added"/> is null when nothing is to be kept.</summary>
    public int Place(OpenedEntry opened, out CasePart? added)
    {
        added = null;
        var (number, count) = (opened.Part?.Number ?? 1, opened.Part?.Count ?? 1);
        var content = opened.Content.ToString();
        var alike = _versions.Where(version => version.Count == count).Select(version => version.Number).ToHashSet();
        if (_parts.FirstOrDefault(part => part.Number == number && part.Content == content && alike.Contains(part.Version)) is { } known) return known.Version;
        var version = _versions.FirstOrDefault(one => one.Count == count && !_parts.Any(part => part.Version == one.Number && part.Number == number));
        if (version is null)
        {
            if (_versions.Count == CaseBuilding.MaximumVersions) return 0;
            version = new CaseVersion(_versions.Count + 1, count);
            _versions.Add(version);
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"ciphertext/{number:D5}.pgp");
        added = new CasePart(version.Number, number, content, opened.Octets, version.Number == 1 ? path : $"{version.Folder}/{path}");
        _parts.Add(added);
        return version.Number;
    }

    /// <summary>A version's parts in order; where it has none of its own, those of the first version with its count.</summary>
    public IReadOnlyList<CasePart> PartsOf(CaseVersion version)
    {
        var first = _versions.First(one => one.Count == version.Count);
        return [.. _parts.Where(part => part.Version == version.Number || part.Version == first.Number)
            .GroupBy(part => part.Number).OrderBy(group => group.Key)
            .Select(group => group.FirstOrDefault(part => part.Version == version.Number) ?? group.First())];
    }
}
