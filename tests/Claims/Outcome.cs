namespace SecureDrop.Claims;

/// <summary>How a program ended and what it said.</summary>
public sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public Outcome MustBe(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit {ExitCode}, not {exitCode}\n{Output}\n{Errors}");
        return this;
    }
}
