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
        var page = context.Request.Page();
        return accepted is null
            ? answers.Refused(refused ?? RefusalCode.BodyEmpty, page)
            : answers.Sent(accepted.Receipt, StateWord.Of(accepted.State), accepted.New, page);
    }

    private async Task<(RefusalCode?, Accepted?)> TakeAsync(HttpRequest request, CancellationToken aborted)
    {
        if (BodyType.OfSubmission(request) is not { } type) return (RefusalCode.MediaType, null);
        var limit = limits.BodyOctets + (type.Kind == BodyKind.Form ? limits.FormOctets : 0);
        if (request.ContentLength > limit) return (RefusalCode.TooLarge, null);
        // Of a form only the message in it counts; how long that is nobody has said yet.
        var announced = request.ContentLength is { } length ? Math.Min(length, limits.BodyOctets) : (long?)null;
        var closed = intake.Begin(announced, out var arrival);
        if (arrival is null) return (closed, null);
        var pace = new Pace(limits.Grace, limits.LeastOctetsPerSecond, time);
        await using var body = new IncomingBody(request.Body, limit, pace, time, arrival.Evicted, aborted);
        RefusalCode? refused;
        using (arrival)
        {
            refused = type.Kind == BodyKind.Form
                ? await FormBody.PassOnAsync(body, type.Boundary, Fields, field => PassOnAsync(field, arrival.Take))
                : await PassOnAsync(body, arrival.Take);
            refused = body.Trouble ?? refused;
            if (refused is null) return await arrival.FinishAsync();
        }

        // A browser reads no answer before it has sent all: it would show a broken connection, and not why this must be sealed first.
        if (type.Kind == BodyKind.Form) await PassOnAsync(body, _ => null);
        return (refused, null);
    }

    private delegate RefusalCode? Taker(ReadOnlySpan<byte> octets);

    private async Task<RefusalCode?> PassOnAsync(Stream body, Taker take)
    {
        var buffer = _buffers.Rent(BufferOctets);
        try
        {
            while (await body.ReadAsync(buffer) is > 0 and var octets)
                if (take(buffer.AsSpan(0, octets)) is { } refused) return refused;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            _buffers.Return(buffer);
        }
    }
}
