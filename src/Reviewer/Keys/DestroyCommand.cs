using System.CommandLine;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`destroy`: this home's secret subkeys that nothing is accepted for any more. What was sealed to them opens nowhere then, not even under duress.</summary>
internal static class DestroyCommand
{
    private const string Honest =
        "the old octets are written over; flash memory, the file that keygen wrote, backups, paper and other machines may still hold them";

    public static Command Create(TimeProvider time)
    {
        var command = new Command("destroy", "Destroy this home's secret subkeys past their accept-until, and say so in the next keyring.");
        return new KeyringStep(needsRoot: false).On(command, time, Plan, ForKeeper);
    }

    private static Trouble? Plan(ParseResult parsed, HomeFolder home, NextKeyring next, List<Action> secrets)
    {
        var files = KeyStore.Read(home);
        var here = files.SelectMany(file => file.Subkeys).ToHashSet();
        // A run cut short, or one without the root key, has destroyed secrets that the keyring's lines do not know of yet.
        var before = DestroyedSubkeys.Read(home).ToHashSet();
        bool IsOver(KeyringLine line) => line.Subkey is { } subkey && (here.Contains(subkey) || before.Contains(subkey))
            && (line.Status == KeyringStatus.Destroyed || line.AcceptUntil < next.Today);
        var over = next.Lines.Where(IsOver).ToList();
        if (over.Count == 0) return Trouble.Refused("no secret subkey of this home is past its accept-until", "what is still accepted may still come, and must open");

        foreach (var line in over.Where(line => line.Status == KeyringStatus.Live))
            next.Replace(line, KeyringLine.Ended(line.Role, line.Primary, line.Subkey, KeyringStatus.Destroyed, next.Today));
        var subkeys = over.Select(line => line.Subkey).OfType<Fingerprint>().Where(here.Contains).ToList();
        if (subkeys.Count == 0) return null;
        parsed.InvocationConfiguration.Error.WriteLine($"""
            by this machine's date, {next.Today:yyyy-MM-dd}, their time is over; open first what the gateway or a courier still holds
            {subkeys.Count} secret {(subkeys.Count == 1 ? "subkey" : "subkeys")} of this home: {Honest}
            """);
        secrets.Add(() => DestroyedSubkeys.Add(home, subkeys));
        foreach (var subkey in subkeys) secrets.Add(() => CustodyLog.Write(home, next.Today, CustodyAct.Destroying, $"secret subkey {subkey}", parsed.InvocationConfiguration.Error));
        foreach (var file in files.Where(file => file.Subkeys.Intersect(subkeys).Any())) secrets.Add(() => KeyStore.Destroy(home, file, subkeys));
        return null;
    }

    private static string ForKeeper(NextKeyring next, string? file) => string.Join('\n',
    [
        "destroyed in this home",
        "next     read to the root's keeper, who writes each into the next keyring:",
        .. next.Lines.Where(line => line.Status == KeyringStatus.Destroyed && next.Before.Lines.Keys.All(old => old != line))
            .Select(line => $"         securedrop-reviewer revoke {line.Subkey} --destroyed"),
    ]);
}
