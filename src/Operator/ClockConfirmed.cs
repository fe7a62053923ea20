namespace SecureDrop.Operator;

/// <summary>What `confirm-clock --json` prints: the day (UTC) that was confirmed.</summary>
internal sealed record ClockConfirmed(DateOnly Today);
