using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests;

/// <summary>One operator's signing key follows another, as the keyring announces it.</summary>
public sealed class SignerTests
{
    private static readonly Organisation One = Organisation.One;
    private static readonly DateOnly Today = Organisation.Today;

    /// <summary>Both, with days on which each may sign, counted from today.</summary>
    private static async Task<OperatorTable> SetAsync(int oldUntil, int nextFrom)
    {
        var table = await OperatorTable.SetAsync();
        table.Gateway.Keyring = One.Keyring(2, One.Keyring().Hash, operators:
        [
            KeyringLine.Signing(One.Operator.Primary, Today.AddDays(-20), Today.AddDays(oldUntil)),
            KeyringLine.Signing(One.NextOperator.Primary, Today.AddDays(nextFrom), Today.AddDays(300)),
        ]).Write();
        File.WriteAllText(table.PathOf("next.asc"), One.NextOperator.Secret);
        return table;
    }

    private static Task<int> ExportAsync(OperatorTable table, string key) =>
        table.RunAsync("export", "--to", table.Medium, "--signing-key", table.PathOf(key), "--passphrase-file", table.PathOf("passphrase"));

    [Theory]
    [InlineData("operator.asc")]
    [InlineData("next.asc")]
    public async Task While_both_lines_are_live_either_key_signs(string key)
    {
        await using var table = await SetAsync(oldUntil: 0, nextFrom: 0);
        Assert.True(await ExportAsync(table, key) == 0, table.Error);
        var signer = key == "next.asc" ? One.NextOperator : One.Operator;
        Assert.True(Certificate.TryRead(signer.Public, Organisation.Now, out var certificate, out _));
        Assert.True(Signatures.VerifyDetached(
            File.ReadAllBytes(Path.Combine(table.Bundle, "tagmanifest-sha256.txt")), File.ReadAllText(Path.Combine(table.Bundle, "tagmanifest-sha256.txt.asc")),
            certificate, Organisation.Now));
    }

    [Theory]
    [InlineData("operator.asc", -1, -1, "(signer_ended)")]
    [InlineData("next.asc", 20, 1, "(signer_not_begun)")]
    public async Task A_key_whose_line_has_ended_or_not_begun_is_refused_by_name_before_anything_is_asked(string key, int oldUntil, int nextFrom, string code)
    {
        await using var table = await SetAsync(oldUntil, nextFrom);
        Assert.Equal(1, await ExportAsync(table, key));
        table.AssertTold(code);
        Assert.Empty(table.Gateway.Told);
        // Control: the other of the two signs on this day.
        Assert.True(await ExportAsync(table, key == "next.asc" ? "operator.asc" : "next.asc") == 0, table.Error);
    }

    [Fact]
    public async Task A_revoked_key_is_refused_by_name()
    {
        await using var table = await OperatorTable.SetAsync();
        table.Gateway.Keyring = One.Keyring(2, One.Keyring().Hash, operators:
            [KeyringLine.Ended(KeyringRole.Operator, One.Operator.Primary, null, KeyringStatus.Revoked, Today)]).Write();
        Assert.Equal(1, await table.ExportAsync());
        table.AssertTold("(signer_revoked)");
    }

    [Fact]
    public async Task An_export_tells_on_stderr_when_the_keyring_or_the_key_that_signs_has_few_days_left()
    {
        await using var table = await SetAsync(oldUntil: 5, nextFrom: 0);
        Assert.True(await ExportAsync(table, "next.asc") == 0, table.Error);
        Assert.Contains("sealing until 2026-12-01, 8 days left; warning", table.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("signing", table.Error, StringComparison.Ordinal);
        Directory.Delete(table.Bundle, recursive: true);
        Assert.True(await ExportAsync(table, "operator.asc") == 0, table.Error);
        Assert.Contains("signing with this key until 2026-11-28, 5 days left; URGENT", table.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keyring_that_announces_the_next_operator_is_installed_with_a_kit_that_the_next_one_signs()
    {
        await using var table = await SetAsync(oldUntil: 10, nextFrom: 0);
        var file = table.Put("k2", table.Gateway.Keyring ?? []);
        foreach (var (key, signer) in new[] { ("operator.asc", One.Operator), ("next.asc", One.NextOperator) })
        {
            Assert.True(await table.RunAsync(
                "keyring", "install", file, "--yes", "--signing-key", table.PathOf(key), "--passphrase-file", table.PathOf("passphrase")) == 0, table.Error);
            Assert.Contains($"kit      signed by {signer.Primary}", table.Output, StringComparison.Ordinal);
        }
    }
}
