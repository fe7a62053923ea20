using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Source.Gateway;

namespace SecureDrop.Source.Commands;

/// <summary>`check`: asks what became of submissions. The answer is the gateway's word, not proof.</summary>
internal static class CheckCommand
{
    public static Command Create(Door door)
    {
        var options = new GatewayOptions();
        var codes = new Argument<string[]>("CODE") { Arity = ArgumentArity.OneOrMore, Description = "receipts, in any digit script, in one word or in groups" };
        var json = new Option<bool>("--json") { Description = "print states as JSON" };
        var command = new Command("check", "Ask the gateway for the state of receipts.") { codes, json };
        options.AddTo(command);
        command.SetAction((parsed, stop) => door.RunAsync(TryAgain.Check, async () =>
        {
            // Nothing is asked about the others either: an answer about part of them would pass for the whole.
            if (!TryTake(parsed.GetValue(codes) ?? [], out _, out var left))
                return door.End(new Ending(ExitCode.Usage, $"{SafeName.Show(left)} is no receipt: 25 digits with a check digit. Look for a mistyped one."));
            using var gateway = options.Connect(parsed);
            return await AskAsync(new Delivery(gateway, door, TryAgain.Check), parsed.GetValue(codes) ?? [], door, parsed.GetValue(json), stop);
        }));
        return command;
    }

    private static async Task<int> AskAsync(Delivery delivery, string[] codes, Door door, bool json, CancellationToken stop)
    {
        var states = new List<ReceiptState>();
        TryTake(codes, out var receipts, out _);
        foreach (var receipt in receipts)
        {
            var (state, ending) = await delivery.AskAsync(receipt, stop);
            if (state is null) return door.End(ending ?? new Ending(ExitCode.Trouble, "No answer."));
            states.Add(new ReceiptState(receipt.ToString(), state));
        }
        if (json) door.PrintJson(new CheckReport(states), SourceJson.Default.CheckReport);
        else foreach (var state in states) door.Results.WriteLine($"{state.Receipt}  {state.State}");
        return ExitCode.Done;
    }

    /// <summary>Groups of digits that the shell has split are put together again.</summary>
    private static bool TryTake(string[] words, out List<Receipt> receipts, out string left)
    {
        (receipts, left) = ([], "");
        foreach (var word in words)
        {
            left += word;
            if (!Receipt.TryParse(left, out var receipt)) continue;
            receipts.Add(receipt);
            left = "";
        }
        return left.Length == 0;
    }
}
