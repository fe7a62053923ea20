using System.Globalization;

namespace SecureDrop.Benchmarks.Report;

/// <summary>Figures as a table shows them.</summary>
internal static class Figure
{
    public static string Whole(double value) => double.IsFinite(value) ? value.ToString("N0", CultureInfo.InvariantCulture) : "-";

    public static string Fine(double value) => double.IsFinite(value) ? value.ToString(value < 10 ? "N2" : "N1", CultureInfo.InvariantCulture) : "-";

    public static string Megabytes(long octets) => Whole(octets / 1e6);
}
