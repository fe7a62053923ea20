using System.Buffers;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>Turns what the rules decided into answers: JSON for programs, a page where a browser asks.</summary>
/// <param name="pages">The HTML ones.</param>
/// <param name="jitter">Seconds to add to Retry-After, below the number given: those who were turned away together do not come back together.</param>
internal sealed class Answers(Pages pages, Func<int, int> jitter)
{
    private const string Html = "text/html; charset=utf-8";

    public Answer Refused(RefusalCode code, bool html)
    {
        var status = RefusalStatus.Of(code);
        var body = html ? Padding.Html(pages.Refused(code)) : Padding.Json(Problem(status, code));
        return new Answer(status, html ? Html : "application/problem+json", body)
        {
            Closes = true,
            RetryAfter = status is 429 or 503 ? 30 + jitter(60) : null,
        };
    }

    public Answer Sent(Receipt receipt, string state, bool isNew, bool html) => html
        ? new Answer(isNew ? 201 : 200, Html, Padding.Html(pages.Sent(receipt, state, isNew)))
        : new Answer(isNew ? 201 : 200, "application/json", Padding.Json(ReceiptState(receipt, state)));

    public Answer State(Receipt receipt, string state, bool html) => html
        ? new Answer(200, Html, Padding.Html(pages.State(receipt, state)))
        : new Answer(200, "application/json", Padding.Json(ReceiptState(receipt, state)));

    public static Answer Page(byte[] page) => new(200, Html, page);

    private static ReadOnlySpan<byte> Problem(int status, RefusalCode code) => Json(writer =>
    {
        writer.WriteNumber("status", status);
        writer.WriteString("code", code.Text);
        writer.WriteString("title", Texts.English[$"{code}.title"]);
    });

    private static ReadOnlySpan<byte> ReceiptState(Receipt receipt, string state) => Json(writer =>
    {
        writer.WriteString("receipt", $"{receipt}");
        writer.WriteString("state", state);
    });

    private static ReadOnlySpan<byte> Json(Action<Utf8JsonWriter> write)
    {
        var octets = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(octets);
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        return octets.WrittenSpan;
    }
}
