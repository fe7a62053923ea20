using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// `report`: cases as a page to read in a browser or on paper. One file for each language: a page runs in one direction, each reader takes one, and both in one
/// would print every account twice.
/// </summary>
internal static class ReportCommand
{
    /// <summary>Names that the custody log takes in one line.</summary>
    private const int MostNamesTold = 60;

    public static Command Create(TimeProvider time)
    {
        var cases = new Argument<string[]>("CASE") { Arity = ArgumentArity.ZeroOrMore, Description = "names that list prints, or their beginnings; without any, all cases" };
        var to = new Option<string>("--to") { Required = true, HelpName = "FILE.html", Description = "file to write, which must not be there yet" };
        var language = new Option<string?>("--language") { HelpName = "ar|en", Description = "one language, in FILE.html; without it both, in FILE.ar.html and FILE.en.html" };
        language.AcceptOnlyFromAmong([.. Words.All.Keys]);
        var json = CommandDoor.JsonOption();
        var command = new Command(
            "report", "Write a page about the cases: accounts, files with hashes, a timeline, counts. It is not encrypted, and loads and runs nothing.") { cases, to, language, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetValue(cases) ?? [], parsed.GetRequiredValue(to), parsed.GetValue(language), time)));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string[] names, string to, string? language, TimeProvider time)
    {
        // A stick named instead of a file on it would leave plaintext beside the stick.
        if (Directory.Exists(to) || Path.GetExtension(to) != ".html") return Trouble.Usage("--to takes a file whose name ends in .html");
        if (!Directory.Exists(door.Home)) return CommandDoor.NoHome(door.Home);
        if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder && NamedFile.TroubleOfFolder(folder) is { } noFolder) return noFolder;
        var pages = language is not null ? [(Words.All[language], to)] : Words.All.Values.Select(words => (words, Path.ChangeExtension(to, words.Language + Path.GetExtension(to)))).ToList();
        foreach (var (_, path) in pages)
            if (Path.Exists(path)) return Trouble.InputOutput($"{SafeName.Show(path)} is there already", "nothing is written over: give another name, or move it away");
        using var home = HomeFolder.ForReading(door.Home);
        var reading = CaseReading.All(home);
        foreach (var damaged in reading.Damaged) door.Error.WriteLine($"warning: {SafeName.Show(damaged)}");
        var chosen = new List<CaseFacts>();
        foreach (var typed in names)
        {
            if (CaseChoice.Choose(home, typed, out var trouble) is not { } name) return trouble;
            if (reading.Cases.FirstOrDefault(one => one.Name == name) is not { } facts) return Trouble.InputOutput($"case {name} cannot be read", "leave it out, or open its bundle again");
            if (facts.IsCanary) return Trouble.Refused($"case {name} is the operator's canary, no testimony", "leave it out");
            if (!chosen.Contains(facts)) chosen.Add(facts);
        }

        if (reading.Cases.All(one => one.IsCanary)) return Trouble.Refused("there are no cases to report", "securedrop-reviewer open BUNDLE");

        var report = new Report(reading, names.Length == 0 ? null : chosen, home.Root);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var which = names.Length == 0 ? "" : $" {string.Join(' ', chosen.Take(MostNamesTold).Select(one => one.Name))}";
        var written = new List<ReportAnswer.Written>();
        foreach (var (words, path) in pages)
        {
            ReportFile.Write(path, text => new ReportPage(text, words, report).Write(), (hash, octets) =>
            {
                CustodyLog.Write(home, today, CustodyAct.Reported, $"sha256 {hash} language {words.Language} cases {report.Cases.Count}{which}", door.Error);
                written.Add(new ReportAnswer.Written(path, words.Language, octets, $"{hash}"));
            });
        }

        Tell(door, new ReportAnswer(report.Cases.Count, written));
        return null;
    }

    private static void Tell(CommandDoor door, ReportAnswer answer)
    {
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.ReportAnswer));
        else foreach (var file in answer.Files) door.Output.WriteLine($"{file.File}\n  cases {answer.Cases}, {file.Octets} octets, sha256 {file.Sha256}");
        door.Error.WriteLine("warning: a report is not encrypted; who has it, or a print of it, reads all of it");
    }
}
