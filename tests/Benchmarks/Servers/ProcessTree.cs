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

    public static void ForgetPeak(int process) => File.WriteAllText($"/proc/{process}/clear_refs", "5");

    private static long Octets(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(field.Length, line.Length - field.Length - 2), NumberStyles.Number, CultureInfo.InvariantCulture) << 10;
    }
}
