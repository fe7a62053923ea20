namespace SecureDrop.Tests;

/// <summary>A test that a newcomer need not wait for: it runs with SECUREDROP_ROUNDS=10, as in the longer rounds of .ci/run.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Rounds.Of(1) > 1 ? null : "long: SECUREDROP_ROUNDS=10 dotnet test";
}
