namespace SecureDrop.Operator;

/// <summary>What each command works with.</summary>
internal sealed record Desk(DataDirectory Directory, ControlClient Gateway, Report Report, TimeProvider Time)
{
    public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
}
