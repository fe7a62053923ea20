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

    /// <summary>The part that this content is, new or known; null when there are too many versions.</summary>
    public CasePart? Place(OpenedEntry opened)
    {
        var (number, count) = (opened.Part?.Number ?? 1, opened.Part?.Count ?? 1);
        var content = opened.Content;
        var alike = _versions.Where(version => version.Count == count).Select(version => version.Number).ToHashSet();
        if (_parts.FirstOrDefault(part => part.Number == number && part.Content == content && alike.Contains(part.Version)) is { } known) return known;
        var version = _versions.FirstOrDefault(one => one.Count == count && !_parts.Any(part => part.Version == one.Number && part.Number == number));
        if (version is null)
        {
            if (_versions.Count == CaseBuilding.MaximumVersions) return null;
            version = new CaseVersion(_versions.Count + 1, count);
            _versions.Add(version);
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"ciphertext/{number:D5}.pgp");
        var added = new CasePart(
            version.Number, number, content, opened.Octets, version.Number == 1 ? path : $"{version.Folder}/{path}", opened.Sealed.ToString());
        _parts.Add(added);
        return added;
    }

    /// <summary>Another ciphertext of the same content takes the place of the one that was kept.</summary>
    public void Replace(CasePart part, OpenedEntry opened) => _parts[_parts.IndexOf(part)] = part with { Sealed = opened.Sealed.ToString() };

    /// <summary>A version's parts in order; where it has none of its own, those of the first version with its count.</summary>
    public IReadOnlyList<CasePart> PartsOf(CaseVersion version)
    {
        var first = _versions.First(one => one.Count == version.Count);
        return [.. _parts.Where(part => part.Version == version.Number || part.Version == first.Number)
            .GroupBy(part => part.Number).OrderBy(group => group.Key)
            .Select(group => group.FirstOrDefault(part => part.Version == version.Number) ?? group.First())];
    }
}
