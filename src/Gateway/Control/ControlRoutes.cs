using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Serving;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>All that the operator's program can reach.</summary>
internal static class ControlRoutes
{
    public static void MapControlRoutes(
        this WebApplication app, GatewaySettings settings, Vault vault, Intake intake, DailyQuota quota, IntakeSwitch door, KeyringInForce keyring,
        KeyringInstall install, PageInForce page)
    {
        var status = new StatusEndpoint(settings, vault, quota, door, keyring, page);
        var health = new HealthEndpoints(vault, door);
        var keyrings = new KeyringEndpoints(keyring, install);
        var kit = new KitEndpoint(page);
        var export = new ExportEndpoints(vault, keyring);
        var ends = new EndEndpoints(vault, keyring);
        var import = new ImportEndpoint(intake);
        var scan = new ScanEndpoint(vault);
        var atRestKey = new AtRestKeyEndpoint(vault);
        var backup = new BackupEndpoint(vault);
        var canary = new CanaryEndpoint(vault);
        var restore = new RestoreEndpoint(vault, install);

        app.Use(new ControlTroubles(settings.Log).PassAsync);
        app.MapGet("/live", HealthEndpoints.Live);
        app.MapGet("/ready", health.ReadyAsync);
        app.MapGet("/status", status.GetAsync);
        app.MapPost("/clock", status.ConfirmClockAsync);
        app.MapGet("/keyring", keyrings.Get);
        app.MapPost("/keyring", keyrings.PostAsync);
        app.MapGet("/kit", kit.Get);
        app.MapPost("/kit", kit.PostAsync);
        app.MapPost("/scan", scan.PostAsync);
        app.MapPost("/scan-pages", scan.PagesAsync);
        app.MapPost("/export", export.PostAsync);
        app.MapGet("/items/{entry:int}", export.ItemAsync);
        app.MapPost("/exported", export.DoneAsync);
        app.MapPost("/acknowledge", ends.AcknowledgeAsync);
        app.MapPost("/purge", ends.PurgeAsync);
        app.MapPost("/import", import.PostAsync);
        app.MapPost("/snapshot", backup.SnapshotAsync);
        app.MapPost("/backed-up", backup.DoneAsync);
        app.MapPost("/canary", canary.PostAsync);
        app.MapPost("/restore", restore.PostAsync);
        app.MapPost("/at-rest-key", atRestKey.PostAsync);
    }
}
