using Polly;
using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Source.Gateway;

/// <summary>Brings sealed messages to the gateway, one after the other, and believes only the receipt it computed itself.</summary>
internal sealed class Delivery(GatewayClient gateway, Door door, string tryAgain)
{
    private const string Unknown = "unknown";

    /// <summary>Before it waits as for any other refusal. While pressure rises each may be harder than the one before; there are four steps.</summary>
    private const int MostPuzzles = 5;

    private readonly ResiliencePipeline<GatewayAnswer> _persistence = Persistence.Over(door);

    /// <summary>
    /// The state when the gateway has it already; null when it does not, or does not say: then it is sent, which is harmless. Asked once and not again, since look-ups
    /// have no puzzle: a flood of them would else keep her from sending, whatever she solves.
    /// </summary>
    public async Task<string?> FindAsync(Receipt receipt, CancellationToken stop)
    {
        var answer = await gateway.AskAsync(receipt, stop);
        return IsAbout(answer, receipt) && answer.State != Unknown ? answer.State : null;
    }

    /// <summary>Asks for a state, `unknown` included, until it is told; an ending when it is not.</summary>
    public async Task<(string? State, Ending? Ending)> AskAsync(Receipt receipt, CancellationToken stop)
    {
        var answer = await _persistence.ExecuteAsync(async token => await gateway.AskAsync(receipt, token), stop);
        return IsAbout(answer, receipt) ? (answer.State, null) : (null, Explain(answer));
    }

    /// <summary>The state after the gateway has taken the message, or the ending.</summary>
    public async Task<(string? State, Ending? Ending)> SendAsync(ReadOnlyMemory<byte> message, Receipt receipt, CancellationToken stop)
    {
        // Kept from one try to the next: a line that was cut, or a lane that was full in that moment, costs no second puzzle. One that no longer counts is as good as none.
        PuzzleSolution? solution = null;
        var answer = await _persistence.ExecuteAsync(
            async token =>
            {
                (var got, solution) = await TryAsync(message, solution, token);
                return got;
            },
            stop);
        return IsAbout(answer, receipt) ? (answer.State, null) : (null, Explain(answer));
    }

    /// <summary>Sends once, and solves what is asked for meanwhile: at once, because another waits for nobody.</summary>
    private async Task<(GatewayAnswer Answer, PuzzleSolution? Solution)> TryAsync(ReadOnlyMemory<byte> message, PuzzleSolution? solution, CancellationToken stop)
    {
        var answer = await gateway.SubmitAsync(message, solution, stop);
        for (var solved = 0; answer.Puzzle is { } puzzle && solved < MostPuzzles; solved++)
        {
            door.Notes.WriteLine($"the gateway is under pressure; working to be let in, about {1L << puzzle.Bits:N0} tries");
            solution = new PuzzleSolution(puzzle.Challenge, await Task.Run(() => puzzle.Solve(stop), stop));
            answer = await gateway.SubmitAsync(message, solution, stop);
        }

        return (answer, solution);
    }

    /// <summary>An answer about another receipt is not an answer: the message may have been changed on its way.</summary>
    private static bool IsAbout(GatewayAnswer answer, Receipt receipt) =>
        answer.IsDone && Receipt.TryParse(answer.Receipt, out var said) && said == receipt;

    private Ending Explain(GatewayAnswer answer) =>
        answer.Status == 0 ? new Ending(ExitCode.Trouble, $"The gateway did not answer: {answer.Refusal}.", answer.NobodyListens ? $"Is the gateway running? {tryAgain}" : tryAgain)
        : answer.MayPass ? new Ending(ExitCode.Trouble, $"The gateway asks to wait: {answer.Refusal}.", tryAgain)
        : answer.IsDone ? new Ending(ExitCode.Refused, "The gateway answered with another receipt than that of the message.", "Check the address and the line; try another route.")
        : new Ending(ExitCode.Refused, $"The gateway refuses it: {answer.Refusal}.");
}
