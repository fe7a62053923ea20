using System.Globalization;

namespace SecureDrop.Benchmarks.Servers;

/// <summary>What Linux tells about a process and its children. Source: proc(5).</summary>
internal static class ProcessTree
{
    public static IEnumerable<int> Of(int process) =>
        Directory.EnumerateDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(child => Of(int.Parse(child, CultureInfo.InvariantCulture)))
            .Prepend(process);

    /// <summary>VmHWM: the largest resident size since the start, or since <see cref="ForgetPeak"/>.</summary>
    public static long PeakOctets(int process) => Octets(process, "VmHWM:");

    /// <summary>VmRSS: resident now.</summary>
    public static long ResidentOctets(int process) => Octets(process, "VmRSS:");

    /// <summary>Processor time used so far, in user and kernel mode.</summary>
    public static TimeSpan ProcessorTime(int process)
    {
        // The second field, the name in parentheses, may hold blanks. The two times are the 14th and 15th, in hundredths of a second.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static long Octets(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(field.Length, line.Length - field.Length - 2), NumberStyles.Number, CultureInfo.InvariantCulture) << 10;
    }
}
