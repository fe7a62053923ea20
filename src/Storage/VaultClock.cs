namespace SecureDrop.Storage;

/// <summary>
/// The clock, as far as it can be believed: against the day when the vault last knew it to be right, and the time that has run
/// since by the monotonic clock. More than 30 days off is a jump; set right, it is believed again.
/// </summary>
internal sealed class VaultClock(TimeProvider time, DateOnly seen)
{
    private const double MaximumJump = 30;
    private volatile Known _known = new(seen, time.GetTimestamp());

    public bool Suspect => Math.Abs(Wall.DayNumber - Expected) > MaximumJump;

    /// <summary>Today; while the clock is not believed, the day last known.</summary>
    public DateOnly Today => Suspect ? _known.Day : Wall;

    public DateTimeOffset Now => time.GetUtcNow();

    private DateOnly Wall => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private double Expected => _known.Day.DayNumber + time.GetElapsedTime(_known.At).TotalDays;

    /// <summary>The clock is right: from now on it is measured against today.</summary>
    public void Believe() => _known = new Known(Wall, time.GetTimestamp());

    private sealed record Known(DateOnly Day, long At);
}
