using System.Buffers;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>Turns what the rules decided into answers: JSON for programs, a page where a browser asks, in the language that it names.</summary>
/// <param name="pages">The HTML ones.</param>
/// <param name="jitter">Seconds to add to Retry-After, below the number given: those who were turned away together do not come back together.</param>
internal sealed class Answers(AnswerPages pages, Func<int, int> jitter)
{
    public const string Html = "text/html; charset=utf-8";

    /// <param name="code">Why.</param>
    /// <param name="texts">The language of the page; null for JSON.</param>
    /// <param name="puzzle">What opens the door; only programs are told, a page without a script can solve nothing.</param>
    public Answer Refused(RefusalCode code, Texts? texts, Puzzle? puzzle = null)
    {
        var status = RefusalStatus.Of(code);
        var body = texts is not null ? Padding.Html(pages.Refused(texts, code)) : Padding.Json(Problem(status, code, puzzle));
        return new Answer(status, texts is not null ? Html : "application/problem+json", body)
        {
            Closes = true,
            RetryAfter = status is 429 or 503 ? 30 + jitter(60) : null,
        };
    }

    public Answer Sent(Receipt receipt, string state, bool isNew, Texts? texts) => texts is not null
        ? new Answer(isNew ? 201 : 200, Html, Padding.Html(pages.Sent(texts, receipt, state, isNew)))
        : new Answer(isNew ? 201 : 200, "application/json", Padding.Json(ReceiptState(receipt, state)));

    public Answer State(Receipt receipt, string state, Texts? texts) => texts is not null
        ? new Answer(200, Html, Padding.Html(pages.State(texts, receipt, state)))
        : new Answer(200, "application/json", Padding.Json(ReceiptState(receipt, state)));

    // One language for programs, whatever the reader's: scripts compare these words.
    private static ReadOnlySpan<byte> Problem(int status, RefusalCode code, Puzzle? puzzle) => Json(writer =>
    {
        writer.WriteNumber("status", status);
        writer.WriteString("code", code.Text);
        writer.WriteString("title", Texts.English[$"{code}.title"]);
        if (puzzle is null) return;
        writer.WriteNumber("bits", puzzle.Bits);
        writer.WriteString("challenge", puzzle.Challenge);
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
