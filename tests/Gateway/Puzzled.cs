using System.Net.Http.Headers;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Gateway.Tests;

/// <summary>A sender who names her body's digest, and solves.</summary>
internal static class Puzzled
{
    public static async Task<Reply> PostAsync(
        TestGateway gateway, byte[] body, string? solution = null, byte[]? named = null, string type = "application/octet-stream", string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/submissions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Content.Headers.Add(ContentDigest.Header, ContentDigest.Of(Sha256Hash.Of(named ?? body)));
        if (solution is not null) request.Headers.Add(PuzzleSolution.Header, solution);
        request.Headers.Accept.ParseAdd(accept);
        return await gateway.SendAsync(request);
    }

    /// <summary>The puzzle in a refusal; null when there is none.</summary>
    public static Puzzle? Asked(Reply reply)
    {
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.TryGetProperty("challenge", out var challenge)
            ? Puzzle.Of(challenge.GetString(), document.RootElement.GetProperty("bits").GetInt32()) : null;
    }

    /// <summary>The puzzle in a refusal, solved, as the header carries it.</summary>
    public static string Solved(Reply reply) =>
        Asked(reply) is { } puzzle ? $"{new PuzzleSolution(puzzle.Challenge, puzzle.Solve(CancellationToken.None))}" : throw new InvalidOperationException($"No puzzle in: {reply.Text}");

    /// <summary>Tries until she is let in or told something else, solving whatever she is asked.</summary>
    public static async Task<Reply> InsistAsync(TestGateway gateway, byte[] body)
    {
        var reply = await PostAsync(gateway, body);
        while (reply.Code == "puzzle_required") reply = await PostAsync(gateway, body, Solved(reply));
        return reply;
    }
}
