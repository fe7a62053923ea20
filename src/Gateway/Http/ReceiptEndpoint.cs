using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Http;

/// <summary>POST /receipts. Never a GET: a receipt in an address would stay in a history or a proxy's log.</summary>
internal sealed class ReceiptEndpoint(Intake intake, Answers answers, Limits limits, TimeProvider time)
{
    private static readonly string[] Fields = ["receipt"];

    public async Task<Answer> PostAsync(HttpContext context)
    {
        var page = context.Request.Page();
        var (refused, typed) = await ReadAsync(context.Request, context.RequestAborted);
        if (typed is null) return answers.Refused(refused ?? RefusalCode.ReceiptMalformed, page);
        var (unusable, receipt, state) = await intake.LookUpAsync(typed);
        return unusable is { } code ? answers.Refused(code, page) : answers.State(receipt, StateWord.Of(state), page);
    }

    private async Task<(RefusalCode?, string?)> ReadAsync(HttpRequest request, CancellationToken aborted)
    {
        if (BodyType.OfReceipt(request) is not { } type) return (RefusalCode.MediaType, null);
        if (request.ContentLength > limits.ReceiptBodyOctets) return (RefusalCode.TooLarge, null);
        var pace = new Pace(limits.Grace, limits.LeastOctetsPerSecond, time);
        await using var body = new IncomingBody(request.Body, limits.ReceiptBodyOctets, pace, time, CancellationToken.None, aborted);
        using var text = new MemoryStream();
        var refused = type.Kind == BodyKind.Form
            ? await FormBody.PassOnAsync(body, type.Boundary, Fields, CopyAsync)
            : await CopyAsync(body);
        if ((body.Trouble ?? refused) is { } code) return (code, null);
        var typed = Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        return (RefusalCode.ReceiptMalformed, type.Kind switch
        {
            BodyKind.Json => FromJson(typed),
            BodyKind.UrlEncodedForm => QueryHelpers.ParseQuery(typed).TryGetValue(Fields[0], out var values) && values.Count == 1 ? values[0] : null,
            _ => typed,
        });

        async Task<RefusalCode?> CopyAsync(Stream octets)
        {
            await octets.CopyToAsync(text, aborted);
            return null;
        }
    }

    private static string? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 2 });
            return document.RootElement is { ValueKind: JsonValueKind.Object } fields
                && fields.TryGetProperty("receipt", out var receipt) && receipt.ValueKind == JsonValueKind.String ? receipt.GetString() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
