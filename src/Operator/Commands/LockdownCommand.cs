using System.Security.Cryptography;
using SecureDrop.Operator.AtRest;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `lockdown`: closes intake, destroys the at-rest key where it comes from, and ends the gateway, whose memory holds it too. In this order, so that no
/// interruption leaves a key alive behind an open door; nothing of it waits for a gateway that hangs. The same command finishes what was cut short.
/// </summary>
internal static class LockdownCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Desk desk, string file, Func<bool> agreed, CancellationToken stop)
    {
        var key = new KeyAtSource(file);
        var sure = desk.Directory.IsLockdownSure;
        if (key.Files.Length == 0 && !sure) throw Troubles.FileUnusable(file, "is not there, so nothing was done");
        foreach (var there in key.Files) CryptographicOperations.ZeroMemory(KeyAtSource.Read(there)); // something else than a key is not destroyed
        if (!agreed()) throw Troubles.NotLockedDown();

        var open = Try(() => desk.Directory.MarkLockdown(sure));
        desk.Report.Progress(open is null ? "intake is closed" : $"intake could not be closed ({open}), so the key goes first");
        if (!sure && await IsAnotherVaultsAsync(key, desk, stop)) throw Troubles.AtRestKeyOfAnother(key.File);
        Try(() => desk.Directory.MarkLockdown(sure: true));
        var files = key.Files;
        Destroy(files);
        var gateway = new RunningGateway(desk.Directory);
        var process = gateway.Find();
        var ended = await gateway.EndAsync(process);
        // A rotation that was under way may have put one more there, and the gateway may have sealed its ring with it in its last moment.
        files = [.. files.Union(key.Files)];
        var alive = Destroy(key.Files);
        if (alive is not null) throw Troubles.AtRestKeyAlive(alive);
        if (!ended) throw Troubles.GatewayNotEnded(desk.Directory.Hold);
        if (open is not null) throw Troubles.IntakeNotClosed(desk.Directory.Path, open);
        desk.Report.Result(new LockedDown(files, process), OperatorJson.Default.LockedDown);
        desk.Report.SayBlock(Words(desk.Directory, key.File, files, process));
    }

    /// <summary>True only when a gateway answers in time, and says of every key at hand that it is not its vault's.</summary>
    private static async Task<bool> IsAnotherVaultsAsync(KeyAtSource key, Desk desk, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            foreach (var file in key.Files)
            {
                var octets = KeyAtSource.Read(file);
                try
                {
                    if (await desk.Gateway.HasAtRestKeyAsync(octets, patience.Token)) return false;
                }
                finally
                {
                    CryptographicOperations.ZeroMemory(octets);
                }
            }

            return true;
        }
        catch (Exception silent) when (silent is TroubleException || (silent is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static string Words(DataDirectory directory, string file, string[] destroyed, int? process) => $"""
        intake       closed
        at-rest key  {(destroyed.Length > 0 ? $"destroyed: {string.Join(" and ", destroyed)} overwritten and removed"
            : $"not at {file}: an earlier lockdown destroyed it there, if that is where it was")}
        gateway      {(process is { } id ? $"ended: process {id} is gone, and its memory with it" : "none answered, and nothing holds the vault")}
        vault        nothing in {directory.Path} opens any more; a gateway started on it ends with at_rest_key
        not reached  other copies of the key: a systemd credential store, a backup or snapshot of its file, a stick, paper
                     what flash memory keeps of overwritten blocks, and swap
                     bundles and sticks: reviewers can open what was exported before
        """;

    /// <summary>Null when none of them is left. The file itself goes last: through a link, the one beside it is found only while it is there.</summary>
    private static string? Destroy(IEnumerable<string> files) =>
        files.Reverse().Select(one => Try(() => Disk.Destroy(one))).ToList().Find(failed => failed is not null);

    private static string? Try(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return failed.Message;
        }
    }
}
