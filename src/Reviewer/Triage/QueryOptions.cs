using System.CommandLine;
using SecureDrop.Reviewer.Keys;

namespace SecureDrop.Reviewer.Triage;

/// <summary>The options of `list` that choose cases.</summary>
internal sealed class QueryOptions
{
    private readonly Option<bool> _new = new("--new") { Description = "only what was never shown, or has changed since" };
    private readonly Option<string> _state = OneOf("--state", "only cases in this state", "complete", "incomplete", "conflict", "refused");
    private readonly Option<string> _kind = OneOf("--kind", "only this kind, a letter being sealed by other means, a canary the operator's", "testimony", "letter", "canary");
    private readonly Option<string> _language = new("--language") { HelpName = "TAG", Description = "only this language, as ar or ckb" };
    private readonly Option<string> _place = new("--place") { HelpName = "TEXT", Description = "only cases whose place has these words" };
    private readonly Option<string> _flag = new("--flag") { HelpName = "WORD", Description = "only cases with this word in brackets" };
    private readonly Option<string> _fileKind = OneOf("--file-kind", "only cases with such a file, by its name", [.. FileKinds.Words]);
    private readonly Option<DateOnly?> _since = KeyOptions.Day("--since", false, "only what came on this day or later");
    private readonly Option<DateOnly?> _until = KeyOptions.Day("--until", false, "only what came on this day or earlier");
    private readonly Option<IncidentTime?> _when = new("--when")
    {
        HelpName = "TIME",
        Description = "only what may have happened then, as 2024, 2024-03, 2024-03-17 or 2023..2024",
        CustomParser = result =>
        {
            if (IncidentTime.TryRead(result.Tokens[0].Value, out var time)) return time;
            result.AddError("--when takes a year, a month or a day, as 2024, 2024-03 or 2024-03-17.");
            return null;
        },
    };

    public IEnumerable<Option> All => [_new, _state, _kind, _language, _place, _flag, _fileKind, _since, _until, _when];

    public CaseQuery Read(ParseResult parsed) => new()
    {
        OnlyNew = parsed.GetValue(_new),
        State = parsed.GetValue(_state),
        Kind = parsed.GetValue(_kind),
        Language = parsed.GetValue(_language),
        Place = parsed.GetValue(_place),
        Flag = parsed.GetValue(_flag)?.Trim('[', ']'),
        FileKind = parsed.GetValue(_fileKind),
        Since = parsed.GetValue(_since),
        Until = parsed.GetValue(_until),
        When = parsed.GetValue(_when),
    };

    private static Option<string> OneOf(string name, string what, params string[] words)
    {
        var option = new Option<string>(name) { HelpName = "WORD", Description = $"{what}: {string.Join(", ", words)}" };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
