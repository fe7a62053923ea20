using System.Text;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: a backup gives back every receipt on a fresh machine, to nobody without its secret key, and opens no testimony.</summary>
public sealed class BackupIsRestoredTests : IDisposable
{
    private static readonly string Keys = Path.Combine(Checkout.Root, "keys-example");
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_destroyed_gateway_answers_again_from_its_backup_and_from_nothing_less()
    {
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway();
        var (_, receipt) = await _world.PostAsync(part);
        _world.Operator("backup", "--to", _world.Folder).MustBe(0);
        var bag = Directory.GetDirectories(_world.Folder, "backup-*").Single();
        Assert.Empty(World.FilesWith(bag, part)); // not even as ciphertext, without the backup's key
        _world.KillGateway();
        Directory.Delete(_world.Data, recursive: true);
        File.Delete(_world.AtRestKey);

        _world.StartGateway();
        Assert.Equal("unknown", await _world.StateAsync(receipt)); // control: it is the backup that brings it back
        Assert.Contains("is a reviewer's secret key", Restore("reviewer-1").MustBe(1).Errors, StringComparison.Ordinal);
        var data = Path.Combine(bag, "data", "00000001.pgp");
        var whole = File.ReadAllBytes(data);
        File.WriteAllBytes(data, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
        Assert.Contains("(altered)", Restore("backup").MustBe(1).Errors, StringComparison.Ordinal);
        Assert.Equal("unknown", await _world.StateAsync(receipt));
        File.WriteAllBytes(data, whole);
        var said = Restore("backup").MustBe(0);
        Assert.Equal("waiting", await _world.StateAsync(receipt));
        Assert.DoesNotContain("an account", said.Output + said.Errors, StringComparison.Ordinal);
        Assert.Empty(World.FilesWith(_world.Data, Encoding.UTF8.GetBytes("an account")));

        Outcome Restore(string key) => _world.Operator(
            "restore", "--from", bag, "--secret-key", Path.Combine(Keys, key + ".secret.asc"), "--passphrase-file", World.Passphrase, "--root", World.ExampleRoot);
    }
}
