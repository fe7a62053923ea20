using SecureDrop.Formats;

namespace SecureDrop.Storage.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill_at_any_moment()
    {
        using var temp = new TempVault();
        var still = new Lock();
        temp.Options = temp.Options with
        {
            MostLogPages = 60,
            TestOnlyStep = _ =>
            {
                lock (still) return null; // no second step while the files are copied: a copy of two moments is no crash
            },
        };
        var acknowledged = new List<byte[]>();
        var states = new List<(VaultOptions Files, int Acknowledged)>();
        var random = new Random(7);
        await using (var vault = temp.Open())
        {
            for (var step = 0; step < 40 * TempVault.Rounds; step++)
            {
                var message = TempVault.Message(random.Next(500, 30_000));
                var storing = TempVault.Store(vault, message);
                if (step % 4 == 0)
                {
                    lock (still) states.Add((temp.Copy($"killed-{step}"), acknowledged.Count)); // in the middle of it
                }

                await storing;
                acknowledged.Add(message);
            }

            states.Add((temp.Copy("killed-last"), acknowledged.Count));
        }

        foreach (var (files, count) in states)
        {
            await using var vault = Vault.Open(files);
            var plan = await TempVault.Export(vault);
            Assert.InRange(plan.Items.Count, count, count + 1);
            var hashes = plan.Items.Select(item => item.Hash).ToHashSet();
            Assert.All(acknowledged.Take(count), message => Assert.Contains(Sha256Hash.Of(message), hashes));
            foreach (var item in plan.Items) Assert.NotNull((await vault.ReadAsync(item.Entry)).Octets);
        }
    }

    [Fact]
    public async Task A_torn_log_is_cut_at_the_last_whole_commit()
    {
        using var temp = new TempVault();
        var (kept, torn) = (TempVault.Message(), TempVault.Message());
        VaultOptions before, after;
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, kept);
            before = temp.Copy("before");
            await TempVault.Store(vault, torn);
            after = temp.Copy("after");
        }

        var logBefore = File.ReadAllBytes(Path.Combine(before.Directory, "vault.log"));
        var logAfter = File.ReadAllBytes(Path.Combine(after.Directory, "vault.log"));
        Assert.True(logAfter.Length > logBefore.Length);
        for (var length = logBefore.Length; length < logAfter.Length; length += 4_001)
        {
            File.WriteAllBytes(Path.Combine(after.Directory, "vault.log"), logAfter[..length]);
            File.Copy(Path.Combine(before.Directory, "vault.data"), Path.Combine(after.Directory, "vault.data"), overwrite: true);
            await using var vault = Vault.Open(after);
            Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, kept));
            Assert.Equal(SubmissionState.Unknown, await TempVault.LookUp(vault, torn));
            Assert.True((await TempVault.Store(vault, torn)).New);
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_the_log_below_what_was_durable_is_refused()
    {
        using var temp = new TempVault();
        VaultOptions killed;
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, TempVault.Message());
            await TempVault.Store(vault, TempVault.Message());
            killed = temp.Copy("killed");
        }

        Flip(Path.Combine(killed.Directory, "vault.log"), 13_000); // in its first page
        Assert.Equal(VaultTrouble.Damaged, Assert.Throws<VaultUnavailableException>(() => Vault.Open(killed)).Trouble);
    }

    [Theory] // the slots take turns, and what counts is the later one
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_flipped_bit_in_the_logs_own_header_is_refused_or_harmless(int checkpoints)
    {
        using var temp = new TempVault();
        var usual = temp.Options;
        temp.Options = usual with { CheckpointPages = 3 };
        var messages = Enumerable.Range(0, checkpoints + 1).Select(_ => TempVault.Message(30_000)).ToArray();
        VaultOptions killed;
        await using (var vault = temp.Open())
        {
            foreach (var message in messages[..^1])
            {
                var length = new FileInfo(temp.DataFile).Length;
                await TempVault.Store(vault, message);
                while (new FileInfo(temp.DataFile).Length == length) await Task.Delay(20);
            }
        }

        temp.Options = usual; // no checkpoint comes in between, however long the copy takes
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, messages[^1]);
            killed = temp.Copy("killed");
        }

        var refused = 0;
        foreach (var at in (int[])[8, 16, 4_096 + 8, 4_096 + 16])
        {
            temp.Options = killed;
            var copy = temp.Copy($"flipped-{at}");
            Flip(Path.Combine(copy.Directory, "vault.log"), at);
            try
            {
                await using var vault = Vault.Open(copy);
                foreach (var message in messages) Assert.Equal(SubmissionState.Waiting, await TempVault.LookUp(vault, message));
            }
            catch (VaultUnavailableException damaged)
            {
                Assert.Equal(VaultTrouble.Damaged, damaged.Trouble);
                refused++;
            }
        }

        Assert.Equal(2, refused); // the slot that counts; the other one says nothing any more
    }

    [Fact]
    public async Task A_flipped_bit_in_the_data_file_is_refused_or_the_item_is_named()
    {
        using var temp = new TempVault();
        var messages = Enumerable.Range(0, 3).Select(_ => TempVault.Message(60_000)).ToArray();
        await using (var vault = temp.Open())
        {
            foreach (var message in messages) await TempVault.Store(vault, message);
            await TempVault.Export(vault);
        }

        var length = new FileInfo(temp.DataFile).Length;
        int refused = 0, named = 0, whole = 0;
        for (long at = 100; at < length; at += length / 40)
        {
            var copy = temp.Copy($"flipped-{at}");
            Flip(Path.Combine(copy.Directory, "vault.data"), at);
            try
            {
                await using var vault = Vault.Open(copy);
                for (var entry = 1; entry <= 3; entry++)
                {
                    var item = await vault.ReadAsync(entry);
                    if (item.Refusal == VaultRefusal.EntryDamaged)
                    {
                        // Given up by name, it stands in nobody's way any more.
                        named++;
                        Assert.Equal(1, (await vault.PurgeForcedAsync([entry], "damaged")).Count);
                        Assert.Equal(VaultRefusal.EntryPurged, (await vault.ReadAsync(entry)).Refusal);
                        await TempVault.Store(vault, TempVault.Message());
                        Assert.Single((await TempVault.Export(vault)).Items);
                    }
                    else Assert.Contains(messages, message => message.AsSpan().SequenceEqual(item.Octets));
                }

                whole++;
            }
            catch (VaultUnavailableException error)
            {
                Assert.Contains(error.Trouble, new[] { VaultTrouble.Damaged, VaultTrouble.VaultIdentity });
                refused++;
            }
        }

        Assert.True(refused > 0 && named > 0 && whole > 0, $"{refused} {named} {whole}");
    }

    [Theory]
    [InlineData("vault.id")]
    [InlineData("vault.data")]
    [InlineData("vault.log")]
    public async Task A_file_of_another_vault_is_refused(string name)
    {
        using var temp = new TempVault();
        using var other = new TempVault();
        VaultOptions killed, killedOther;
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, TempVault.Message());
            killed = temp.Copy("killed");
        }

        other.Options = other.Options with { AtRestKey = temp.Options.AtRestKey };
        await using (var vault = other.Open())
        {
            await TempVault.Store(vault, TempVault.Message());
            killedOther = other.Copy("killed");
        }

        File.Copy(Path.Combine(killedOther.Directory, name), Path.Combine(killed.Directory, name), overwrite: true);
        Assert.Equal(VaultTrouble.VaultIdentity, Assert.Throws<VaultUnavailableException>(() => Vault.Open(killed)).Trouble);
    }

    [Theory]
    [InlineData("vault.id")]
    [InlineData("vault.data")]
    [InlineData("vault.log")]
    public async Task A_missing_file_is_refused_not_made_anew(string name)
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open()) await TempVault.Store(vault, TempVault.Message());
        File.Delete(Path.Combine(temp.Options.Directory, name));
        Assert.Equal(VaultTrouble.VaultIdentity, Assert.Throws<VaultUnavailableException>(temp.Open).Trouble);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    public async Task An_emptied_log_is_refused_not_begun_anew(int length)
    {
        using var temp = new TempVault();
        VaultOptions killed;
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, TempVault.Message());
            killed = temp.Copy("killed");
        }

        File.WriteAllBytes(Path.Combine(killed.Directory, "vault.log"), new byte[length]);
        Assert.Equal(VaultTrouble.Damaged, Assert.Throws<VaultUnavailableException>(() => Vault.Open(killed)).Trouble);
    }

    [Theory] // a new vault is made by renames, in this order
    [InlineData("vault.log.new")]
    [InlineData("vault.data.new")]
    [InlineData("vault.id.new")]
    public async Task A_kill_while_a_vault_is_made_leaves_one_that_opens(string notRenamed)
    {
        using var temp = new TempVault();
        await temp.Open().DisposeAsync();
        File.Delete(Path.Combine(temp.Options.Directory, "vault.ballast")); // made once a vault has opened
        string[] files = ["vault.log.new", "vault.data.new", "vault.id.new"];
        foreach (var file in files[Array.IndexOf(files, notRenamed)..])
        {
            var made = Path.Combine(temp.Options.Directory, file);
            File.Move(made[..^".new".Length], made);
        }

        await using var vault = temp.Open();
        Assert.True((await TempVault.Store(vault, TempVault.Message())).New);
    }

    private static void Flip(string path, long at)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        var octet = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(octet ^ 0x10));
    }
}
