using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Benchmarks.Load;

/// <summary>One honest source as our own programs are: waits as long as the gateway asks, and solves the puzzle that it gives, where she can.</summary>
internal sealed class PatientSender(Target target, bool solves)
{
    private static readonly TimeSpan Otherwise = TimeSpan.FromSeconds(1);

    /// <returns>Until she is accepted, and how many puzzles she has solved; the time is infinite when she gave up.</returns>
    public async Task<(TimeSpan Waited, int Puzzles)> SubmitAsync(byte[] message, CancellationToken until)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{target.Port}") };
        var (started, puzzles, solution) = (Stopwatch.GetTimestamp(), 0, (PuzzleSolution?)null);
        try
        {
            while (true)
            {
                var (status, puzzle, wait) = await PostAsync(http, message, solution, until);
                solution = null;
                if (status is 200 or 201) return (Stopwatch.GetElapsedTime(started), puzzles);
                if (puzzle is null)
                {
                    await Task.Delay(wait ?? Otherwise, until);
                    continue;
                }

                solution = new PuzzleSolution(puzzle.Challenge, await Task.Run(() => puzzle.Solve(until), until));
                puzzles++;
            }
        }
        catch (OperationCanceledException)
        {
            return (Timeout.InfiniteTimeSpan, puzzles);
        }
    }

    private async Task<(int Status, Puzzle? Puzzle, TimeSpan? Wait)> PostAsync(HttpClient http, byte[] message, PuzzleSolution? solution, CancellationToken until)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Path) { Content = new ByteArrayContent(message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (solves) request.Content.Headers.Add(ContentDigest.Header, ContentDigest.Of(Sha256Hash.Of(message)));
        if (solution is not null) request.Headers.Add(PuzzleSolution.Header, $"{solution}");
        try
        {
            using var answer = await http.SendAsync(request, until);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(until));
            var puzzle = said.RootElement.TryGetProperty("challenge", out var challenge)
                ? Puzzle.Of(challenge.GetString(), said.RootElement.GetProperty("bits").GetInt32()) : null;
            return ((int)answer.StatusCode, puzzle, answer.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException)
        {
            return (0, null, null);
        }
    }
}
