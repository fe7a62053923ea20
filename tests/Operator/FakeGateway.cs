using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Tests;

/// <summary>A control socket that answers well until a test bends it, and remembers what it was told.</summary>
internal sealed class FakeGateway : IAsyncDisposable
{
    public const string Ledger = "00112233445566778899aabbccddeeff";
    private readonly WebApplication _application;

    private FakeGateway(WebApplication application) => _application = application;

    public byte[]? Keyring { get; set; }
    public byte[]? Kit { get; private set; }
    public List<byte[]> Items { get; } = [Encoding.ASCII.GetBytes("first ciphertext"), new byte[300_000]];
    public List<string> Told { get; } = [];
    public ControlProblem? Refusal { get; set; }
    public string Intake { get; set; } = "open";
    public byte[] AtRestKey { get; set; } = [];
    public DateOnly SealsUntil { get; set; } = new(2026, 12, 1);
    public PurgeWaiting[] Waiting { get; set; } = [];

    /// <summary>Bends the answer to GET /items/N; returns false when it has answered itself.</summary>
    public Func<int, HttpContext, Task<bool>> OnItem { get; set; } = (_, _) => Task.FromResult(true);

    /// <summary>Sees each body first; true when it has dealt with the request itself.</summary>
    public Func<byte[], HttpContext, bool> OnBody { get; set; } = (_, _) => false;

    /// <summary>What POST /snapshot hands out.</summary>
    public byte[] Snapshot { get; set; } = [];

    /// <summary>What POST /restore was given.</summary>
    public byte[]? Restored { get; private set; }

    /// <summary>Submissions that the status tells of.</summary>
    public int Held { get; set; } = 2;

    /// <summary>When the last canary was sent, which is taken out by now.</summary>
    public DateOnly? CanaryOn { get; set; }

    /// <summary>Bends the plan of an export.</summary>
    public Func<ExportPlan, ExportPlan> OnPlan { get; set; } = plan => plan;

    public static async Task<FakeGateway> StartAsync(string socket)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var application = builder.Build();
        var gateway = new FakeGateway(application);
        application.MapGet("/status", () => Json(gateway.Status()));
        application.MapGet("/keyring", () => gateway.Keyring is { } frame ? Results.Bytes(frame, "text/plain") : Results.NotFound());
        application.MapPost("/keyring", context => gateway.TakeAsync(context, body => { gateway.Keyring = body; return Results.Ok(); }));
        application.MapPost("/kit", context => gateway.TakeAsync(context, body => { gateway.Kit = body; return Results.Ok(); }));
        application.MapPost("/export", context => gateway.TakeAsync(context, _ => Json(gateway.OnPlan(gateway.Plan()))));
        application.MapGet("/items/{entry:int}", gateway.ItemAsync);
        application.MapPost("/exported", context => gateway.TakeAsync(context, _ => Results.Ok()));
        application.MapPost("/acknowledge", context => gateway.TakeAsync(context, _ => Json(new AcknowledgeAnswer(1, 0, 2))));
        application.MapPost("/purge", context => gateway.TakeAsync(context, _ => Json(new PurgeAnswer(1, gateway.Waiting))));
        application.MapPost("/snapshot", context => gateway.TakeAsync(context, _ =>
        {
            context.Response.Headers[BackedUp.ArrivalsHeader] = "6";
            return Results.Bytes(gateway.Snapshot, "application/x-tar");
        }));
        application.MapPost("/backed-up", context => gateway.TakeAsync(context, _ => Results.Ok()));
        application.MapPost("/canary", context => gateway.TakeAsync(context, _ => Results.Ok()));
        application.MapPost("/restore", context => gateway.TakeAsync(context, body => { gateway.Restored = body; return Results.Ok(); }));
        application.MapPost("/clock", context => gateway.TakeAsync(context, _ => Results.Ok()));
        application.MapPost("/at-rest-key", context => gateway.TakeAsync(context, gateway.ChangeAtRestKey));
        application.MapPost("/import", context => gateway.TakeAsync(context, gateway.Import));
        await application.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    public ExportPlan Plan()
    {
        var lines = Items.Select((octets, index) => new LedgerLine(index + 1, LedgerEvent.Stored, Organisation.Today, index + 1, Sha256Hash.Of(octets)));
        Assert.True(LedgerId.TryParse(Ledger, out var id));
        var text = new LedgerText(id, LedgerHead.Start(id), [.. lines]);
        return new ExportPlan(
            1, Ledger, [.. Encoding.UTF8.GetString(text.Write()).Split('\n')[..^1].Select(line => line + "\n")],
            [.. Items.Select((octets, index) => new ExportItem(index + 1, $"{Sha256Hash.Of(octets)}", octets.Length, false))], null, 1, Organisation.Today);
    }

    private Status Status() => new(Intake, "Production", 1, new DateOnly(2026, 12, 31), Ledger, Held, 0, 0, 0, 4096, 0, 0, new string('0', 64), "0.1.0")
    {
        HoldsKeyring = Keyring is not null,
        SealsUntil = SealsUntil,
        SignsUntil = new DateOnly(2027, 2, 1),
        CanaryOn = CanaryOn,
        CanaryState = CanaryOn is null ? null : "taken out",
    };

    private async Task ItemAsync(HttpContext context, int entry)
    {
        if (await OnItem(entry, context)) await context.Response.Body.WriteAsync(Items[entry - 1]);
    }

    /// <summary>As the vault does: only from the key that it has, or to that.</summary>
    private IResult ChangeAtRestKey(byte[] body)
    {
        var (now, next) = (body[..32], body[32..]);
        if (!AtRestKey.AsSpan().SequenceEqual(now) && !AtRestKey.AsSpan().SequenceEqual(next))
            return Problem(new ControlProblem(409, "at_rest_key_differs", "Not this key."));
        AtRestKey = next;
        return Results.Ok();
    }

    private IResult Import(byte[] body)
    {
        if (body.Length == 0) return Problem(new ControlProblem(400, "body_empty", "There is nothing in it."));
        var isNew = !Items.Any(item => item.AsSpan().SequenceEqual(body));
        Items.Add(body);
        var answer = new ImportAnswer($"{Receipt.Of(Sha256Hash.Of(body))}", "waiting", body[0] == 'L');
        return isNew ? Results.Json(answer, ControlJson.Default.ImportAnswer, statusCode: 201) : Json(answer);
    }

    private async Task TakeAsync(HttpContext context, Func<byte[], IResult> answer)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (OnBody(body.ToArray(), context)) return;
        Told.Add($"{context.Request.Path} {Encoding.UTF8.GetString(body.ToArray())}");
        await (Refusal is { } refusal ? Problem(refusal) : answer(body.ToArray())).ExecuteAsync(context);
    }

    private static IResult Problem(ControlProblem problem) =>
        Results.Json(problem, ControlJson.Default.ControlProblem, "application/problem+json", problem.Status);

    private static IResult Json<T>(T value) => Results.Json(value, ControlJson.Default);
}
