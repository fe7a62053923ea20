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
            return Finding.Ok(
                Name, string.Create(CultureInfo.InvariantCulture, $"{scan.Items:N0} items read back ({scan.Octets:N0} octets), each with its SHA-256"));
        var (known, others) = (scan.Damaged.Where(one => one.Entry > 0).ToList(), scan.Damaged.Where(one => one.Entry == 0).ToList());
        List<string> words = [.. others.Take(Shown).Select(one => one.Sha256 is { } hash ? $"one not exported yet, SHA-256 {hash[..16]}…" : "the records of up to 32")];
        if (known.Count > 0) words.Insert(0, $"entry {string.Join(", ", known.Take(Shown).Select(one => one.Entry))}");
        if (Math.Max(0, known.Count - Shown) + Math.Max(0, others.Count - Shown) is var more and > 0) words.Add($"{more} more");
        return Finding.Danger(
            Name, $"{scan.Damaged.Count} of {scan.Items} are not what they were: {string.Join("; ", words)}",
            "stop the gateway, keep a copy of the data directory, look at the disk (smartctl -a); then export the rest (an item's export gives it an entry) "
            + "and give up the damaged by name: securedrop-operator purge --forced ENTRY --reason damaged");
    }
}
