namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The file system that a path lies on.</summary>
/// <param name="Point">Where it is mounted.</param>
/// <param name="Type">Such as ext4.</param>
/// <param name="Options">Its own and the mount's, between commas.</param>
/// <param name="Device">MAJOR:MINOR; major 0 has no device of its own.</param>
internal sealed record Mount(string Point, string Type, string Options, string Device)
{
    private static readonly HashSet<string> Memory = ["tmpfs", "ramfs", "rootfs"];

    // Their flush is a question to another machine, or to a program, which may answer what it likes.
    private static readonly HashSet<string> Elsewhere =
        ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "afs", "virtiofs", "fuse", "fuseblk", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs"];

    /// <summary>Gone when the machine stops.</summary>
    public bool IsInMemory => Memory.Contains(Type);

    /// <summary>A network's, or a program's.</summary>
    public bool IsElsewhere => Elsewhere.Contains(Type) || Type.StartsWith("fuse.", StringComparison.Ordinal);

    public bool Has(string option) => Options.Split(',').Contains(option);

    /// <summary>The mount with the longest path above it; the last of those that lie on each other. Source: proc_pid_mountinfo(5).</summary>
    public static Seen<Mount> Of(string path, Machine machine)
    {
        if (!machine.Read("/proc/self/mountinfo").Is(out var text, out var why)) return Seen<Mount>.Not(why);
        Mount? found = null;
        foreach (var line in text.Split('\n'))
        {
            if (Parse(line) is { } mount && IsAbove(mount.Point, path) && mount.Point.Length >= (found?.Point.Length ?? 0)) found = mount;
        }

        return found is not null ? found : Seen<Mount>.Not($"no file system is listed for {path}");
    }

    private static Mount? Parse(string line)
    {
        var halves = line.Split(" - ", 2);
        if (halves.Length < 2 || halves[0].Split(' ') is not [_, _, var device, _, var point, var own, ..]
            || halves[1].Split(' ') is not [var type, _, var shared, ..]) return null;
        return new Mount(point.Replace("\\040", " ", StringComparison.Ordinal), type, $"{own},{shared}", device);
    }

    private static bool IsAbove(string point, string path) =>
        point == "/" || path == point || path.StartsWith(point + '/', StringComparison.Ordinal);
}
