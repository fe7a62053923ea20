using System.CommandLine;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Custody;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Commands;

/// <summary>`init`: takes the secret key and first trust; run again, it takes a newer keyring or another secret key.</summary>
internal static class InitCommand
{
    public static Command Create(TimeProvider time)
    {
        var secretKey = new Option<string>("--secret-key") { HelpName = "FILE", Description = "armored secret key of this reviewer" };
        var keyring = new Option<string>("--keyring") { HelpName = "FILE", Description = "the signed keyring" };
        var root = new Option<string[]>("--root")
        {
            HelpName = "FINGERPRINT",
            Description = "fingerprint of the root, from a second channel; needed the first time",
            AllowMultipleArgumentsPerToken = true, // without quotes, the shell hands on its ten groups as ten words
        };
        var json = CommandDoor.JsonOption();
        var command = new Command("init", "Set this machine up, or give it a newer keyring.") { secretKey, keyring, root, json };
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
            Run(door, parsed.GetValue(secretKey), parsed.GetValue(keyring), parsed.GetValue(root) is { Length: > 0 } groups ? string.Concat(groups) : null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));
        return command;
    }

    private static Trouble? Run(CommandDoor door, string? secretKey, string? keyring, string? root, DateOnly today)
    {
        Fingerprint? typed = null;
        if (root is not null)
        {
            if (!Fingerprint.TryParseTyped(root, out var parsed)) return Trouble.Usage("--root takes a fingerprint: 40 hexadecimal digits");
            typed = parsed;
        }

        if (secretKey is null && keyring is null) return Trouble.Usage("nothing to take", "--secret-key FILE --keyring FILE --root FINGERPRINT");
        if (((string?[])[secretKey, keyring]).OfType<string>().Select(NamedFile.Trouble).FirstOrDefault(absent => absent is not null) is { } notHere) return notHere;
        var key = secretKey is null ? null : KeyStore.ReadFile(secretKey);
        if (secretKey is not null && key is null) return Trouble.Refused($"{secretKey} holds no armored secret key", "keygen writes one as NAME.secret.asc");

        using var home = HomeFolder.Hold(door.Home);
        if (home is null) return CommandDoor.InUse(door.Home);
        var trusted = keyring is null ? Trust.Read(home, today, out var trouble) : Take(home, keyring, typed, today, out trouble);
        if (trusted is null) return trouble;
        if (key is not null && !trusted.Lines.Keys.Any(line => line.Primary == key.Primary && line.Role != KeyringRole.Operator))
            return Trouble.Refused($"the keyring names no reviewer {key.Primary.Grouped()}", "compare the secret key with the keyring; a newer keyring may name it");

        // An older file never takes secret subkeys away, and brings none back that were destroyed.
        var destroyed = key is null ? [] : key.Subkeys.Intersect(DestroyedSubkeys.Read(home)).ToList();
        if (destroyed.Count > 0)
        {
            door.Error.WriteLine($"left out, since this home has destroyed {(destroyed.Count == 1 ? "it" : "them")}: subkey {string.Join(", ", destroyed.Select(subkey => subkey.Grouped()))}");
            key = key?.Without(destroyed);
        }
        if (key is not null && KeyStore.Newer(home, key) is { } held)
        {
            if (key.Subkeys.Except(held.Subkeys).Any())
                return Trouble.Refused($"this home and {secretKey} each hold subkeys of {key.Primary.Grouped()} that the other lacks", "make a new folder with --home DIR for the one that is to be used beside");
            door.Error.WriteLine("this home's own copy of the secret key is newer, and stays");
            key = null;
        }

        if (keyring is not null) Trust.Install(home, trusted);
        if (key is not null) KeyStore.Add(home, key);
        if (keyring is not null) CustodyLog.Write(home, today, CustodyAct.Keyring, $"epoch {trusted.Lines.Epoch} {trusted.Lines.Hash} root {trusted.Lines.Root}", door.Error);
        if (key is not null) CustodyLog.Write(home, today, CustodyAct.SecretKey, $"{key.Primary}", door.Error);
        var answer = new InitAnswer(trusted.Lines.Epoch, trusted.Lines.Expires, $"{trusted.Lines.Root}", key?.Primary.ToString());
        if (door.Json) door.Output.WriteLine(JsonSerializer.Serialize(answer, HomeJson.Default.InitAnswer));
        else Tell(door.Output, trusted, key, isFirst: typed is not null);
        return null;
    }

    private static TrustedKeyring? Take(HomeFolder home, string file, Fingerprint? typed, DateOnly today, out Trouble? trouble)
    {
        var pin = Trust.ReadPin(home);
        trouble = Trouble.Usage("the first keyring needs --root FINGERPRINT", "compare it, digit by digit, with the one you were given by a second channel");
        if ((typed ?? pin?.Root) is not { } root) return null;
        trouble = Trouble.Refused("this machine trusts another root", "a lost or stolen root means a new home folder: --home DIR");
        if (pin is not null && pin.Root != root) return null;
        trouble = Trouble.InputOutput($"{file} is empty or too long", "--keyring takes the signed keyring, a file");
        return PrivateFile.Read(file, Keyring.MaximumFrameOctets) is { } frame ? Trust.Judge(frame, root, pin, today, out trouble) : null;
    }

    private static void Tell(TextWriter output, TrustedKeyring keyring, SecretKeyFile? key, bool isFirst)
    {
        output.WriteLine($"keyring     epoch {keyring.Lines.Epoch}, expires {keyring.Lines.Expires:yyyy-MM-dd}");
        output.WriteLine($"root        {keyring.Lines.Root.Grouped()}");
        if (key is not null) output.WriteLine($"secret key  {key.Primary.Grouped()}");
        if (isFirst) output.WriteLine(KeyOptions.CompareByVoice);
    }
}
