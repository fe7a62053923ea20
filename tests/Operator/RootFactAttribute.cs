namespace SecureDrop.Operator.Tests;

/// <summary>A test that mounts a small file system, which only root may: skipped for others, but never with CI=true.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root to mount a small file system: sudo dotnet test tests/Operator";
    }
}
