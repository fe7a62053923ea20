using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`show CASE`: what a source tells, every string of it escaped; nothing is opened by another program.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("CASE") { Description = "a name that list prints" };
        var json = CommandDoor.JsonOption();
        var command = new Command("show", "Show a case. " + CaseSummary.FlagsInWords) { name, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door => Run(door, parsed.GetRequiredValue(name))));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string name)
    {
        using var home = HomeFolder.ForReading(door.Home);
        if (CaseName.Read(home, name) is not { } record) return Trouble.Refused($"there is no case {SafeName.Show(name)}", "securedrop-reviewer list");
        if (door.Json)
        {
            door.Output.WriteLine(JsonSerializer.Serialize(record, HomeJson.Default.CaseRecord));
            return null;
        }

        var folder = Path.Combine(home.Cases, record.Name);
        door.Output.WriteLine(CaseSummary.Of(record));
        door.Output.WriteLine($"folder  {folder}");
        foreach (var version in record.Versions) Show(door.Output, Path.Combine(folder, version.Folder), version, record.InConflict);
        return null;
    }

    private static void Show(TextWriter output, string folder, CaseVersion version, bool inConflict)
    {
        if (inConflict) output.WriteLine($"\nversion {version.Number}, {(version.Folder.Length == 0 ? "in the case's folder" : version.Folder)}");
        if (version.Missing.Count > 0) output.WriteLine($"missing parts  {Ranges.Of(version.Missing)} of {version.Count}");
        if (version.Fault is { } fault) output.WriteLine($"refused  {fault.Word()} ({SafeName.Show(version.FaultDetail ?? "")})");
        if (version.Flags.Contains("account-differs")) output.WriteLine("note  message.txt is not the account of testimony.json");
        var json = PrivateFile.Read(Path.Combine(folder, "testimony.json"), Buckets.Largest);
        if (json is not null && Testimony.TryRead(json, out var testimony, out _)) Show(output, testimony);
        foreach (var file in version.Files)
        {
            var state = file.Disk is null ? "missing" : file.Intact ? "intact" : "hash-mismatch";
            var flags = file.Flags.Count == 0 ? "" : $"  [{string.Join(", ", file.Flags)}]";
            var disk = file.Disk is null || file.Disk == file.Name ? "" : $"  as files/{file.Disk}";
            output.WriteLine($"file  {SafeName.Show(file.Name)}  {file.Size} octets  {state}{disk}{flags}");
        }
    }

    private static void Show(TextWriter output, Testimony testimony)
    {
        if (testimony.When is { } when) output.WriteLine($"when  {SafeName.Show(when)}");
        if (testimony.Where is { } where) output.WriteLine($"where  {SafeName.Show(where)}");
        if (testimony.Consent is { } consent)
            output.WriteLine($"consent  court {Word(consent.Court)}, archive {Word(consent.Archive)}, publication {Word(consent.Publication)}");
        if (testimony.Safety is { } safety) output.WriteLine($"safety  {SafeName.Show(safety)}");
        output.WriteLine();
        output.WriteLine(SafeName.ShowText(testimony.Account).TrimEnd('\n'));
        output.WriteLine();
    }

    private static string Word(bool? answer) => answer switch { true => "yes", false => "no", null => "not answered" };
}
