using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>What a source said about a use in court, over all versions of the testimony: one no is a no.</summary>
internal static class CaseConsent
{
    /// <returns>Null when it said nothing, or a letter came that cannot say it.</returns>
    public static bool? ToCourt(HomeFolder home, CaseRecord record)
    {
        var answers = record.Versions.Select(version => Path.Combine(home.Cases, record.Name, version.Folder, "testimony.json"))
            .Select(path => PrivateFile.Read(path, Buckets.Largest) is { } json && Testimony.TryRead(json, out var testimony, out _) ? testimony.Consent?.Court : null).ToList();
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;
    }
}
