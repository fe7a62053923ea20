using SecureDrop.Formats.OpenPgp;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Control;
using SecureDrop.Gateway.Http;
using SecureDrop.Gateway.Serving;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Start;

/// <summary>The vault and the two servers in front of it: one for sources, one for the operator. Disposing stops all three.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _sources;
    private readonly WebApplication _operator;
    private readonly KeyringInstall _install;

    private RunningGateway(Vault vault, OctetBudget budget, KeyringInForce keyring, KeyringInstall install, WebApplication sources, WebApplication @operator)
    {
        (Vault, Budget, Keyring, _install, _sources, _operator) = (vault, budget, keyring, install, sources, @operator);
    }

    public Vault Vault { get; }

    public OctetBudget Budget { get; }

    public KeyringInForce Keyring { get; }

    public Uri Address => new(_sources.Urls.First());

    /// <summary>The process was asked to stop.</summary>
    public CancellationToken Stopping => _sources.Lifetime.ApplicationStopping;

    /// <exception cref="VaultUnavailableException">The vault does not open.</exception>
    /// <exception cref="CannotListenException">The address or the control socket cannot be listened on.</exception>
    public static async Task<RunningGateway> StartAsync(GatewaySettings settings, byte[] atRestKey)
    {
        var options = new VaultOptions(settings.Data, atRestKey, settings.Time);
        var vault = Vault.Open(settings.TestOnlyVault?.Invoke(options) ?? options);
        var keyring = new KeyringInForce(settings.Time);
        var install = new KeyringInstall(vault, keyring, refuseExamples: !settings.Development);
        var door = new IntakeSwitch(settings.Open, settings.LockdownMark, vault, keyring);
        var budget = new OctetBudget(settings.Limits.BudgetOctets, settings.Time);
        var couriers = new OctetBudget(2L * Profile.MaximumArmoredOctets, settings.Time);
        var quota = new DailyQuota(vault, settings.Limits.DailyOctets);
        var lanes = new Lanes(settings.Limits, settings.Time);
        var intake = new Intake(vault, keyring, budget, couriers, lanes, new PuzzleLane(settings.Limits, settings.Time), quota, door);

        if (install.Resume() is { } trouble) settings.Log.Write(StartKeyring.EventOf(trouble));
        if (settings.KeyringFile is { } file && !vault.IsRestoring) await StartKeyring.InstallAsync(file, settings, install, keyring);
        if (keyring.Current is null && !vault.IsRestoring) settings.Log.Write(GatewayEvent.KeyringMissing);
        if (File.Exists(settings.LockdownMark)) settings.Log.Write(GatewayEvent.LockedDown, settings.LockdownMark);
        if (vault.IsRestoring) settings.Log.Write(GatewayEvent.RestoreUnfinished);
        if (vault.ClockSuspect) settings.Log.Write(GatewayEvent.ClockSuspect);

        var page = new PageInForce(keyring, vault);
        var forSources = PublicListener.Configure(settings).Build();
        forSources.MapSourceRoutes(settings, intake, door, keyring, page);
        var forOperator = ControlListener.Configure(settings).Build();
        forOperator.MapControlRoutes(settings, vault, intake, quota, door, keyring, install, page);
        var gateway = new RunningGateway(vault, budget, keyring, install, forSources, forOperator);
        try
        {
            await ListenAsync(forOperator, GatewayEvent.ControlSocketUnavailable, settings.ControlSocket);
            await ListenAsync(forSources, GatewayEvent.AddressUnavailable, settings.Where);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    private static async Task ListenAsync(WebApplication listener, GatewayEvent trouble, string setting)
    {
        try
        {
            await listener.StartAsync();
        }
        catch (Exception why) when (why is IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
        {
            throw new CannotListenException(trouble, setting, why);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sources.DisposeAsync();
        await _operator.DisposeAsync();
        _install.Dispose();
        await Vault.DisposeAsync();
    }
}
