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

        if (File.Exists(folder.FullName))
            return door.End(new Ending(ExitCode.Trouble, $"{folder} is a file, not a folder.", "Name a new folder with --out."));

        var made = !Directory.Exists(folder.FullName);
        var written = new List<SealedFile>();
        var path = folder.FullName;
        try
        {
            PrivateFile.CreateFolder(folder);
            foreach (var part in plan.Parts)
            {
                path = PathOf(folder, part);
                written.Add(Write(path, part));
                door.Notes.WriteLine($"sealed part {part.Name.Number} of {part.Name.Count}");
            }

            // All at the end: the disk has had time for most of them meanwhile, where each by itself would wait for it.
            foreach (var file in written) PrivateFile.Sync(path = file.File);
        }
        catch (Exception trouble)
        {
            // Half a testimony must not be carried for a whole one, and half a part must not lie about.
            var removed = TryRemove(folder, made, written.Select(file => file.File).Append(path).Where(File.Exists));
            if (trouble is not (IOException or UnauthorizedAccessException or InvalidDataException)) throw;
            return door.End(removed
                ? new Ending(ExitCode.Trouble, $"{path} could not be written, and nothing was kept: {trouble.Message}", "See that there is space and that the folder may be written to, or name another with --out.")
                : new Ending(ExitCode.Trouble, $"{path} could not be written: {trouble.Message}", $"Destroy what lies in {folder}: it could not be removed."));
        }
        Report(door, written, json);
        return ExitCode.Done;
    }

    private static string PathOf(DirectoryInfo folder, SealedPart part)
    {
        var width = Math.Max(3, part.Name.Count.ToString(CultureInfo.InvariantCulture).Length);
        return Path.Combine(folder.FullName, part.Name.Number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0') + ".pgp");
    }

    private static SealedFile Write(string path, SealedPart part)
    {
        using var stream = PrivateFile.Create(path, FileMode.CreateNew);
        stream.Write(part.Octets.Span);
        return new SealedFile(path, part.Octets.Length, part.Receipt.ToString());
    }

    private static bool TryRemove(DirectoryInfo folder, bool made, IEnumerable<string> files)
    {
        if (!Directory.Exists(folder.FullName)) return true;
        try
        {
            foreach (var file in files) File.Delete(file);
            if (made) Directory.Delete(folder.FullName);
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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
