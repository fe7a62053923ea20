using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`list`: the cases, what nobody has looked at first; and every entry that failed.</summary>
internal static class ListCommand
{
    private const string Words =
        "List the cases: those never shown first, then the newest."
        + "\n\n  new, more  in front: never shown by `show`; parts have come since it was"
        + "\n  DAY        when it left the gateway"
        + "\n  SIZE       in units of 1,024 octets"
        + "\n  WHEN       what this program reads in the source's words; ? when it reads nothing";

    public static Command Create()
    {
        var query = new QueryOptions();
        var search = new Option<string>("--search") { HelpName = "TEXT", Description = "only cases in which all these words occur, in any spelling: account, when, where, wishes, file names" };
        var notes = new Option<bool>("--in-notes") { Description = "with --search: also in the notes, for which the passphrase is asked" };
        var passphrase = KeyOptions.PassphraseFile();
        var sort = new Option<string>("--sort") { HelpName = "WORD", Description = $"order: {string.Join(", ", CaseOrder.Words)}", DefaultValueFactory = _ => CaseOrder.Words[0] };
        sort.AcceptOnlyFromAmong([.. CaseOrder.Words]);
        var reverse = new Option<bool>("--reverse") { Description = "the other way round" };
        var top = KeyOptions.Count("--top", 1_000_000, "only so many, from the top");
        var csv = new Option<bool>("--csv") { Description = "print comma-separated values for a spreadsheet" };
        var json = CommandDoor.JsonOption();
        var command = new Command("list", Words + CaseSummary.FlagsInWords);
        foreach (var option in query.All.Concat([search, notes, passphrase, sort, reverse, top, csv, json])) command.Options.Add(option);
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
        {
            if (parsed.GetValue(csv) && door.Json) return Trouble.Usage("--csv and --json do not go together");
            if (parsed.GetValue(notes) && parsed.GetValue(search) is null) return Trouble.Usage("--in-notes goes with --search");
            if (!Directory.Exists(door.Home)) return CommandDoor.NoHome(door.Home);
            using var home = HomeFolder.ForReading(door.Home);
            using var keys = parsed.GetValue(notes) ? NoteKeys.Unlock(home, parsed.GetValue(passphrase), out var locked) : NoteKeys.None(out locked);
            if (locked is not null) return locked;
            var reading = CaseReading.All(home);
            var asked = query.Read(parsed);
            // A word mistyped must not look like a testimony that never came.
            Miss("--flag", asked.Flag, [.. reading.Cases.SelectMany(one => one.Flags)]);
            Miss("--language", asked.Language?.Split('-')[0].ToLowerInvariant(), [.. reading.Cases.Select(one => one.Language?.Split('-')[0].ToLowerInvariant() ?? "").Where(tag => tag.Length > 0)]);
            var found = reading.Cases.Where(asked.Takes);
            if (parsed.GetValue(search) is { } text)
            {
                var seeking = new CaseSearch(text, keys is null ? null : new MessageOpener(keys, _ => false));
                found = found.AsParallel().AsOrdered().Where(seeking.Finds);
            }

            found = CaseOrder.Sort(found, parsed.GetRequiredValue(sort));
            if (parsed.GetValue(reverse)) found = found.Reverse();
            List<CaseFacts> shown = [.. found.Take(parsed.GetValue(top) ?? int.MaxValue)];
            Tell(door, reading, shown, parsed.GetValue(csv), isWhole: shown.Count == reading.Cases.Count);
            // What can be read is shown, and what cannot does not pass in silence.
            return reading.Damaged.Count == 0 ? null : Trouble.InputOutput(
                string.Join('\n', reading.Damaged.Select(damaged => TerminalText.Line(damaged))), "restore what is damaged from a copy, or open the bundles again: open puts it aside and loses nothing");

            void Miss(string option, string? word, HashSet<string> there)
            {
                if (word is not null && !there.Contains(word)) door.Error.WriteLine($"note: no case here has {option} {TerminalText.Line(word)}{(there.Count == 0 ? "" : $"; there is {TerminalText.Line(string.Join(", ", there.Order(StringComparer.Ordinal)))}")}");
            }
        }));
        return command;
    }

    private static void Tell(CommandDoor door, CaseReading reading, IReadOnlyList<CaseFacts> shown, bool csv, bool isWhole)
    {
        var arrivals = reading.Arrivals;
        // Whoever asks for some cases does not ask for what is no case.
        IReadOnlyList<OpenAnswer.Entry> failed = isWhole ? [.. arrivals.Failed.Select(OpenAnswer.Entry.Of)] : [];
        if (door.Json)
        {
            var listing = new Listing(arrivals.Ledger?.Id.ToString(), arrivals.Ledger?.Lines.Count, [.. shown.Select(ListedCase.Of)], failed, reading.Damaged);
            door.Output.WriteLine(JsonSerializer.Serialize(listing, HomeJson.Default.Listing));
            return;
        }

        // Written in one go: line by line, ten thousand take longer to write than to read.
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        if (csv)
        {
            text.Write(CaseCsv.Header + CaseCsv.LineEnd);
            foreach (var one in shown) text.Write(CaseCsv.Of(ListedCase.Of(one)) + CaseCsv.LineEnd);
        }
        else
        {
            new CaseTable(text, door.Columns).Write(shown);
            foreach (var entry in failed) text.WriteLine(entry);
            if (reading.Cases.Count + failed.Count == 0) text.WriteLine("no cases");
            else if (reading.Cases.Count > 0) text.WriteLine(Counts(reading.Cases, shown));
        }

        door.Output.Write(text);
    }

    /// <summary>Stands last, where the eye is when a long list has passed.</summary>
    private static string Counts(IReadOnlyList<CaseFacts> all, IReadOnlyList<CaseFacts> shown)
    {
        var some = shown.Count == all.Count ? "" : $"{shown.Count} of ";
        var parts = new List<string> { $"{some}{all.Count} {(all.Count == 1 ? "case" : "cases")}" };
        void Add(int count, string what)
        {
            if (count > 0) parts.Add($"{count} {what}");
        }

        Add(shown.Count(one => one.Seen == SeenState.New), "new");
        Add(shown.Count(one => one.Seen == SeenState.Changed), "with more since");
        Add(shown.Count(one => one.State == "incomplete"), "incomplete");
        Add(shown.Count(one => one.State == "conflict"), "in conflict");
        Add(shown.Count(one => one.State == "refused"), "refused");
        Add(shown.Count(one => one.HasWishes), "with safety wishes");
        Add(shown.Count(one => one.IsCanary), "of the operator's canaries");
        return string.Join(", ", parts);
    }
}
