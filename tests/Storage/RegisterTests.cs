using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Storage.Tests;

/// <summary>What submissions are found by is kept in memory: a start must find all of it again, over more than one sheet.</summary>
public sealed class RegisterTests
{
    private const int Many = 70; // three sheets

    [Fact]
    public async Task A_start_knows_every_submission_as_it_was_left()
    {
        using var temp = new TempVault();
        var messages = Enumerable.Range(0, Many).Select(_ => TempVault.Message(300)).ToArray();
        var states = new Dictionary<Sha256Hash, SubmissionState>();
        await using (var vault = temp.Open())
        {
            foreach (var message in messages[..40]) await TempVault.Store(vault, message);
            var plan = await TempVault.Export(vault);
            await TempVault.Acknowledge(vault, plan, TempVault.Holder, [.. plan.Items.Take(20).Select(item => new AcknowledgedEntry(item.Entry, Outcome.Opened))]);
            Assert.Equal(20, (await vault.PurgeAsync([TempVault.Holder])).Count);
            Assert.Equal(1, (await vault.PurgeForcedAsync([40], "asked for by the source")).Count);
            foreach (var message in messages[40..]) await TempVault.Store(vault, message);
            foreach (var message in messages) states[Sha256Hash.Of(message)] = await TempVault.LookUp(vault, message);
            Assert.Equal(
                (20, 19, 30, 1),
                (Count(SubmissionState.Opened), Count(SubmissionState.TakenOut), Count(SubmissionState.Waiting), Count(SubmissionState.Unknown)));
        }

        await using var again = temp.Open();
        foreach (var message in messages) Assert.Equal(states[Sha256Hash.Of(message)], await TempVault.LookUp(again, message));
        foreach (var message in messages) Assert.Equal(states[Sha256Hash.Of(message)] == SubmissionState.Unknown, (await TempVault.Store(again, message)).New);
        var next = await TempVault.Export(again);
        Assert.Equal(Enumerable.Range(41, 31), next.Items.Select(item => item.Entry)); // the thirty, and the one that came again
        foreach (var item in next.Items) Assert.NotNull((await again.ReadAsync(item.Entry)).Octets);

        int Count(SubmissionState state) => states.Values.Count(one => one == state);
    }

    [Fact]
    public async Task The_log_is_brought_into_the_data_file_when_nobody_waits()
    {
        using var temp = new TempVault();
        temp.Options = temp.Options with { CheckpointPages = 10 };
        await using var vault = temp.Open();
        var length = new FileInfo(temp.DataFile).Length;
        await TempVault.Store(vault, TempVault.Message(100_000));
        for (var tenths = 0; tenths < 100 && new FileInfo(temp.DataFile).Length == length; tenths++) await Task.Delay(100);
        Assert.True(new FileInfo(temp.DataFile).Length > length);
    }

    [Fact] // its control
    public async Task A_short_log_is_left_as_it_is()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var length = new FileInfo(temp.DataFile).Length;
        await TempVault.Store(vault, TempVault.Message(100_000));
        await Task.Delay(1000);
        Assert.Equal(length, new FileInfo(temp.DataFile).Length);
    }
}
