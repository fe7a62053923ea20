using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;
using SecureDrop.Gateway.Http;

namespace SecureDrop.Gateway.Control;

/// <summary>POST /import: one sealed file that a courier brought, by the same grammar as a source's.</summary>
internal sealed class ImportEndpoint(Intake intake)
{
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var closed = intake.BeginImport(request.ContentLength, out var arrival);
        if (arrival is null) return Refused(closed ?? RefusalCode.BodyEmpty);
        using (arrival)
        {
            var buffer = new byte[64 << 10];
            while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var octets)
                if (arrival.Take(buffer.AsSpan(0, octets)) is { } stopped) return Refused(stopped);
            var (refused, accepted) = await arrival.FinishAsync();
            return accepted is null
                ? Refused(refused ?? RefusalCode.BodyEmpty)
                : ControlAnswer.Json(
                    new ImportAnswer($"{accepted.Receipt}", StateWord.Of(accepted.State), accepted.Late),
                    ControlJson.Default.ImportAnswer, accepted.New ? 201 : 200);
        }
    }

    private static IResult Refused(RefusalCode code) =>
        ControlAnswer.Problem(code.Text, Texts.English[$"{code}.title"], RefusalStatus.Of(code));
}
