using SecureDrop.Formats;
using SecureDrop.Tests;

namespace SecureDrop.Operator.Tests;

/// <summary>
/// Every keyring, acknowledgement, backup and bundle that a version of the programs has left behind is taken today; one of a version to come is refused by one name,
/// before its signature is looked at, and nothing is altered or handed over.
/// </summary>
public sealed class VersionTests
{
    [Theory, MemberData(nameof(VersionFixture.All), MemberType = typeof(VersionFixture))]
    public async Task What_was_kept_is_taken(string version)
    {
        using var kept = new VersionFixture(version);
        await using var table = await SetAsync(kept);
        async Task<string> Good(string command)
        {
            var code = await table.RunAsync(Words(kept, command));
            Assert.True(code == 0, $"{command}: {table.Error}");
            return table.Output;
        }

        Assert.Contains("good: epoch 1", await Good("keyring verify keyring.asc"), StringComparison.Ordinal);
        Assert.Contains("bundle 1, signed by 66E5 5DD0", await Good("acknowledge acknowledgement-000001.asc"), StringComparison.Ordinal);
        Assert.Contains("good      backup of", await Good("restore --check --from backup --bundle bundle-000001 bundle-000002 SECRET"), StringComparison.Ordinal);
        Assert.Contains($"4 submissions, ledger line {kept.Said("gatewayLine")}, last bundle 2", table.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Newer => new()
    {
        { "gateway/keyring.pin", "SecureDrop.Net pin", "acknowledge acknowledgement-000001.asc|keyring verify keyring.asc|restore --check --from backup SECRET" },
        { "keyring.asc", "SecureDrop.Net keyring", "keyring verify keyring.asc|keyring install keyring.asc" },
        { "acknowledgement-000001.asc", "SecureDrop.Net acknowledgement", "acknowledge acknowledgement-000001.asc" },
        { "backup/bag-info.txt", "Backup-Format:", "restore --check --from backup SECRET|restore --from backup SECRET" },
        { "bundle-000002/bag-info.txt", "Bundle-Format:", "restore --check --from backup --bundle bundle-000002 SECRET" },
    };

    [Theory, MemberData(nameof(Newer))]
    public async Task What_is_of_a_newer_version_is_refused_by_one_name_and_nothing_is_altered(string file, string version, string commands)
    {
        using var kept = new VersionFixture("1");
        await using var table = await SetAsync(kept);
        kept.MakeNewer(file, version);
        File.Copy(kept["gateway/keyring.pin"], Path.Combine(table.Data, "keyring.pin"), overwrite: true);
        foreach (var command in commands.Split('|')) await MustBeRefusedAsync(kept, table, command);
    }

    /// <summary>And what was not made newer passes no such test: the same commands on it are carried out (<see cref="What_was_kept_is_taken"/>).</summary>
    [Fact]
    public async Task Control_of_its_own_version_nothing_is_refused_so()
    {
        using var kept = new VersionFixture("1");
        await using var table = await SetAsync(kept);
        foreach (var command in (string[])["acknowledge acknowledgement-000001.asc", "keyring verify keyring.asc"])
            await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => MustBeRefusedAsync(kept, table, command));
    }

    /// <summary>The bag's own version is known, and what is sealed in it is not.</summary>
    [Fact]
    public async Task A_newer_snapshot_in_a_backup_is_refused()
    {
        using var kept = new VersionFixture("1");
        await using var table = await SetAsync(kept);
        FormatVersion.TestOnlyOlder.Value = "snapshot";
        await MustBeRefusedAsync(kept, table, "restore --from backup SECRET");
        FormatVersion.TestOnlyOlder.Value = null;
    }

    private static async Task<OperatorTable> SetAsync(VersionFixture kept)
    {
        var table = await OperatorTable.SetAsync(pinned: false);
        table.Now = kept.Now;
        table.Gateway.Held = 0;
        table.Gateway.Keyring = await File.ReadAllBytesAsync(kept["keyring.asc"]);
        File.Copy(kept["gateway/keyring.pin"], Path.Combine(table.Data, "keyring.pin"));
        return table;
    }

    private static string[] Words(VersionFixture kept, string command) =>
    [
        .. command.Replace("SECRET", "--secret-key backup.secret.asc --passphrase-file passphrase.txt", StringComparison.Ordinal).Split(' ')
            .Select((word, at) => at > 0 && Path.Exists(kept[word]) ? kept[word] : at > 0 && File.Exists(VersionFixture.Key(word)) ? VersionFixture.Key(word) : word),
    ];

    private static async Task MustBeRefusedAsync(VersionFixture kept, OperatorTable table, string command)
    {
        var (before, pin) = (kept.Files(), await File.ReadAllBytesAsync(Path.Combine(table.Data, "keyring.pin")));
        var code = await table.RunAsync(Words(kept, command));
        Assert.True(code == 1, $"{command}: exit {code}: {table.Error}");
        table.AssertTold("format_newer");
        Assert.Equal(before, kept.Files());
        Assert.Equal(pin, await File.ReadAllBytesAsync(Path.Combine(table.Data, "keyring.pin")));
        Assert.Null(table.Gateway.Restored);
        Assert.Empty(table.Gateway.Told);
    }
}
