namespace SecureDrop.Benchmarks.Servers;

internal static class Programs
{
    /// <summary>The program's path, also where administrators keep theirs; null when this machine lacks it.</summary>
    public static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
