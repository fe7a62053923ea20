using System.Globalization;
using System.Text;

namespace SecureDrop.Reviewer.Home;

/// <summary>A line for each thing done by hand that a later reader may ask about. It is only ever appended to.</summary>
internal static class Journal
{
    public static void Write(HomeFolder home, DateOnly day, string what)
    {
        using var file = PrivateFile.Open(home.Journal, FileMode.Append);
        file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {what}\n")));
        file.Flush(flushToDisk: true);
    }
}
