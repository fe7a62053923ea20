using System.Globalization;

namespace SecureDrop.Reviewer.Home;

/// <summary>A line for each thing done by hand that a later reader may ask about. It is only ever appended to.</summary>
internal static class Journal
{
    public static void Write(HomeFolder home, DateOnly day, string what) =>
        File.AppendAllText(home.Journal, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {what}\n"));
}
