using Microsoft.Extensions.Time.Testing;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>
/// One vault's life, recorded: stores, several at once, of one block or many, duplicates, exports with arrivals in the middle, acknowledgements,
/// purges, forced purges, keyrings, new ring keys as months pass, other at-rest keys, checkpoints, a restart in between.
/// </summary>
internal sealed class MixedLoad : IDisposable
{
    private readonly TempVault _temp = new(inMemory: true);
    private readonly FakeTimeProvider _time = new(TempVault.Start.AddYears(-9)); // keys that begin in the future are not used
    private readonly Random _random;

    private MixedLoad(int seed)
    {
        _random = new Random(seed);
        Files = _temp.Options = _temp.Options with { Time = _time, BallastOctets = 0, BlockOctets = 3_000, MostLogPages = 25 };
        Vault.Open(Files).DisposeAsync().AsTask().GetAwaiter().GetResult();
        Recording = new Recording(Image.Read(Files.Directory));
        History = new History(() => Recording.Count, Files.AtRestKey);
    }

    /// <summary>As the vault is opened without any weakness; its clock stands at the end of the load.</summary>
    public VaultOptions Files { get; }
    public Recording Recording { get; }
    public History History { get; }

    public static async Task<MixedLoad> RunAsync(int seed, TestOnlyWeakness weakness)
    {
        var load = new MixedLoad(seed);
        var options = load.Files with { TestOnlyStep = load.Recording.Take, TestOnlyWeakness = weakness };
        for (var restart = 0; restart < 2; restart++)
        {
            await using var vault = Vault.Open(options with { AtRestKey = load.History.AtRestKey });
            for (var round = 0; round < 3; round++) await load.RoundAsync(vault, round);
        }

        return load;
    }

    public void Dispose() => _temp.Dispose();

    private async Task RoundAsync(Vault vault, int round)
    {
        _time.Advance(TimeSpan.FromDays(25));
        if (round == 1) await History.InstallAsync(vault, TempVault.Message(900));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StoreAsync(vault, Message())));
        await StoreAsync(vault, History.Messages.Values.Last());
        if (round == 1) await History.ResealAsync(vault, TempVault.Message(VaultOptions.AtRestKeySize));
        var (plan, _) = await vault.BeginExportAsync(null);
        Assert.NotNull(plan);
        await StoreAsync(vault, Message()); // arrives while the bundle is written
        var hashes = plan.Items.Select(item => item.Hash).ToArray();
        await History.AskAsync(
            Progress.TakenOut, hashes, () => vault.FinishExportAsync(plan.Bundle, Sha256Hash.Of(BitConverter.GetBytes(plan.Bundle)), plan.Ledger.Head));
        var opened = plan.Items.Take(2).Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened)).ToArray();
        await History.AskAsync(Progress.Opened, hashes[..opened.Length], () => TempVault.Acknowledge(vault, plan, TempVault.Holder, opened));
        if (round == 2) await History.AskAsync(Progress.Forced, [plan.Items[^1].Hash], () => vault.PurgeForcedAsync([plan.Items[^1].Entry], "asked for by the source"));
        if (round > 0) await History.AskAsync(Progress.Purged, Opened(), () => vault.PurgeAsync([TempVault.Holder]));
        await History.SeeHeadAsync(vault);
    }

    private Sha256Hash[] Opened() =>
        [.. History.Messages.Keys.Where(message => History.Of(message, Recording.Count).Most is Progress.Opened)];

    private byte[] Message() => TempVault.Message(_random.Next(5) == 0 ? _random.Next(6_000, 40_000) : _random.Next(200, 4_000));

    private Task<Stored> StoreAsync(Vault vault, byte[] message)
    {
        var hash = Sha256Hash.Of(message);
        lock (History.Messages) History.Messages[hash] = message;
        return History.AskAsync(Progress.Waiting, [hash], () => TempVault.Store(vault, message));
    }
}
