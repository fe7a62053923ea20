using System.Runtime.InteropServices;

namespace SecureDrop.Benchmarks.Report;

/// <summary>
/// What the figures depend on besides the code. The file system is named with its type, its device, and whether it has a journal: without one a
/// flush costs far less than elsewhere.
/// </summary>
internal sealed record Machine(int Cores, string Kernel, string Runtime, string Directory, string FileSystem)
{
    public static Machine Of(string directory)
    {
        var mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
            .Where(words => $"{directory}/".StartsWith(words[1].TrimEnd('/') + "/", StringComparison.Ordinal))
            .MaxBy(words => words[1].Length) ?? ["?", "/", "?"];
        var device = Path.GetFileName(mount[0]);
        var journal = mount[2] switch
        {
            "ext4" => System.IO.Directory.Exists("/proc/fs/jbd2") && System.IO.Directory.EnumerateDirectories("/proc/fs/jbd2", $"{device}-*").Any() ? ", with a journal" : ", WITHOUT a journal",
            "tmpfs" => ", NOT A DISK",
            _ => "",
        };
        return new(Environment.ProcessorCount, Environment.OSVersion.Version.ToString(), RuntimeInformation.FrameworkDescription, directory, $"{mount[2]} on {mount[0]}{journal}");
    }
}
