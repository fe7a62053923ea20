using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Storage.Tests;

public sealed class IntakeTests
{
    [Fact]
    public async Task A_message_comes_back_as_it_was_stored()
    {
        using var temp = new TempVault();
        var message = TempVault.Message();
        await using (var vault = temp.Open())
        {
            Assert.Equal(new Stored(true, SubmissionState.Waiting), await TempVault.Store(vault, message));
            Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, message));
            Assert.Equal(SubmissionState.Unknown, await TempVault.LookUp(vault, TempVault.Message()));
        }

        await using (var vault = temp.Open())
        {
            Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, message));
            var plan = await TempVault.Export(vault);
            Assert.Equal(message, (await vault.ReadAsync(Assert.Single(plan.Items).Entry)).Octets);
        }
    }

    [Fact]
    public async Task A_judged_message_is_stored_and_its_recipient_is_in_no_file()
    {
        using var temp = new TempVault();
        byte[] keyId = [0x51, 0x7a, 0x0c, 0xd4, 0x3e, 0xe9, 0x86, 0x2b];
        byte[] message =
        [
            0xc1, 94, 3, .. keyId, 18, 1, 7, 0x40, .. TempVault.Message(32), 48, .. TempVault.Message(48),
            0xd2, 0xff, 0, 0, 0x10, 1, 1, .. TempVault.Message(4096),
        ];
        using var reader = new MessageReader(_ => null);
        Assert.Null(reader.Read(message));
        Assert.Null(reader.Finish(out var judged));
        Assert.NotNull(judged);
        await using var vault = temp.Open();
        using (judged) Assert.True((await vault.StoreAsync(judged, late: true)).New);
        Assert.True(Assert.Single((await TempVault.Export(vault)).Items).Late);
        Assert.Equal(message, (await vault.ReadAsync(1)).Octets);
        var files = Directory.GetFiles(temp.Copy("searched").Directory);
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(keyId) < 0, file));
    }

    [Fact]
    public async Task A_message_of_64_MiB_is_kept_in_blocks()
    {
        using var temp = new TempVault();
        var message = TempVault.Message(64 << 20);
        await using (var vault = temp.Open()) Assert.True((await TempVault.Store(vault, message)).New);
        await using var again = temp.Open();
        var plan = await TempVault.Export(again);
        Assert.Equal(message.Length, Assert.Single(plan.Items).Octets);
        Assert.Equal(Sha256Hash.Of(message), Sha256Hash.Of((await again.ReadAsync(1)).Octets));
    }

    [Fact]
    public async Task Where_blocks_end_nothing_is_lost_or_added()
    {
        using var temp = new TempVault();
        const int block = 3_000;
        await using var vault = Vault.Open(temp.Options with { BlockOctets = block });
        byte[][] messages = [.. new[] { 1, block - 1, block, block + 1, 2 * block - 1, 2 * block, 2 * block + 1 }.Select(TempVault.Message)];
        foreach (var message in messages) Assert.True((await TempVault.Store(vault, message)).New);
        var plan = await TempVault.Export(vault);
        Assert.Equal(messages.Length, plan.Items.Count);
        foreach (var item in plan.Items)
            Assert.Equal(messages.Single(message => Sha256Hash.Of(message) == item.Hash), (await vault.ReadAsync(item.Entry)).Octets);
    }

    [Fact]
    public async Task The_same_message_ten_times_at_once_is_stored_once()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var message = TempVault.Message();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TempVault.Store(vault, message))));
        Assert.Single(answers, answer => answer.New);
        Assert.Equal(1, (await vault.StatusAsync()).Waiting);
    }

    [Fact]
    public async Task Two_messages_with_one_receipt_are_two_and_the_less_advanced_state_is_answered()
    {
        using var temp = new TempVault();
        await using var vault = temp.Open();
        var hash = Sha256Hash.Of(TempVault.Message()).ToArray();
        var first = new Sha256Hash(hash);
        hash[31] ^= 1; // a receipt is made of the first 16 octets
        var second = new Sha256Hash(hash);
        Assert.Equal(Receipt.Of(first), Receipt.Of(second));

        Assert.True((await vault.StoreAsync(new(TempVault.Message()), first, false)).New);
        await TempVault.Export(vault);
        Assert.Equal(SubmissionState.TakenOut, await vault.LookUpAsync(Receipt.Of(first)));
        Assert.True((await vault.StoreAsync(new(TempVault.Message()), second, false)).New);
        Assert.Equal(SubmissionState.Waiting, await vault.LookUpAsync(Receipt.Of(first)));
        Assert.Equal(SubmissionState.TakenOut, (await vault.StoreAsync(new(TempVault.Message()), first, false)).State);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_share_flushes()
    {
        using var temp = new TempVault();
        var flushes = 0;
        temp.Options = temp.Options with
        {
            TestOnlyStep = step =>
            {
                if (step.Action == FileAction.Flush) Interlocked.Increment(ref flushes);
                return null;
            },
        };
        var messages = Enumerable.Range(0, 320 * TempVault.Rounds).Select(_ => TempVault.Message(3_000)).ToArray();
        await using (var vault = temp.Open())
        {
            flushes = 0;
            await Parallel.ForEachAsync(messages, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (message, _) =>
                Assert.True((await TempVault.Store(vault, message)).New));
            Assert.True(flushes < messages.Length, $"{flushes} flushes for {messages.Length} answers");
        }

        await using var again = temp.Open();
        foreach (var message in messages) Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(again, message));
    }

    [Fact]
    public async Task A_vault_that_closes_answers_truly_whoever_waits()
    {
        using var temp = new TempVault();
        byte[][] messages = [.. Enumerable.Range(0, 12).Select(_ => TempVault.Message(2 << 20))]; // four at once have room
        var vault = temp.Open();
        var storing = messages.Select(message => TempVault.Store(vault, message)).ToArray();
        await vault.DisposeAsync();
        var answers = new List<Stored?>();
        foreach (var task in storing) answers.Add(await OrClosedAsync(task));
        Assert.Null(await OrClosedAsync(TempVault.Store(vault, TempVault.Message())));

        await using var again = temp.Open();
        foreach (var (answer, message) in answers.Zip(messages))
            Assert.Equal(answer is null ? SubmissionState.Unknown : SubmissionState.Waiting, await TempVault.LookUp(again, message));

        static async Task<Stored?> OrClosedAsync(Task<Stored> task)
        {
            try
            {
                return await task;
            }
            catch (VaultUnavailableException closed) when (closed.Trouble == VaultTrouble.Closed)
            {
                return null;
            }
        }
    }
}
