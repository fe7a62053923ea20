using System.Diagnostics;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: one command closes intake, destroys the at-rest key and ends the gateway; then the data directory opens to nobody.</summary>
public sealed class LockdownTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("CONT")]
    [InlineData("STOP")] // one that hangs
    public void After_a_lockdown_no_process_and_no_key_is_left_and_no_start_opens_the_vault(string signal)
    {
        _world.StartGateway();
        // Control: a gateway that was only killed opens its vault again.
        _world.KillGateway();
        _world.StartGateway();
        var process = _world.GatewayProcess;
        using (var sent = Process.Start("kill", [$"-{signal}", $"{process}"])) sent.WaitForExit();

        var done = _world.Operator("lockdown", "--key", _world.AtRestKey, "--yes").MustBe(0);
        Assert.Contains($"process {process} is gone", done.Output, StringComparison.Ordinal);
        Assert.Contains("not reached", done.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.AtRestKey));
        _world.KillGateway(); // collects what is left of it: its exit code
        Assert.Contains("at_rest_key", _world.GatewayThatEnds().MustBe(1).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lockdown_that_was_cut_short_leaves_a_closed_door_and_is_finished_by_the_same_command()
    {
        _world.StartGateway();
        Assert.Equal("not_openpgp", (await _world.PostAsync("not sealed"u8.ToArray())).Receipt); // control: the door is open
        // As it is when the key's octets have just been overwritten.
        File.WriteAllText(Path.Combine(_world.Data, "lockdown"), "the key is being destroyed\n");
        File.WriteAllBytes(_world.AtRestKey, new byte[32]);
        Assert.Equal("intake_closed", (await _world.PostAsync("not sealed"u8.ToArray())).Receipt);
        Assert.Contains("is gone", _world.Operator("lockdown", "--key", _world.AtRestKey, "--yes").MustBe(0).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.AtRestKey));
    }
}
