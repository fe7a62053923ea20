namespace SecureDrop.Benchmarks.Report;

/// <summary>Rows printed as they come, the first column to the left, figures to the right.</summary>
internal sealed class Table(params string[] headings)
{
    private readonly int[] _widths = [.. headings.Select((heading, column) => Math.Max(heading.Length, column == 0 ? 24 : 9))];

    public void Begin(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Print(headings);
    }

    public void Print(params string[] cells) => Console.WriteLine("  " + string.Join("  ", cells.Select(
        (cell, column) => column == 0 ? cell.PadRight(_widths[column]) : cell.PadLeft(_widths[column]))).TrimEnd());
}
