using System.Globalization;

namespace SecureDrop.Reviewer;

/// <summary>Numbers for people: `3, 5-9`.</summary>
internal static class Ranges
{
    public static string Of(IEnumerable<int> numbers) => Of(numbers.Select(number => (number, number)));

    /// <summary>The same of ranges, which may overlap.</summary>
    public static string Of(IEnumerable<(int First, int Last)> ranges)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges.Order())
        {
            if (runs.Count > 0 && first <= runs[^1].Last + 1) runs[^1] = (runs[^1].First, Math.Max(runs[^1].Last, last));
            else runs.Add((first, last));
        }

        return string.Join(", ", runs.Select(run => run.First == run.Last
            ? run.First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{run.First}-{run.Last}")));
    }
}
