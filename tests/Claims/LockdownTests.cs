using System.Diagnostics;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: one command closes intake, destroys the at-rest key and ends the gateway; then the data directory opens to nobody.</summary>
public sealed class LockdownTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("running")]
    [InlineData("hanging")]
    [InlineData("stopped")]
    public async Task After_a_lockdown_no_process_and_no_key_is_left_and_no_start_opens_the_vault(string gateway)
    {
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway();
        Assert.Equal(201, (await _world.PostAsync(part)).Status);
        var process = _world.GatewayProcess;
        // Control: without a lockdown a gateway that was killed opens its vault again.
        if (gateway == "stopped")
        {
            _world.KillGateway();
            _world.StartGateway();
            Assert.Equal(200, (await _world.PostAsync(part)).Status);
            _world.KillGateway();
        }

        if (gateway == "hanging")
        {
            using var stop = Process.Start("kill", ["-STOP", $"{process}"]);
            stop.WaitForExit();
        }

        var done = _world.Operator("lockdown", "--key", _world.AtRestKey, "--yes").MustBe(0);
        if (gateway != "stopped") Assert.Contains($"process {process} is gone", done.Output, StringComparison.Ordinal);
        Assert.Contains("not reached", done.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.AtRestKey));
        _world.KillGateway(); // collects what is left of it: its exit code
        Assert.Contains("at_rest_key", _world.GatewayThatEnds().MustBe(1).Errors, StringComparison.Ordinal);
    }
}
