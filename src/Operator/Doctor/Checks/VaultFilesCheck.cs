using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>
/// What lies on the disk is what was written there. While the gateway runs, its engine answers from memory, so that every item may read back whole
/// (<see cref="VaultCheck"/>) when the disk has lost it; this looks at the disk.
/// </summary>
internal static class VaultFilesCheck
{
    private const string Name = "vault-files";
    private const int Shown = 5;

    // In this order: a restart throws away the memory that may be the last good copy.
    private const string Next =
        "before any restart, while the gateway's memory may still have what the disk has lost: securedrop-operator export --to DIR, then backup; "
        + "then stop it, keep a copy of the data directory, look at the disk (smartctl -a), start it and give doctor again: it then names the items";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Pages.Is(out var pages, out var why)) return Finding.Unknown(Name, why, "see `gateway`");
        List<string> words =
        [
            .. pages.Lost.Select(file => $"{file} is not in its place, or its beginning is not what it was"),
            .. new[] { (File: PageFacts.DataFile, Damaged: pages.Data), (File: PageFacts.LogFile, Damaged: pages.Log) }.Where(one => one.Damaged.Count > 0).Select(one =>
                $"{one.File} page {string.Join(", ", one.Damaged.Take(Shown))}{(one.Damaged.Count > Shown ? $" and {one.Damaged.Count - Shown} more" : "")}"),
        ];
        return words.Count == 0
            ? Finding.Ok(Name, string.Create(CultureInfo.InvariantCulture, $"{pages.Pages:N0} pages on the disk compared with their checksums"))
            : Finding.Danger(Name, $"the disk does not hold what was written there: {string.Join("; ", words)}", Next);
    }
}
