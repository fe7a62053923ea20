using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>`package`: an evidence bag about one or many cases, which an expert checks with stock tools and the bag's own README.txt.</summary>
internal static class PackageCommand
{
    private const int MostNamed = 20;

    public static Command Create(TimeProvider time)
    {
        var cases = new Argument<string[]>("CASE") { Arity = ArgumentArity.ZeroOrMore, Description = "names that list prints, or as much of their start as only one case has" };
        var all = new Option<bool>("--all") { Description = "all cases of this machine" };
        var to = new Option<string>("--to") { Required = true, HelpName = "DIR", Description = "folder in which the bag's own folder is made" };
        var sessionKeys = new Option<bool>("--session-keys")
        {
            Description = "add the session keys of exactly these cases' messages, so that an expert without any secret key can prove that the plaintext is what the ciphertexts hold",
        };
        var sealTo = new Option<string[]>("--seal-to")
        {
            HelpName = "CERT.asc",
            Description = "write no plaintext to DIR, but one OpenPGP message of a tar of the bag, to these certificates",
            AllowMultipleArgumentsPerToken = true,
        };
        var despite = new Option<bool>("--despite-consent") { Description = "also cases whose source says no to a use in court" };
        var passphrase = KeyOptions.PassphraseFile();
        var json = CommandDoor.JsonOption();
        var command = new Command("package", "Make an evidence bag of cases: ciphertexts, plaintext, signatures, ledger, custody log, and how a court checks them.")
        {
            cases, all, to, sessionKeys, sealTo, despite, passphrase, json,
        };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
        {
            var wanted = new Wanted(parsed.GetValue(cases) ?? [], parsed.GetValue(all), parsed.GetRequiredValue(to), parsed.GetValue(sessionKeys), parsed.GetValue(sealTo) ?? [], parsed.GetValue(despite));
            return Run(door, wanted, parsed.GetValue(passphrase), time.GetUtcNow());
        }));
        return command;
    }

    private static Trouble? Run(CommandDoor door, Wanted wanted, FileInfo? passphraseFile, DateTimeOffset now)
    {
        if (wanted.Cases.Length == 0 != wanted.All) return Trouble.Usage("name cases, or say --all", "securedrop-reviewer list");
        if (NamedFile.TroubleOfFolder(wanted.To) is { } noFolder) return noFolder;
        if (EvidenceRecipient.Read(wanted.SealTo, now, out var trouble) is not { } recipients) return trouble;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        // Evidence is asked for when a keyring has long expired.
        if (Trust.Read(home, DateOnly.MinValue, out trouble) is not { } keyring) return trouble;
        if (Find(home, wanted, out trouble) is not { } cases) return trouble;
        if (Unwilling(door, home, cases, wanted.DespiteConsent) is { } unwilling) return unwilling;
        if (EvidencePlan.Of(home, cases, out trouble) is not { } plan) return trouble;
        var target = Path.Combine(wanted.To, Name(cases, DateOnly.FromDateTime(now.UtcDateTime)) + (recipients.Count == 0 ? "" : ".tar.pgp"));
        if ((KeyFiles.Taken("--to", target) ?? NoRoom(wanted.To, plan.Octets)) is { } taken) return taken;
        home.ClearWork();
        if (ReviewerKey.Find(home, keyring, primary => ReviewerKey.MaySign(keyring, primary), out trouble) is null) return trouble;
        Warn(door, cases, wanted, recipients);
        if (Passphrase.Take(passphraseFile, out trouble) is not { } passphrase) return trouble;
        try
        {
            using var key = ReviewerKey.Open(home, keyring, primary => ReviewerKey.MaySign(keyring, primary), passphrase, out trouble);
            if (key is null) return trouble;
            using var secrets = wanted.SessionKeys ? UnlockedKeys.Open(KeyStore.Read(home), passphrase) : null;
            if (wanted.SessionKeys && secrets is null) return Trouble.Refused("the passphrase opens no secret key that messages are sealed to", "package it without --session-keys");
            var packing = new EvidencePacking(home, keyring, key, secrets, now, door.Error);
            var answer = recipients.Count == 0 ? packing.WriteFolder(plan, target, out trouble) : packing.WriteSealed(plan, target, recipients, out trouble);
            if (answer is null) return trouble;
            Tell(door, answer);
            return null;
        }
        finally
        {
            Array.Clear(passphrase);
            home.ClearWork();
        }
    }

    private static List<CaseRecord>? Find(HomeFolder home, Wanted wanted, out Trouble? trouble)
    {
        trouble = null;
        var names = new List<string>();
        foreach (var typed in wanted.Cases)
        {
            if (CaseChoice.Choose(home, typed, out trouble) is not { } name) return null;
            names.Add(name);
        }

        if (wanted.All && Directory.Exists(home.Cases)) names.AddRange(Directory.GetDirectories(home.Cases).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));
        List<CaseRecord> found = [.. names.Distinct().Select(name => CaseName.Read(home, name)).OfType<CaseRecord>()];
        if (wanted.All) found.RemoveAll(one => one.Canary is not null);
        if (found.Find(one => one.Canary is not null) is { } canary)
        {
            trouble = Trouble.Refused($"case {canary.Name} is the operator's canary, no testimony", "leave it out");
            return null;
        }

        if (found.Count == 0) trouble = Trouble.Refused("this machine has no such case", "securedrop-reviewer list");
        return found.Count == 0 ? null : found;
    }

    /// <summary>The source has the first word about where the testimony goes.</summary>
    private static Trouble? Unwilling(CommandDoor door, HomeFolder home, List<CaseRecord> cases, bool despite)
    {
        var said = cases.ToLookup(record => CaseConsent.ToCourt(home, record), record => record.Name);
        if (said[false].Any() && !despite)
            return Trouble.Refused($"the source says no to a use in court: {Named(said[false])}", "leave it out; or, when the source has since agreed or the law leaves no choice: --despite-consent");
        if (said[false].Any()) door.Error.WriteLine($"warning: the source says NO to a use in court: {Named(said[false])}");
        if (said[null].Any()) door.Error.WriteLine($"The source does not say whether a court may use it; ask first if you can: {Named(said[null])}");
        return null;
    }

    private static string Name(List<CaseRecord> cases, DateOnly today) =>
        string.Create(CultureInfo.InvariantCulture, $"evidence-{today:yyyy-MM-dd}-{(cases.Count == 1 ? cases[0].Name : $"{cases.Count}-cases")}");

    /// <summary>Told before an hour of copying; what manifests and names take besides is little.</summary>
    private static Trouble? NoRoom(string folder, long octets) =>
        new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace is var free && free < octets
            ? Trouble.InputOutput($"the bag needs {Octets(octets)} octets, and {SafeName.Show(folder)} has {Octets(free)} free", "take a larger medium, or fewer cases") : null;

    private static void Warn(CommandDoor door, List<CaseRecord> cases, Wanted wanted, IReadOnlyList<EvidenceRecipient> recipients)
    {
        door.Error.WriteLine(recipients.Count > 0
            ? $"It will be sealed to {string.Join(", ", recipients.Select(one => one.Primary.Grouped()))}: compare each fingerprint with its owner by another way."
            : "It will NOT be encrypted: whoever gets it reads it. --seal-to CERT.asc seals it to a court's certificate.");
        door.Error.WriteLine($"""
            It holds the accounts and files of {cases.Count} {(cases.Count == 1 ? "case" : "cases")} in plain words: faces, names and places in them can give people away, also hidden data in photographs.
            It also holds hashes and days of all other entries of the ledger up to these, this machine's custody log (other cases by their short names), and the keyring. No note of yours.
            """);
        if (wanted.SessionKeys) door.Error.WriteLine("Its session keys open exactly these messages, wherever a copy of their ciphertext is kept.");
    }

    private static void Tell(CommandDoor door, PackageAnswer answer)
    {
        if (door.Json)
        {
            door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.PackageAnswer));
            return;
        }
        var isSealed = answer.SealedTo.Count > 0;
        door.Output.WriteLine($"""
            {(isSealed ? "sealed" : "bag   ")}   {answer.Bag}: {answer.Cases.Count} {(answer.Cases.Count == 1 ? "case" : "cases")}, {answer.Files} files, {Octets(answer.Octets)} octets, read back and checked
            signed   {Groups.Of(answer.SignedBy)}
            names    SHA-256 of its tag manifest, to be told by another way:
                     {Groups.Of(answer.TagManifest)}
            check    {(isSealed ? $"gpg -d {Path.GetFileName(answer.Bag)} | tar x, then README.txt in it" : "README.txt in it says how, with gpg, sha256sum and tar; or: securedrop-reviewer verify DIR")}
            """);
    }

    private static string Named(IEnumerable<string> names) =>
        string.Join(", ", names.Take(MostNamed)) + (names.Skip(MostNamed).Any() ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count() - MostNamed} more") : "");

    private static string Octets(long octets) => octets.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What was asked for.</summary>
    private sealed record Wanted(string[] Cases, bool All, string To, bool SessionKeys, string[] SealTo, bool DespiteConsent);
}
