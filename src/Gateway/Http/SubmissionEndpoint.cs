using System.Buffers;
using System.Security.Cryptography;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;
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
        var digest = Single(context.Request.Headers, ContentDigest.Header) is { } named ? ContentDigest.Read(named) : null;
        var (refused, accepted) = await TakeAsync(context.Request, digest, context.RequestAborted);
        var page = context.Request.Page();
        return accepted is null
            ? answers.Refused(refused ?? RefusalCode.BodyEmpty, page, refused == RefusalCode.PuzzleRequired && digest is { } body ? intake.Ask(body) : null)
            : answers.Sent(accepted.Receipt, StateWord.Of(accepted.State), accepted.New, page);
    }

    private async Task<(RefusalCode?, Accepted?)> TakeAsync(HttpRequest request, Sha256Hash? digest, CancellationToken aborted)
    {
        if (BodyType.OfSubmission(request) is not { } type) return (RefusalCode.MediaType, null);
        var limit = limits.BodyOctets + (type.Kind == BodyKind.Form ? limits.FormOctets : 0);
        if (request.ContentLength > limit) return (RefusalCode.TooLarge, null);
        // Of a form only the message in it counts; how long that is nobody has said yet.
        var announced = request.ContentLength is { } length ? Math.Min(length, limits.BodyOctets) : (long?)null;
        // A form's body is the browser's making: what a digest of it would name, nobody computes beforehand.
        var isForm = type.Kind == BodyKind.Form;
        if (isForm) digest = null;
        var solution = Single(request.Headers, PuzzleSolution.Header) is { } solved ? PuzzleSolution.Read(solved) : null;
        var closed = intake.Begin(new Knock(isForm, announced, digest, solution), out var arrival);
        var pace = new Pace(limits.Grace, limits.LeastOctetsPerSecond, time);
        if (arrival is null)
        {
            // Who is to solve a puzzle must be able to read it, and a browser reads no answer before it has sent all: a part is let come and forgotten.
            if (closed != RefusalCode.PuzzleRequired || digest is null || !(request.ContentLength <= OctetBudget.SmallOctets)) return (closed, null);
            await using var forgotten = new IncomingBody(request.Body, limit, pace, time, CancellationToken.None, aborted);
            await PassOnAsync(forgotten, _ => null);
            return (closed, null);
        }

        await using var body = new IncomingBody(request.Body, limit, pace, time, arrival.Evicted, aborted);
        RefusalCode? refused;
        using (arrival)
        using (var sum = digest is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
        {
            refused = isForm
                ? await FormBody.PassOnAsync(body, type.Boundary, Fields, field => PassOnAsync(field, arrival.Take))
                : await PassOnAsync(body, Take);
            refused = body.Trouble ?? refused;
            // Its puzzle was solved for the body that it names and for no other; and what a line has changed is not what was sealed.
            if (refused is null && sum is not null && digest != new Sha256Hash(sum.GetHashAndReset())) refused = RefusalCode.DigestDiffers;
            if (refused is null) return await arrival.FinishAsync();

            RefusalCode? Take(ReadOnlySpan<byte> octets)
            {
                sum?.AppendData(octets);
                return arrival.Take(octets);
            }
        }

        // A browser reads no answer before it has sent all: it would show a broken connection, and not why this must be sealed first.
        if (isForm) await PassOnAsync(body, _ => null);
        return (refused, null);
    }

    /// <summary>The header's value; null when it is not there once.</summary>
    private static string? Single(IHeaderDictionary headers, string name) => headers[name] is [{ } value] ? value : null;

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
