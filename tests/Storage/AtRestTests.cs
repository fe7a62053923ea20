using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using SecureDrop.Formats;

namespace SecureDrop.Storage.Tests;

public sealed partial class AtRestTests
{
    [Fact]
    public async Task Without_the_at_rest_key_nothing_opens()
    {
        using var temp = new TempVault();
        await using (var vault = temp.Open()) await TempVault.Store(vault, TempVault.Message());
        var other = temp.Options with { AtRestKey = new byte[32] };
        Assert.Equal(VaultTrouble.AtRestKey, Assert.Throws<VaultUnavailableException>(() => Vault.Open(other)).Trouble);
        await using var again = temp.Open();
        Assert.Equal(1, (await again.StatusAsync()).Waiting);
    }

    [Fact]
    public async Task The_files_hold_no_hash_no_ciphertext_no_time_finer_than_a_day()
    {
        using var temp = new TempVault();
        var message = TempVault.Message(40_000);
        var hash = Sha256Hash.Of(message);
        await using (var vault = temp.Open())
        {
            await TempVault.Store(vault, message);
            var plan = await TempVault.Export(vault);
            await TempVault.Acknowledge(vault, plan, TempVault.Holder, new Formats.Texts.AcknowledgedEntry(1, Formats.Texts.Outcome.Opened));
            await TempVault.Store(vault, TempVault.Message());
            Search(temp.Copy("running"));
        }

        Search(temp.Options);

        void Search(VaultOptions options)
        {
            var files = Directory.GetFiles(options.Directory).Where(file => !file.EndsWith("hold", StringComparison.Ordinal)).ToArray();
            Assert.True(files.Length >= 3);
            foreach (var file in files)
            {
                var octets = File.ReadAllBytes(file);
                Assert.True(octets.AsSpan().IndexOf(hash.ToArray()) < 0, file);
                Assert.True(octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(hash.ToString())) < 0, file);
                Assert.True(octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Receipt.Of(hash).Digits)) < 0, file);
                Assert.True(octets.AsSpan().IndexOf(message.AsSpan(1_000, 16)) < 0, file);
                Assert.True(octets.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TempVault.Holder.ToString())) < 0, file);
                Assert.Empty(AnyTime().Matches(Encoding.Latin1.GetString(octets)));
                Assert.True(octets.AsSpan().IndexOf("masterKey"u8) < 0, file);
                AssertNoTicks(octets);
            }
        }
    }

    [Fact]
    public async Task The_engines_own_creation_time_would_be_found()
    {
        // The control of the search: the engine's header page as it comes, at the same place.
        using var memory = new MemoryStream();
        using (var engine = new LiteDB.Engine.LiteEngine(new LiteDB.Engine.EngineSettings { DataStream = memory, LogStream = new MemoryStream() })) { }
        Assert.Throws<Xunit.Sdk.FalseException>(() => AssertNoTicks(memory.ToArray()));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task New_keys_over_simulated_years_orphan_nothing()
    {
        using var temp = new TempVault();
        var time = new FakeTimeProvider(TempVault.Start.AddYears(-9));
        temp.Options = temp.Options with { Time = time };
        var messages = new List<byte[]>();
        for (var year = 0; year < 3; year++)
        {
            await using var vault = temp.Open();
            for (var step = 0; step < 12; step++)
            {
                time.Advance(TimeSpan.FromDays(29));
                messages.Add(TempVault.Message(400));
                Assert.True((await TempVault.Store(vault, messages[^1])).New);
            }
        }

        await using var again = temp.Open();
        var plan = await TempVault.Export(again);
        foreach (var item in plan.Items) Assert.NotNull((await again.ReadAsync(item.Entry)).Octets);
        foreach (var message in messages) Assert.False((await TempVault.Store(again, message)).New);
        Assert.True(KeysUsed(temp, messages.Count) >= 12, "the ring did not roll");
    }

    /// <summary>Data Protection puts its key's id behind four fixed octets in front of all it wraps.</summary>
    private static int KeysUsed(TempVault temp, int atLeast)
    {
        var octets = File.ReadAllBytes(temp.Copy("keys").Directory + "/vault.data").AsSpan();
        var keys = new HashSet<Guid>();
        var found = 0;
        for (int at; (at = octets.IndexOf(new byte[] { 0x09, 0xf0, 0xc9, 0xf0 })) >= 0; octets = octets[(at + 20)..], found++) keys.Add(new Guid(octets.Slice(at + 4, 16)));
        Assert.True(found >= atLeast);
        return keys.Count;
    }

    /// <summary>No eight octets are the ticks of an instant of the last or next hour.</summary>
    private static void AssertNoTicks(ReadOnlySpan<byte> octets)
    {
        var (from, to) = (DateTime.UtcNow.AddHours(-1).Ticks, DateTime.UtcNow.AddHours(1).Ticks);
        var found = false;
        for (var at = 0; at + 8 <= octets.Length && !found; at++)
        {
            var number = BitConverter.ToInt64(octets.Slice(at, 8));
            found = number > from && number < to;
        }

        Assert.False(found, "a clock time");
    }

    [GeneratedRegex(@"\d\d:\d\d:\d\d|T\d\d:\d\d")]
    private static partial Regex AnyTime();
}
