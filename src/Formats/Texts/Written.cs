using System.Globalization;

namespace SecureDrop.Formats.Texts;

/// <summary>Numbers and days as our texts write them: one value has one written form.</summary>
internal static class Written
{
    private const string DayFormat = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>ASCII digits without sign or leading zero.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        var read = TryNumber(text, out long wide) && wide <= int.MaxValue;
        number = read ? (int)wide : 0;
        return read;
    }

    public static bool TryNumber(ReadOnlySpan<char> text, out long number)
    {
        // .NET's number parsers let NULs follow a number: only digits reach them.
        number = 0;
        return !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && (text[0] != '0' || text.Length == 1);
    }

    public static bool TryDay(ReadOnlySpan<char> text, out DateOnly day) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
