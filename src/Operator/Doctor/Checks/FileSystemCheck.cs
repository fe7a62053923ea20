using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The vault lies on a local file system that keeps what was flushed, as far as its options tell.</summary>
internal static class FileSystemCheck
{
    private const string Name = "file-system";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Mount.Is(out var mount, out var why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        var where = $"{seen.Directory.Path} is on {mount.Type}";
        if (mount.IsInMemory) return Finding.Danger(
            Name, $"{where}: all of it is gone when the machine stops", "stop the gateway and move the data directory to a disk");
        if (mount.IsElsewhere)
            return Finding.Danger(
                Name, $"{where}: what another machine or program calls flushed, nobody here can know",
                "stop the gateway and move the data directory to a local disk");
        if (mount.Has("nobarrier") || mount.Has("barrier=0"))
            return Finding.Danger(
                Name, $"{mount.Point} is mounted without barriers: a power loss takes what was promised",
                $"mount -o remount,barrier=1 {mount.Point}, and in /etc/fstab");
        if (mount.Type == "overlay")
            return Finding.Warning(Name, $"{where}, as in a container: it may go with the container", "give the data directory a volume of its own");
        return mount.Has("data=writeback")
            ? Finding.Warning(
                Name, $"{mount.Point} is mounted with data=writeback: after a power loss old blocks may show", "take data=writeback out of /etc/fstab")
            : Finding.Ok(Name, $"{mount.Type} at {mount.Point}");
    }
}
