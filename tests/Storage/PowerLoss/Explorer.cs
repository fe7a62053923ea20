namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>
/// Builds states that a power loss could leave of recorded loads, starts the vault on each, and looks for a broken promise. One state
/// of sixteen loses power again while it recovers.
/// </summary>
internal static class Explorer
{
    private const int StatesOfALoad = 1_250, TwiceEvery = 16;

    /// <summary>The first violation, with the number of its state; null when there is none.</summary>
    public static async Task<string?> FindAsync(TestOnlyWeakness weakness, int states, int seed)
    {
        string? found = null;
        var loads = Enumerable.Range(0, (states + StatesOfALoad - 1) / StatesOfALoad);
        await Parallel.ForEachAsync(loads, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount }, async (number, _) =>
        {
            if (found is not null) return;
            using var load = await MixedLoad.RunAsync(seed + number, weakness);
            var violation = Explore(load, Math.Min(StatesOfALoad, states - number * StatesOfALoad), new Random(seed + number), weakness, isOver: () => found is not null);
            if (violation is not null) found = $"load {number} of {StatesOfALoad} states, {violation}";
        });
        return found;
    }

    private static string? Explore(MixedLoad load, int states, Random random, TestOnlyWeakness weakness, Func<bool> isOver)
    {
        using var folder = new TempVault(inMemory: true);
        Directory.CreateDirectory(folder.Options.Directory);
        File.Copy(Path.Combine(load.Files.Directory, "vault.id"), Path.Combine(folder.Options.Directory, "vault.id"));
        var files = load.Files with { Directory = folder.Options.Directory, TestOnlyWeakness = weakness };
        string? violation = null;
        for (int state = 0, pass = 0; state < states && violation is null && !isOver(); pass++)
        {
            load.Recording.Walk((step, durable, pending) =>
            {
                if (state == states || violation is not null || isOver() || (pending.Count == 0 && pass > 0)) return; // all its states are one
                var fate = pending.Count == 0 ? Fate.Lost : Fates.Draw(random);
                var image = fate.Meet(durable, pending, random);
                if (++state % TwiceEvery == 0) image = LosePowerAgain(image, files, random, load.History, step);
                image.Write(files.Directory);
                if (Survivor.ViolationAsync(files, load.History, step).GetAwaiter().GetResult() is { } broken)
                    violation = $"state {state}, {fate} after step {step}: {broken}";
            });
        }

        return violation;
    }

    private static Image LosePowerAgain(Image image, VaultOptions files, Random random, History history, int lost)
    {
        image.Write(files.Directory);
        var recording = new Recording(image);
        try
        {
            Survivor.Open(files with { TestOnlyStep = recording.Take }, history, lost).DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (VaultUnavailableException)
        {
            return image; // found when it is started again
        }

        var at = random.Next(recording.Count + 1);
        recording.Walk((step, durable, pending) =>
        {
            if (step == at) image = (pending.Count == 0 ? Fate.Lost : Fates.Draw(random)).Meet(durable, pending, random);
        });
        return image;
    }
}
