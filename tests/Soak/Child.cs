using System.Diagnostics;

namespace SecureDrop.Soak;

/// <summary>One run of a program: what it said and how it ended; null where it was killed on purpose.</summary>
internal sealed record Child(string Line, int? Exit, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public bool Done => Exit == 0;

    /// <param name="world">Whose clock and home it gets.</param>
    /// <param name="door">Gateway, Source, Operator or Reviewer.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="killAfter">SIGKILL after so long, unless it has ended.</param>
    public static async Task<Child> RunAsync(World world, string door, string[] arguments, TimeSpan? killAfter = null)
    {
        var start = new ProcessStartInfo("dotnet", [World.Program(door), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = world.Folder,
        };
        foreach (var (name, value) in world.Environment) start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(killAfter ?? Patience);
        var line = $"{door.ToLowerInvariant()} {string.Join(' ', arguments)}";
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            if (killAfter is null) throw new ViolationException($"still running after {Patience.TotalMinutes} minutes: {line}");
            return new Child(line, null, await output, await errors);
        }

        return new Child(line, process.ExitCode, await output, await errors);
    }

    /// <summary>It must have ended with one of these.</summary>
    public Child Expect(params int[] exits) =>
        Exit is not { } exit || exits.Contains(exit) ? this : throw new ViolationException($"exit {exit}, expected {string.Join(" or ", exits)}: {Line}\n{Output}{Errors}");
}
