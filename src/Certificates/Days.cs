namespace SecureDrop.Certificates;

/// <summary>The finest time that anything here carries is the day, at 00:00 UTC.</summary>
internal static class Days
{
    public static DateTime Start(DateTimeOffset time) => time.UtcDateTime.Date;

    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static DateOnly Of(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);
}
