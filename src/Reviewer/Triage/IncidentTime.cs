using System.Globalization;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// The days that a source may mean by her words for when it happened. She writes freely, at the precision she chooses, so this is a reading and no fact:
/// it serves to sort and to draw, and her words are always shown beside it.
/// </summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, not before the first.</param>
internal readonly record struct IncidentTime(DateOnly First, DateOnly Last)
{
    /// <summary>One day.</summary>
    public bool IsDay => First == Last;

    /// <summary>Within one month, so that a timeline by months can place it.</summary>
    public bool IsWithinMonth => (First.Year, First.Month) == (Last.Year, Last.Month);
    public bool IsWithinYear => First.Year == Last.Year;

    public bool Overlaps(IncidentTime other) => First <= other.Last && other.First <= Last;

    public static IncidentTime OfDay(DateOnly day) => new(day, day);

    public static IncidentTime OfMonth(int year, int month) => new(new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)));

    public static IncidentTime OfYear(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    /// <summary>From the first day of one to the last of the other.</summary>
    public IncidentTime Union(IncidentTime other) => new(First < other.First ? First : other.First, Last > other.Last ? Last : other.Last);

    /// <summary>Reads what <see cref="IncidentWords"/> can; false where it finds no year.</summary>
    public static bool TryRead(string words, out IncidentTime time) => IncidentWords.TryRead(words, out time);

    /// <summary>In ten signs, for a column: a day, or the month, year or years that hold all of it.</summary>
    public string Short() => IsDay ? Day(First) : IsWithinMonth ? Month(First) : IsWithinYear ? Year(First) : $"{Year(First)}..{Year(Last)}";

    /// <summary>`2024`, `2024-03`, `2024-03-17`, or two of these with `..` between.</summary>
    public override string ToString()
    {
        if (IsDay) return Day(First);
        if (this == OfMonth(First.Year, First.Month)) return Month(First);
        if (this == OfYear(First.Year)) return Year(First);
        if (this == OfYear(First.Year).Union(OfYear(Last.Year))) return $"{Year(First)}..{Year(Last)}";
        return this == OfMonth(First.Year, First.Month).Union(OfMonth(Last.Year, Last.Month)) ? $"{Month(First)}..{Month(Last)}" : $"{Day(First)}..{Day(Last)}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    private static string Year(DateOnly day) => day.ToString("yyyy", CultureInfo.InvariantCulture);
}
