using System.CommandLine;
using System.Globalization;
using SecureDrop.Certificates;

namespace SecureDrop.Source.Commands;

/// <summary>`seal`: seals a testimony into files that anybody may carry.</summary>
internal static class SealCommand
{
    public static Command Create(Door door)
    {
        var options = new TestimonyOptions();
        var folder = new Option<DirectoryInfo>("--out") { Required = true, HelpName = "DIR", Description = "folder for the sealed parts" };
        var json = new Option<bool>("--json") { Description = "print receipts and files as JSON" };
        var command = new Command("seal", "Seal a testimony into files, without a network.");
        options.AddTo(command);
        command.Options.Add(folder);
        command.Options.Add(json);
        command.SetAction((parsed, _) => door.RunAsync(TryAgain.Seal, () => Task.FromResult(Seal(
            options, parsed, door, parsed.GetRequiredValue(folder), parsed.GetValue(json)))));
        return command;
    }

    private static int Seal(TestimonyOptions options, ParseResult parsed, Door door, DirectoryInfo folder, bool json)
    {
        if (TestimonyPlan.Make(options, parsed, door, out var ending) is not { } plan)
            return door.End(ending ?? new Ending(ExitCode.Refused, "Nothing was sealed."));
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
            return door.End(new Ending(ExitCode.Trouble, $"{folder} is not empty.", "Name a new folder: parts of two testimonies must not mix."));

        PrivateFile.CreateFolder(folder);
        var width = Math.Max(3, plan.Archive.Parts.ToString(CultureInfo.InvariantCulture).Length);
        var written = new List<SealedFile>();
        try
        {
            foreach (var part in plan.Parts)
            {
                written.Add(Write(folder, width, part));
                door.Notes.WriteLine($"sealed part {part.Name.Number} of {part.Name.Count}");
            }
        }
        catch
        {
            // Half a testimony must not be carried for a whole one.
            foreach (var file in written) File.Delete(file.File);
            throw;
        }
        Report(door, written, json);
        return ExitCode.Done;
    }

    private static SealedFile Write(DirectoryInfo folder, int width, SealedPart part)
    {
        var number = part.Name.Number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        var path = Path.Combine(folder.FullName, number + ".pgp");
        using var stream = PrivateFile.Create(path, FileMode.CreateNew);
        stream.Write(part.Octets.Span);
        stream.Flush(flushToDisk: true);
        return new SealedFile(path, part.Octets.Length, part.Receipt.ToString());
    }

    private static void Report(Door door, List<SealedFile> written, bool json)
    {
        if (json)
        {
            door.PrintJson(new SealReport(written[0].Receipt, written), SourceJson.Default.SealReport);
            return;
        }
        door.Results.WriteLine($"receipt  {written[0].Receipt}");
        foreach (var file in written) door.Results.WriteLine($"{file.Receipt}  {file.File}");
        door.Notes.WriteLine("Destroy the sealed files once they are sent: they tie whoever holds them to this testimony.");
    }
}
