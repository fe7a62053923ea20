namespace SecureDrop.Tests;

/// <summary>A test of a minute: runs only in the longer rounds, SECUREDROP_ROUNDS of 10 or more, and needs programs as <see cref="NeedsFactAttribute"/> has it.</summary>
public sealed class RoundsFactAttribute : FactAttribute
{
    public RoundsFactAttribute(params string[] programs) =>
        Skip = Rounds.Of(1) < 10 ? "takes a minute: SECUREDROP_ROUNDS=10 dotnet test" : Missing.Hint(programs);
}
