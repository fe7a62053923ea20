using SecureDrop.Formats.Control;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Operator.Commands;

/// <summary>`import`: hands over sealed files that couriers brought; a file that is refused or fails does not stop the others.</summary>
internal static class ImportCommand
{
    public static async Task RunAsync(Desk desk, IReadOnlyList<string> files, CancellationToken stop)
    {
        var all = new List<Imported>();
        foreach (var file in files)
        {
            var (imported, why) = await ImportAsync(desk, file, stop);
            desk.Report.Say($"{imported.Outcome,-9} {imported.Receipt ?? $"{imported.Code}: {why}"}  {file}");
            all.Add(imported);
        }
        desk.Report.Result([.. all], OperatorJson.Default.ImportedArray);
        var (refused, failed) = (all.Count(imported => imported.Outcome == "refused"), all.Count(imported => imported.Outcome == "failed"));
        if (refused > 0) throw Troubles.ImportRefused(refused, failed, all.Count);
        if (failed > 0) throw Troubles.ImportFailed(failed, all.Count);
    }

    private static async Task<(Imported, string? Why)> ImportAsync(Desk desk, string file, CancellationToken stop)
    {
        FileStream octets;
        try
        {
            octets = NamedFile.Open(file);
        }
        catch (TroubleException trouble)
        {
            return (new Imported(file, "failed", null, "file"), trouble.Message);
        }
        await using var closing = octets;
        try
        {
            // Not even begun: the gateway would end the connection, and nobody would hear why.
            if (octets.Length > Profile.MaximumArmoredOctets) return (new Imported(file, "refused", null, "too_large"), "No sealed message is so long.");
            var (isNew, answer, problem) = await desk.Gateway.ImportAsync(octets, stop);
            return problem is null
                ? (new Imported(file, Outcome(isNew, answer), answer?.Receipt, null), null)
                : (new Imported(file, "refused", null, problem.Code), problem.Title);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return (new Imported(file, "failed", null, "file"), trouble.Message);
        }
        catch (TroubleException trouble)
        {
            return (new Imported(file, "failed", null, "gateway"), trouble.Message);
        }
    }

    private static string Outcome(bool isNew, ImportAnswer? answer) => (isNew, answer?.Late) switch
    {
        (false, _) => "duplicate",
        (true, true) => "late",
        _ => "new",
    };
}
