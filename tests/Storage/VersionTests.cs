using Microsoft.Extensions.Time.Testing;
using SecureDrop.Formats;
using SecureDrop.Tests;

namespace SecureDrop.Storage.Tests;

/// <summary>Every vault that a version of the program has left behind opens today; one of a version to come is not touched.</summary>
public sealed class VersionTests
{
    private static VaultOptions Options(VersionFixture kept) =>
        new(kept["gateway"], File.ReadAllBytes(kept["at-rest.key"]), new FakeTimeProvider(kept.Now)) { BallastOctets = 1 << 20 };

    [Theory, MemberData(nameof(VersionFixture.All), MemberType = typeof(VersionFixture))]
    public async Task A_kept_vault_opens_and_holds_what_it_held(string version)
    {
        using var kept = new VersionFixture(version);
        await using var vault = Vault.Open(Options(kept));
        var receipts = kept.Expected.GetProperty("receipts").EnumerateObject().ToList();
        Assert.NotEmpty(receipts);
        foreach (var said in receipts)
        {
            Assert.True(Receipt.TryParse(said.Name, out var receipt));
            Assert.Equal(said.Value.GetString(), await vault.LookUpAsync(receipt) switch
            {
                SubmissionState.Waiting => "waiting",
                SubmissionState.TakenOut => "taken out",
                SubmissionState.Opened => "opened",
                _ => "unknown",
            });
        }

        var status = await vault.StatusAsync();
        Assert.Equal((kept.Said("ledger"), kept.Said("gatewayLine"), kept.Said("gatewayHead")), ($"{status.Ledger}", $"{status.Head.Number}", $"{status.Head.Head}"));
        Assert.Equal((2, SubmissionState.TakenOut), (status.LastBundle, status.CanaryState));
        Assert.Equal(File.ReadAllBytes(kept["keyring.asc"]), vault.SignedKeyring);
        foreach (var entry in (int[])[3, 4, 5]) Assert.Equal(File.ReadAllBytes(kept[$"bundle-000002/data/0000000{entry}.pgp"]), (await vault.ReadAsync(entry)).Octets);
        Assert.Equal(VaultRefusal.EntryPurged, (await vault.ReadAsync(1)).Refusal);
        Assert.True((await TempVault.Store(vault, TempVault.Message())).New);
    }

    /// <summary>Not a lock, not a ballast, not a page.</summary>
    [Fact]
    public void A_vault_of_a_newer_version_is_refused_before_a_byte_of_it_is_written()
    {
        using var kept = new VersionFixture("1");
        kept.MakeNewer("gateway/vault.id", "SecureDrop.Net vault");
        kept.MustBeRefused("vault", () => Open(kept));
        File.Move(kept["gateway/vault.id"], kept["gateway/vault.id.new"]); // a crash of the newer program, just before its last rename
        kept.MustBeRefused("vault", () => Open(kept));
    }

    [Fact]
    public void Control_of_its_own_version_it_opens_and_is_changed()
    {
        using var kept = new VersionFixture("1");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => kept.MustBeRefused("vault", () => Open(kept)));
        using var newer = new VersionFixture("1");
        newer.MakeNewer("gateway/vault.id", "SecureDrop.Net vault");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => newer.MustBeRefused("vault", () =>
        {
            File.WriteAllBytes(newer["gateway/vault.hold"], []);
            return Open(newer);
        }));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("02")]
    [InlineData("two")]
    public void What_is_no_version_is_no_newer_one(string number)
    {
        using var kept = new VersionFixture("1");
        File.WriteAllText(kept["gateway/vault.id"], File.ReadAllText(kept["gateway/vault.id"]).Replace("vault 1", $"vault {number}", StringComparison.Ordinal));
        Assert.Contains("vault_identity", Open(kept), StringComparison.Ordinal);
    }

    private static string Open(VersionFixture kept)
    {
        try
        {
            using var _ = new Closing(Vault.Open(Options(kept)));
            return "opened";
        }
        catch (VaultUnavailableException unavailable)
        {
            return $"{unavailable.Message} {unavailable.InnerException?.Message}";
        }
    }

    private sealed class Closing(Vault vault) : IDisposable
    {
        public void Dispose() => vault.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
