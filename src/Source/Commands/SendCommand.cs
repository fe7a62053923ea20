using System.CommandLine;
using SecureDrop.Source.Gateway;

namespace SecureDrop.Source.Commands;

/// <summary>`send`: brings sealed files to the gateway, skipping those it has.</summary>
internal static class SendCommand
{
    public static Command Create(Door door)
    {
        var options = new GatewayOptions();
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "sealed files" };
        var json = new Option<bool>("--json") { Description = "print receipts and states as JSON" };
        var command = new Command("send", "Send sealed files. Sending again is harmless.") { files, json };
        options.AddTo(command);
        command.SetAction((parsed, stop) => door.RunAsync(TryAgain.Send, async () =>
        {
            using var gateway = options.Connect(parsed);
            return await SendAsync(new Delivery(gateway, door, TryAgain.Send), parsed.GetValue(files) ?? [], door, parsed.GetValue(json), stop);
        }));
        return command;
    }

    private static async Task<int> SendAsync(Delivery delivery, string[] files, Door door, bool json, CancellationToken stop)
    {
        var sent = new List<SentPart>();
        Ending? ending = null;
        foreach (var file in files)
        {
            if (SealedFiles.Read(file, out ending) is not { } message) break;
            var state = await delivery.FindAsync(message.Receipt, stop);
            var had = state is not null;
            if (!had) (state, ending) = await delivery.SendAsync(message.Octets, message.Receipt, stop);
            if (state is null) break;
            sent.Add(new SentPart(file, message.Octets.Length, message.Receipt.ToString(), state));
            door.Notes.WriteLine($"{sent.Count} of {files.Length}: {file}, {message.Octets.Length} octets{(had ? ", was there already" : "")}");
        }

        if (json) door.PrintJson(new SendReport(null, sent), SourceJson.Default.SendReport);
        else foreach (var part in sent) door.Results.WriteLine($"{part.Receipt}  {part.State}  {part.File}");
        return ending is null ? ExitCode.Done : door.End(ending);
    }
}
