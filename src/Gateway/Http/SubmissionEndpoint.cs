using System.Buffers;
using System.Security.Cryptography;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Start;

namespace SecureDrop.Gateway.Http;

/// <summary>POST /submissions: turns HTTP into octets for <see cref="Intake"/>, and what it says into an answer.</summary>
internal sealed class SubmissionEndpoint(Intake intake, Answers answers, Limits limits, TimeProvider time)
{
    private const int BufferOctets = 64 << 10;
    private static readonly string[] Fields = ["file", "text"];

    // Buffers of this pool go back wiped: what a source sent by mistake does not stay behind in memory.
    private readonly ArrayPool<byte> _buffers = ArrayPool<byte>.Create(BufferOctets, 64);

    public async Task<Answer> PostAsync(HttpContext context)
    {
        var (refused, accepted) = await TakeAsync(context.Request, context.RequestAborted);
        var html = context.Request.WantsHtml();
        return accepted is null
            ? answers.Refused(refused ?? RefusalCode.BodyEmpty, html)
            : answers.Sent(accepted.Receipt, StateWord.Of(accepted.State), accepted.New, html);
    }

    private async Task<(RefusalCode?, Accepted?)> TakeAsync(HttpRequest request, CancellationToken aborted)
    {
        if (BodyType.OfSubmission(request) is not { } type) return (RefusalCode.MediaType, null);
        var limit = type.Kind == BodyKind.Binary ? limits.BinaryBodyOctets : limits.TextBodyOctets;
        if (request.ContentLength > limit) return (RefusalCode.TooLarge, null);
        var closed = intake.Begin(request.ContentLength, out var arrival);
        if (arrival is null) return (closed, null);
        using (arrival)
        {
            var pace = new Pace(limits.Grace, limits.LeastOctetsPerSecond, time);
            await using var body = new IncomingBody(request.Body, limit, pace, time, arrival.Evicted, aborted);
            var refused = type.Kind == BodyKind.Form
                ? await FormBody.PassOnAsync(body, type.Boundary, Fields, field => PassOnAsync(field, arrival, aborted))
                : await PassOnAsync(body, arrival, aborted);
            return (body.Trouble ?? refused) is { } code ? (code, null) : await arrival.FinishAsync();
        }
    }

    private async Task<RefusalCode?> PassOnAsync(Stream body, Arrival arrival, CancellationToken aborted)
    {
        var buffer = _buffers.Rent(BufferOctets);
        try
        {
            while (await body.ReadAsync(buffer, aborted) is > 0 and var octets)
                if (arrival.Take(buffer.AsSpan(0, octets)) is { } refused) return refused;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            _buffers.Return(buffer);
        }
    }
}
