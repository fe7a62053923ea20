using SecureDrop.Storage;

namespace SecureDrop.Gateway.Tests;

/// <summary>REFUSALS.md rows 34 and 35 as a source meets them. What becomes of the vault is tested in Storage.</summary>
public sealed class StorageTroubleTests
{
    [Fact] // row 34
    public async Task When_the_volume_is_full_a_source_hears_it_before_her_body_is_read()
    {
        var free = long.MaxValue / 4;
        await using var gateway = await TestGateway.StartAsync(settings => settings with
        {
            TestOnlyVault = options => options with { BallastOctets = 1 << 20, TestOnlyFreeOctets = () => free },
        });
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        free = 0;
        using var raw = gateway.Raw();
        await raw.SendHeadAsync("Content-Length: 4000\r\n");
        var reply = await raw.ReadAsync();
        Assert.Equal((507, "storage_full"), (reply?.Status, reply?.Code));
        free = long.MaxValue / 4;
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
    }

    [Fact] // row 35
    public async Task When_a_flush_fails_no_receipt_is_given_and_the_vault_stops()
    {
        var broken = false;
        await using var gateway = await TestGateway.StartAsync(settings => settings with
        {
            TestOnlyVault = options => options with
            {
                BallastOctets = 1 << 20,
                TestOnlyStep = step => broken && step.Action == FileAction.Flush ? new FileFault(0, new IOException("EIO")) : null,
            },
        });
        Assert.Equal(201, (await gateway.PostAsync(TestMessage.Sealed())).Status);
        broken = true;
        var reply = await gateway.PostAsync(TestMessage.Sealed());
        Assert.Equal((503, "storage_failed"), (reply.Status, reply.Code));
        Assert.Equal(VaultTrouble.StorageFailed, await gateway.Running.Vault.Stopped.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("storage_failed", (await gateway.PostAsync(TestMessage.Sealed())).Code);
        Assert.Equal("storage_failed", (await gateway.AskAsync("00000 00000 00000 00000 00000")).Code);
    }
}
