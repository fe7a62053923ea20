using System.CommandLine;
using System.Globalization;

namespace SecureDrop.Reviewer.Keys;

/// <summary>Options and a sentence that several key commands have in common.</summary>
internal static class KeyOptions
{
    public const string CompareByVoice =
        "Compare fingerprints by voice, in person or by a telephone number known before: one reads a group of four, the other answers with the next, all ten groups.";

    public static Option<FileInfo?> PassphraseFile() =>
        new("--passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase of this reviewer's key; without it you are asked" };

    public static Option<DateOnly?> Day(string name, bool required, string what) => new(name)
    {
        Required = required,
        HelpName = "DAY",
        Description = what + ", as 2026-12-31",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            result.AddError($"{name} takes a day as 2026-12-31.");
            return null;
        },
    };

    /// <summary>A number of days or months.</summary>
    public static Option<int?> Count(string name, int most, string what) => new(name)
    {
        HelpName = "N",
        Description = what,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most) return count;
            result.AddError($"{name} takes a number up to {most}.");
            return null;
        },
    };
}
