using System.CommandLine;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Bundles;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Evidence;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`open`: checks bundles in the order given and opens each; at the first refused one nothing more is opened.</summary>
internal static class OpenCommand
{
    private const int MostRefusalsTold = 20;

    public static Command Create(TimeProvider time)
    {
        var bundles = new Argument<string[]>("BUNDLE") { Arity = ArgumentArity.OneOrMore, Description = "folder of a bundle" };
        var newLedger = new Option<string>("--new-ledger") { HelpName = "ID", Description = "id of a ledger that begins anew, typed by hand" };
        var passphrase = new Option<FileInfo>("--passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase; without it you are asked" };
        var json = CommandDoor.JsonOption();
        var command = new Command("open", "Check bundles and open what they hold.") { bundles, newLedger, passphrase, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetRequiredValue(bundles), parsed.GetValue(newLedger), parsed.GetValue(passphrase), time)));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string[] bundles, string? newLedger, FileInfo? passphraseFile, TimeProvider time)
    {
        LedgerId? typed = null;
        if (newLedger is not null)
        {
            if (!LedgerId.TryParse(newLedger, out var id)) return Trouble.Usage("--new-ledger takes a ledger's id: 32 lower-case hexadecimal digits");
            if (bundles.Length > 1) return Trouble.Usage("--new-ledger goes with one bundle");
            typed = id;
        }

        if (bundles.Select(NotHere).FirstOrDefault(absent => absent is not null) is { } notHere) return notHere;
        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (Trust.Read(home, today, out var trouble) is not { } keyring) return trouble;
        home.ClearWork();
        var destroyed = DestroyedSubkeys.Read(home).Select(subkey => subkey.KeyId).ToHashSet();
        var primaries = KeyStore.Read(home).Select(file => file.Primary).ToHashSet();
        UnlockedKeys? keys = null;
        var answers = new List<OpenAnswer>();
        IReadOnlyList<BundleRefusal> refusals = [];
        try
        {
            foreach (var path in bundles)
            {
                var ours = Ledgers.Read(home);
                using var progress = new Progress(door.Error, IsTerminal(door.Error), steps: 3, time);
                CheckedBundle? bundle;
                using (var stop = new Interruption())
                    refusals = CheckedBundle.Check(path, keyring, ours, typed, now, home.EmptyWork("ciphertext"), new Workers(stop.Token), progress, out bundle);
                progress.Dispose();
                if (bundle is null) return Tell(door.Error, path, refusals);
                keys ??= Unlock(home, passphraseFile, out trouble);
                if (keys is null) return trouble;
                if (bundle.Story.BeginsAnew && ours is not null)
                    CustodyLog.Write(home, today, CustodyAct.NewLedger, $"{bundle.Story.Whole.Id} typed by hand, leaving {ours.Id} at {ours.Head.Number} {ours.Head.Head}", door.Error);
                // What another reviewer has destroyed says nothing about a secret that is missing here, and may come back.
                var opener = new MessageOpener(keys, key => destroyed.Contains(key)
                    || (keyring.Lines.OwnLine(key) is { Status: KeyringStatus.Destroyed } line && primaries.Contains(line.Primary)));
                KeptBundles.Keep(home, bundle.Manifest);
                OpenReport report;
                using (var stop = new Interruption()) report = new BundleOpening(home, opener, new Canaries(home, keyring, bundle.Story.Whole.Id, now), new Workers(stop.Token), progress).Open(bundle, ours, Log);
                progress.Dispose();
                var answer = Answer(report, keyring);
                answers.Add(answer);
                if (!door.Json) Tell(door.Output, answer);
            }

            return null;

            // Before anybody can see it: a cut may leave the line without its cases, and the next run adds both, but never cases without their line.
            void Log(OpenReport opened) => CustodyLog.Write(home, today, CustodyAct.Opened, OpenedBundleInCustody.Words(opened), door.Error);
        }
        catch (OperationCanceledException)
        {
            return new Trouble(ExitCodes.Stopped, "stopped; nothing is lost", "the same command again opens the bundle from its beginning");
        }
        finally
        {
            keys?.Dispose();
            home.ClearWork();
            if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(OpenOutcome.Of(answers, refusals), HomeJson.Default.OpenOutcome));
        }
    }

    /// <summary>A medium that is not in, or its folder named instead of a bundle's: nothing to be refused.</summary>
    private static Trouble? NotHere(string path)
    {
        if (File.Exists(path)) return Trouble.InputOutput($"{SafeName.Show(path)} is a file", "a bundle is a folder, bundle-000001 and so on");
        if (!Directory.Exists(path)) return Trouble.InputOutput($"there is no folder {SafeName.Show(path)}", "is the medium in, and mounted?");
        if (File.Exists(Path.Combine(path, BundleFiles.TagManifest)) || Directory.GetDirectories(path, "bundle-*").Order().FirstOrDefault() is not { } inner) return null;
        return Trouble.InputOutput($"{SafeName.Show(path)} is no bundle, but holds some", $"name one: securedrop-reviewer open {SafeName.Show(inner)}");
    }

    private static bool IsTerminal(TextWriter error) =>
        error == Console.Error && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { } terminal && terminal != "dumb";

    private static UnlockedKeys? Unlock(HomeFolder home, FileInfo? passphraseFile, out Trouble? trouble)
    {
        var files = KeyStore.Read(home);
        trouble = Trouble.Refused("this machine holds no secret key", "securedrop-reviewer init --secret-key FILE");
        if (files.Count == 0) return null;
        if (Passphrase.Take(passphraseFile, out trouble) is not { } passphrase) return null;
        trouble = Trouble.Refused("the passphrase does not open this machine's secret key", "try again; nothing was opened");
        var keys = UnlockedKeys.Open(files, passphrase);
        Array.Clear(passphrase);
        return keys;
    }

    private static OpenAnswer Answer(OpenReport report, TrustedKeyring keyring)
    {
        var head = report.Bundle.Manifest.Info.Head;
        return new(
            report.Bundle.Manifest.Info.Bundle, $"{report.Bundle.Story.Whole.Id}", head.Number, $"{head.Head}", report.OpenedBefore.Count,
            [.. report.Entries.Values.OrderBy(entry => entry.Entry).Select(OpenAnswer.Entry.Of)],
            report.Cases, [.. report.Warnings(keyring.Lines.Epoch)]);
    }

    private static void Tell(TextWriter output, OpenAnswer answer)
    {
        var failed = answer.Entries.Where(entry => entry.Reason is not null).ToList();
        var opened = answer.Entries.Count - failed.Count;
        var now = answer.Before == 0 ? "" : $" now, {answer.Before} before";
        output.WriteLine($"bundle {answer.Bundle}: {opened} {(opened == 1 ? "entry" : "entries")} opened{now}, {failed.Count} failed");
        foreach (var entry in failed) output.WriteLine(entry);
        foreach (var one in answer.Cases) output.WriteLine(one);
        foreach (var warning in answer.Warnings) output.WriteLine($"warning: {warning}");
        output.WriteLine(new HeadAnswer(answer.Ledger, answer.Line, answer.Head));
    }

    private static Trouble Tell(TextWriter error, string path, IReadOnlyList<BundleRefusal> refusals)
    {
        foreach (var refusal in refusals.Take(MostRefusalsTold)) error.WriteLine(refusal);
        if (refusals.Count > MostRefusalsTold) error.WriteLine($"and {refusals.Count - MostRefusalsTold} more");
        return Trouble.Refused($"{SafeName.Show(path)} is refused; nothing of it was opened", refusals[0].Hint);
    }
}
