using System.Diagnostics;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: the at-rest key can be changed under a running gateway, and the old one opens nothing of the data directory any more.</summary>
public sealed class AtRestKeyIsChangedTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task After_a_rotation_the_old_key_opens_nothing_and_the_new_one_everything()
    {
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway();
        var (_, receipt) = await _world.PostAsync(part);
        var (old, before) = (Path.Combine(_world.Folder, "old.key"), Path.Combine(_world.Folder, "before"));
        File.Copy(_world.AtRestKey, old);
        using (var copy = Process.Start("cp", ["-r", _world.Data, before])) copy.WaitForExit();

        _world.Operator("at-rest-key", "rotate", "--key", _world.AtRestKey).MustBe(0);
        Assert.Equal("waiting", await _world.StateAsync(receipt)); // it runs on
        _world.KillGateway();
        Assert.NotEqual(File.ReadAllBytes(old), File.ReadAllBytes(_world.AtRestKey));
        Assert.Contains("at_rest_key", _world.GatewayThatEnds(old).MustBe(1).Errors, StringComparison.Ordinal);
        _world.StartGateway();
        Assert.Equal("waiting", await _world.StateAsync(receipt));
        _world.KillGateway();

        // Control, and the limit of the promise: a copy of the directory from before opens with the old key.
        _world.StartGateway(data: before, atRestKey: old);
        Assert.Equal("waiting", await _world.StateAsync(receipt));
    }
}
