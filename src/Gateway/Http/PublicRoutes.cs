using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Http;

/// <summary>All that a source can reach.</summary>
internal static class PublicRoutes
{
    public static void MapSourceRoutes(this WebApplication app, GatewaySettings settings, Intake intake, IntakeSwitch door, KeyringInForce keyring)
    {
        var listening = new Lazy<string>(() => new Uri(app.Urls.First()).GetLeftPart(UriPartial.Authority));
        var pages = new Pages(Texts.English);
        var answers = new Answers(pages, settings.Jitter);
        var read = new ReadEndpoints(keyring, door, pages, answers, listening);
        var submissions = new SubmissionEndpoint(intake, answers, settings.Limits, settings.Time);
        var receipts = new ReceiptEndpoint(intake, answers, settings.Limits, settings.Time);

        app.Use(new FixedHeaders(Pages.StyleHash).SetAsync);
        app.Use(new Gatekeeper(new HostRule(keyring, listening), answers, settings.Log).PassAsync);

        app.MapGet("/", read.Home);
        app.MapGet("/keyring", read.Keyring);
        app.MapGet("/keyring/{primary}.asc", read.Certificate);
        app.MapPost("/submissions", (Delegate)submissions.PostAsync);
        app.MapPost("/receipts", (Delegate)receipts.PostAsync);
    }
}
