using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Serving;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Http;

/// <summary>All that a source can reach.</summary>
internal static class PublicRoutes
{
    public static void MapSourceRoutes(
        this WebApplication app, GatewaySettings settings, Intake intake, IntakeSwitch door, KeyringInForce keyring, PageInForce page)
    {
        var listening = new Lazy<string>(() => new Uri(app.Urls.First()).GetLeftPart(UriPartial.Authority));
        var layout = new Layout(Review.Read(settings.ReviewFile));
        var answers = new Answers(new AnswerPages(layout), settings.Jitter);
        var pages = new PageEndpoints(keyring, door, page, new ReadPages(layout), listening);
        var assets = new AssetEndpoints(page, answers);
        var read = new ReadEndpoints(keyring, answers);
        var submissions = new SubmissionEndpoint(intake, answers, settings.Limits, settings.Time);
        var receipts = new ReceiptEndpoint(intake, answers, settings.Limits, settings.Time);

        app.Use(FixedHeaders.SetAsync);
        app.Use(new Gatekeeper(new HostRule(keyring, listening), answers, settings.Log).PassAsync);

        app.MapGet("/", PageEndpoints.Languages);
        foreach (var texts in Texts.All)
        {
            app.MapGet($"/{texts.Code}/", () => pages.Start(texts));
            app.MapGet($"/{texts.Code}/kit", () => pages.Kit(texts));
            app.MapGet($"/{texts.Code}/gpg", () => pages.Gpg(texts));
            app.MapGet($"/{texts.Code}/know", () => pages.Know(texts));
        }

        app.MapGet("/assets/{name}", assets.Script);
        app.MapGet("/kit", assets.Kit);
        app.MapGet("/kit.asc", assets.KitSignature);
        app.MapGet("/kit/hashes", assets.Hashes);
        app.MapGet("/keyring", read.Keyring);
        app.MapGet("/keyring/{primary}.asc", read.Certificate);
        app.MapPost("/submissions", (Delegate)submissions.PostAsync);
        app.MapPost("/receipts", (Delegate)receipts.PostAsync);
    }
}
