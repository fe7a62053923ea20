using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Each reviewer can be sealed to, and somebody is a holder. The last day of each is told, so that it is seen who ends first.</summary>
internal static class ReviewersCheck
{
    private const string Name = "reviewers";
    private const string Next = "on the isolated machine: securedrop-reviewer rotate (or add); here: securedrop-operator keyring install FILE";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Keyring.Is(out var keyring, out var why)) return Finding.Unknown(Name, why, "see `keyring`");
        var readers = keyring.Lines.Keys.Where(line => line.Role != KeyringRole.Operator && line.Status == KeyringStatus.Live)
            .GroupBy(line => line.Primary).Select(lines => (lines.Key, Last: DaysLeft.Of(lines.Max(line => line.Until) ?? default, seen.Today)))
            .OrderBy(reader => reader.Last.Days).ToList();
        var words = string.Join(", ", readers.Select(reader => $"{reader.Key.Grouped()[..9]} … {reader.Last.Words}"));
        if (readers.TrueForAll(reader => reader.Last.Days < 0)) return Finding.Danger(Name, $"nobody is left to seal to: {words}", Next);
        var gone = readers.Count(reader => reader.Last.Days < 0);
        if (gone > 0) return Finding.Warning(Name, $"{gone} of {readers.Count} cannot be sealed to any more: {words}", Next);
        if (keyring.Lines.Holders.Count == 0) return Finding.Warning(Name, "no holder is named, so nothing is ever purged without force", Next);
        if (keyring.Lines.SealingSubkeys(seen.Today).Count == 0) return Finding.Warning(
            Name, $"nobody may be sealed to yet today: {words}", "see the clock; else " + Next);
        if (readers[0].Last.Urgency >= Urgency.Warning) return Finding.Warning(Name, $"the first of {readers.Count} ends soon: {words}", Next);
        return readers.Count == 1
            ? Finding.Notice(
                Name, $"only one can open what is sent: {words}", "a second reviewer saves what the first one's lost key would lose: securedrop-reviewer add")
            : Finding.Ok(Name, words);
    }
}
