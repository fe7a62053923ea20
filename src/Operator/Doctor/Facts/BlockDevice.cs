namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>What the kernel says of the disk under a file system.</summary>
/// <param name="Name">Such as sda; a partition's is its disk's.</param>
/// <param name="WriteCache">"write back": the kernel asks the disk to empty its cache at a flush. "write through": it never asks. Null when not told.</param>
/// <param name="IsEncrypted">A mapping of dm-crypt.</param>
internal sealed record BlockDevice(string Name, string? WriteCache, bool IsEncrypted)
{
    /// <param name="device">MAJOR:MINOR.</param>
    /// <param name="machine">Where to look.</param>
    public static BlockDevice? Of(string device, Machine machine)
    {
        var link = $"/sys/dev/block/{device}";
        if (!Directory.Exists(link)) return null;
        var folder = Machine.Behind(link);
        var encrypted = machine.Read($"{folder}/dm/uuid").OrNull()?.StartsWith("CRYPT-", StringComparison.Ordinal) ?? false;
        // A partition has no queue of its own.
        if (!Directory.Exists($"{folder}/queue") && Path.GetDirectoryName(folder) is { } disk) folder = disk;
        return new BlockDevice(Path.GetFileName(folder), machine.Read($"/sys/block/{Path.GetFileName(folder)}/queue/write_cache").OrNull()?.Trim(), encrypted);
    }
}
