using System.CommandLine;
using System.Threading.Channels;
using SecureDrop.Certificates;
using SecureDrop.Source.Gateway;

namespace SecureDrop.Source.Commands;

/// <summary>`submit`: seals and sends in one go. Nothing of the testimony touches a disk; only the root's pin is written.</summary>
internal static class SubmitCommand
{
    public static Command Create(Door door)
    {
        var (testimony, way) = (new TestimonyOptions(), new GatewayOptions());
        var json = new Option<bool>("--json") { Description = "print receipts and states as JSON" };
        var command = new Command("submit", "Seal a testimony and send it at once.");
        testimony.AddTo(command);
        way.AddTo(command);
        command.Options.Add(json);
        command.SetAction((parsed, stop) => door.RunAsync(TryAgain.Submit, async () =>
        {
            if (TestimonyPlan.Make(testimony, parsed, door, out var refused) is not { } plan)
                return door.End(refused ?? new Ending(ExitCode.Refused, "Nothing was sealed."));
            using var gateway = way.Connect(parsed);
            return await SendAsync(plan.Parts, new Delivery(gateway, door, TryAgain.Submit), door, parsed.GetValue(json), stop);
        }));
        return command;
    }

    private static async Task<int> SendAsync(IEnumerable<SealedPart> parts, Delivery delivery, Door door, bool json, CancellationToken stop)
    {
        var sent = new List<SentPart>();
        Ending? ending = null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // One part waits while one travels: sealing goes on meanwhile, memory stays at a few parts.
        var ready = Channel.CreateBounded<SealedPart>(1);
        var sealing = Task.Run(() => SealAsync(parts, ready.Writer, end.Token), CancellationToken.None);
        await foreach (var part in ready.Reader.ReadAllAsync(stop))
        {
            (var state, ending) = await delivery.SendAsync(part.Octets, part.Receipt, stop);
            if (state is null) break;
            sent.Add(new SentPart(null, part.Octets.Length, part.Receipt.ToString(), state));
            door.Notes.WriteLine($"{sent.Count} of {part.Name.Count} parts, {sent.Sum(one => one.Bytes)} octets");
        }
        await end.CancelAsync();
        await sealing;

        if (json) door.PrintJson(new SendReport(sent.FirstOrDefault()?.Receipt, sent), SourceJson.Default.SendReport);
        else if (ending is null) Print(sent, door);
        return ending is null ? ExitCode.Done : door.End(ending with { Hint = ending.Hint ?? TryAgain.Submit });
    }

    /// <summary>The first part's receipt is the testimony's; the others let `check` ask for every part.</summary>
    private static void Print(List<SentPart> sent, Door door)
    {
        door.Results.WriteLine($"receipt  {sent[0].Receipt}");
        for (var i = 1; i < sent.Count; i++) door.Results.WriteLine($"part {i + 1}   {sent[i].Receipt}");
    }

    private static async Task SealAsync(IEnumerable<SealedPart> parts, ChannelWriter<SealedPart> ready, CancellationToken stop)
    {
        try
        {
            foreach (var part in parts) await ready.WriteAsync(part, stop);
            ready.Complete();
        }
        catch (OperationCanceledException)
        {
            ready.Complete();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ready.Complete(trouble);
        }
    }
}
