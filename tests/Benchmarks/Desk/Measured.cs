using System.Diagnostics;
using System.Globalization;

namespace SecureDrop.Benchmarks.Desk;

/// <summary>One run of a program, with all the processes it starts, under time(1).</summary>
/// <param name="Seconds">On the wall.</param>
/// <param name="Processor">Seconds of processor time, user and system.</param>
/// <param name="PeakMegabytes">Largest resident size of any one process.</param>
internal sealed record Measured(double Seconds, double Processor, double PeakMegabytes)
{
    public static string? Time { get; } = Servers.Programs.Find("time");

    /// <param name="line">For the shell.</param>
    /// <param name="folder">To run in; GNUPGHOME is in it.</param>
    public static Measured Of(string line, string folder)
    {
        var start = new ProcessStartInfo(Time ?? "time", ["-q", "-f", "%e %U %S %M", "/bin/sh", "-c", line])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["GNUPGHOME"] = Path.Combine(folder, "gnupg");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{line} did not start.");
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var lines = said.Result.TrimEnd().Split('\n');
        if (process.ExitCode != 0) throw new InvalidOperationException($"{line}: exit {process.ExitCode}\n{said.Result}");
        var figures = lines[^1].Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[0], figures[1] + figures[2], figures[3] * 1024 / 1e6);
    }
}
