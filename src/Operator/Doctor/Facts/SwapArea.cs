namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Where the kernel may put memory aside.</summary>
/// <param name="Name">The device or file.</param>
/// <param name="IsSafe">In memory itself (zram without a disk behind it), or through dm-crypt.</param>
internal sealed record SwapArea(string Name, bool IsSafe)
{
    public static Seen<SwapArea[]> All(Machine machine)
    {
        if (!machine.Read("/proc/swaps").Is(out var text, out var why)) return Seen<SwapArea[]>.Not(why);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Select(words => new SwapArea(words[0], IsSafeArea(words[0], words.ElementAtOrDefault(1) == "file", machine))).ToArray();
    }

    private static bool IsSafeArea(string name, bool isFile, Machine machine)
    {
        if (isFile) return Mount.Of(name, machine).OrNull() is { } mount && BlockDevice.Of(mount.Device, machine) is { IsEncrypted: true };
        var device = Path.GetFileName(Machine.Behind(name));
        if (device.StartsWith("zram", StringComparison.Ordinal))
            return machine.Read($"/sys/block/{device}/backing_dev").OrNull()?.Trim() is null or "none";
        return machine.Read($"/sys/block/{device}/dm/uuid").OrNull()?.StartsWith("CRYPT-", StringComparison.Ordinal) ?? false;
    }
}
