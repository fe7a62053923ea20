using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Keys;

/// <summary>What the next keyring changes, in words for whoever says yes to it.</summary>
internal static class KeyringChanges
{
    public static IEnumerable<string> Of(NextKeyring next)
    {
        var before = next.Before.Lines.Keys.ToDictionary(Key);
        foreach (var certificate in next.Grown.Where(one => next.Before.Find(one.Primary) is null))
            yield return $"added    {certificate.UserId}, certificate {certificate.Primary.Grouped()}";
        foreach (var primary in next.Before.Lines.Holders.Except(next.Lines.Where(IsHolding).Select(line => line.Primary)))
            yield return $"changed  {next.Find(primary)?.UserId}: {(next.Lines.Any(line => line.Primary == primary && line.Role == KeyringRole.Holder)
                ? "holder of no subkey any more" : "reviewer instead of holder")}, no purge waits for {primary.Grouped()} any more";
        foreach (var line in next.Lines)
        {
            var was = before.GetValueOrDefault(Key(line));
            if (was?.As(line.Role) != line) yield return $"{Verb(was, line)} {Name(next, line)}: {Now(was, line)}";
        }
    }

    /// <summary>A keyring that every reader takes, and that may still not be what was meant.</summary>
    public static IEnumerable<string> Warnings(NextKeyring next)
    {
        bool Has(Func<KeyringLine, bool> sought) => next.Lines.Any(sought);
        // What is issued in the future nobody can follow with another before that day has come.
        if (next.Today > next.Before.Lines.Expires)
            yield return $"this machine's date is {next.Today:yyyy-MM-dd}, and its keyring expired on {next.Before.Lines.Expires:yyyy-MM-dd}: if the date is wrong, set it right first, for nothing can be issued before that day again";
        if (!Has(line => line.Role != KeyringRole.Operator && line.IsUsable(next.Today)))
            yield return "no source can seal to anybody today: the door is closed until a keyring names one to seal to";
        if (!Has(IsHolding)) yield return "no holder is left, so nothing is purged without force";
        if (!Has(line => line.Role == KeyringRole.Operator && line.IsUsable(next.Today))) yield return "no operator may sign bundles today";
    }

    private static bool IsHolding(KeyringLine line) => line.Role == KeyringRole.Holder && line.Status == KeyringStatus.Live;

    private static string Word(KeyringRole role) => $"{role}".ToLowerInvariant();

    private static Fingerprint Key(KeyringLine line) => line.Subkey ?? line.Primary;

    private static string Name(NextKeyring next, KeyringLine line) =>
        $"{next.Find(line.Primary)?.UserId} ({Word(line.Role)}), {(line.Subkey is null ? "certificate" : "subkey")} {Key(line).Grouped()}";

    private static string Verb(KeyringLine? was, KeyringLine line) =>
        was is null ? "added   " : line.Status == KeyringStatus.Live ? "shorter " : "ended   ";

    private static string Now(KeyringLine? was, KeyringLine line) => (line.Status, line.Role, was) switch
    {
        (KeyringStatus.Revoked, _, _) => $"revoked on {line.EndedOn:yyyy-MM-dd}, nothing sealed or signed by it is taken any more",
        (KeyringStatus.Destroyed, _, _) => $"destroyed on {line.EndedOn:yyyy-MM-dd}, what was sealed to it opens nowhere any more",
        (_, KeyringRole.Operator, null) => $"signs bundles from {line.From:yyyy-MM-dd} until {line.Until:yyyy-MM-dd}",
        (_, KeyringRole.Operator, _) => $"signs bundles until {line.Until:yyyy-MM-dd} instead of {was.Until:yyyy-MM-dd}",
        (_, _, null) => $"sealed to from {line.From:yyyy-MM-dd} until {line.Until:yyyy-MM-dd}, accepted until {line.AcceptUntil:yyyy-MM-dd}",
        _ => $"sealed to until {line.Until:yyyy-MM-dd} instead of {was.Until:yyyy-MM-dd}, accepted until {line.AcceptUntil:yyyy-MM-dd}"
            + (line.AcceptUntil == was.AcceptUntil ? " as before" : $" instead of {was.AcceptUntil:yyyy-MM-dd}"),
    };
}
