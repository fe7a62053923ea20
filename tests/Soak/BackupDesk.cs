namespace SecureDrop.Soak;

/// <summary>Backs up while everything goes on, and now and then the whole data directory is lost and comes back on a fresh one.</summary>
internal sealed class BackupDesk(World world, History history, People people, GatewayLife gateway, OperatorDesk desk)
{
    private int _safes;

    public async Task<string?> BackUpAsync(TimeSpan? killAfter)
    {
        var safe = world.NewFolder($"safe-{++_safes:D4}");
        var run = await people.OperatorAsync(
            ["backup", "--to", safe, "--certificate", "safe.public.asc", "--signing-key", "desk.secret.asc", "--passphrase-file", world.Passphrase], killAfter);
        run.Expect(0);
        history.Count(run.Done ? "backups" : "backups killed");
        if (!run.Done)
        {
            if (Directory.GetDirectories(safe, "backup-*").Length > 0) await RestoreAsync(safe, null, checkOnly: true); // killed when it was whole
            Directory.Delete(safe, recursive: true);
            return null;
        }

        await RestoreAsync(safe, null, checkOnly: true);
        return safe;
    }

    /// <summary>Nobody sends meanwhile. After it everything must be as before: no word of the model is changed.</summary>
    /// <param name="leaves">A bundle leaves between the backup and the fire: the ledger goes on from it.</param>
    public async Task LoseAllAsync(bool leaves)
    {
        if (await BackUpAsync(null) is not { } safe) return;
        var bundle = leaves ? await desk.ExportAsync(null, desk.NewStick()) : null;
        await gateway.EndAsync(kill: true);
        Directory.Delete(world.Data, recursive: true);
        await gateway.StartAsync();
        await RestoreAsync(safe, bundle, checkOnly: false);
        Directory.Delete(safe, recursive: true);
        history.Count(bundle is null ? "restores" : "restores with a later bundle");
    }

    private async Task RestoreAsync(string safe, Stick? bundle, bool checkOnly)
    {
        string[] more = [.. bundle is null ? [] : new[] { "--bundle", bundle.Folder }, .. checkOnly ? new[] { "--check" } : []];
        (await people.OperatorAsync(
        [
            "restore", "--from", Directory.GetDirectories(safe, "backup-*").Single(), "--secret-key", "safe.secret.asc", "--passphrase-file", world.Passphrase,
            "--root", $"{people.Root}", .. more,
        ])).Expect(0);
    }
}
