namespace SecureDrop.Tests;

/// <summary>A test that needs programs this machine may lack: skipped with a hint, but never with CI=true.</summary>
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] programs) => Skip = Missing.Hint(programs);
}

public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] programs) => Skip = Missing.Hint(programs);
}

internal static class Missing
{
    /// <summary>How to get what is missing; null when nothing is, or when CI=true, where the test must run and fail.</summary>
    public static string? Hint(string[] programs)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return null;
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Where(program => !path.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)}: apt-get install {string.Join(' ', missing.Select(Package))}";
    }

    private static string Package(string program) => program switch
    {
        "gpg" => "gnupg",
        "ip" => "iproute2",
        "node" => "nodejs",
        "nm" => "binutils",
        "pgrep" => "procps",
        "unshare" => "util-linux",
        "systemd-analyze" or "systemd-socket-activate" => "systemd",
        "exiftool" => "libimage-exiftool-perl",
        _ => program,
    };
}
