using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.Commands;

/// <summary>`import`: hands over sealed files that couriers brought; one refused file does not stop the others.</summary>
internal static class ImportCommand
{
    public static async Task RunAsync(Desk desk, IReadOnlyList<string> files, CancellationToken stop)
    {
        var all = new List<Imported>();
        foreach (var file in files)
        {
            await using var octets = File.OpenRead(file);
            var (isNew, answer, problem) = await desk.Gateway.ImportAsync(octets, stop);
            var imported = problem is not null
                ? new Imported(file, "refused", null, problem.Code)
                : new Imported(file, Outcome(isNew, answer), answer?.Receipt, null);
            desk.Report.Say($"{imported.Outcome,-9} {imported.Receipt ?? $"{problem?.Code}: {problem?.Title}"}  {file}");
            all.Add(imported);
        }
        desk.Report.Result([.. all], OperatorJson.Default.ImportedArray);
        var refused = all.Count(imported => imported.Code is not null);
        if (refused > 0) throw Troubles.ImportRefused(refused, all.Count);
    }

    private static string Outcome(bool isNew, ImportAnswer? answer) => (isNew, answer?.Late) switch
    {
        (false, _) => "duplicate",
        (true, true) => "late",
        _ => "new",
    };
}
