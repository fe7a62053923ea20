using System.Globalization;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Every stored ciphertext still has the SHA-256 that it came with.</summary>
internal static class VaultCheck
{
    private const string Name = "vault";
    private const int Shown = 5;

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Scan.Is(out var scan, out var why)) return Finding.Unknown(Name, why, "see `gateway`");
        if (scan.Damaged.Count == 0)
            return Finding.Ok(Name, string.Create(CultureInfo.InvariantCulture, $"{scan.Items:N0} items read back ({scan.Octets:N0} octets), each with its SHA-256"));
        var entries = scan.Damaged.Where(one => one.Entry > 0).Select(one => one.Entry).ToList();
        var others = scan.Damaged.Where(one => one.Entry == 0).Select(one => one.Sha256 is { } hash ? $"one not exported yet, SHA-256 {hash[..16]}…" : "the records of up to 32").ToList();
        var words = (entries.Count > 0 ? [$"entry {string.Join(", ", entries.Take(Shown))}{(entries.Count > Shown ? $" and {entries.Count - Shown} more" : "")}"] : Enumerable.Empty<string>())
            .Concat(others.Take(Shown)).Concat(others.Count > Shown ? [$"{others.Count - Shown} more"] : []);
        return Finding.Danger(
            Name, $"{scan.Damaged.Count} of {scan.Items} are not what they were: {string.Join("; ", words)}",
            "stop the gateway, keep a copy of the data directory, look at the disk (smartctl -a); then export the rest (an item's export gives it an entry) and give up the damaged by "
            + "name: securedrop-operator purge --forced ENTRY --reason damaged");
    }
}
