namespace SecureDrop.Gateway.Tests;

/// <summary>One gateway for the tests of a class that leave it as they found it.</summary>
public sealed class SharedGateway : IAsyncLifetime
{
    private TestGateway? _gateway;

    internal TestGateway Gateway => _gateway ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _gateway = await TestGateway.StartAsync();

    public async Task DisposeAsync() => await Gateway.DisposeAsync();
}
