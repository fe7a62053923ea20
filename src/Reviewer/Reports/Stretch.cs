namespace SecureDrop.Reviewer.Reports;

/// <summary>Days that stand out together.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Cases">Of a burst, the cases dated to these days. Of a gap, those dated only to a month that reaches into it: they may belong there.</param>
internal readonly record struct Stretch(DateOnly First, DateOnly Last, int Cases)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;
}
