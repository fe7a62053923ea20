namespace SecureDrop.Benchmarks.Servers;

/// <summary>
/// Counts the flushes of a process from outside. With a seccomp filter strace stops it at these calls and no others. Octets written
/// through (O_DSYNC) would escape it: no server here opens files so.
/// </summary>
internal sealed class FlushCounter(string file)
{
    public static bool IsHere => Programs.Find("strace") is not null;

    public string[] Prefix => ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=fsync,fdatasync,sync_file_range,syncfs,msync", "-e", "signal=none", "-o", file];

    public int Count()
    {
        using var lines = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (lines.ReadLine() is { } line)
            if (!line.Contains(" resumed>", StringComparison.Ordinal) && line.Contains('(')) count++;
        return count;
    }
}
