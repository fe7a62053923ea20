using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Source.Trust;

namespace SecureDrop.Source;

/// <summary>From the options to parts: trust the keyring, take the account and files, plan the archive, seal lazily.</summary>
internal static class TestimonyPlan
{
    /// <summary>Parts are sealed as they are asked for; null when something was refused.</summary>
    public static (TestimonyArchive Archive, IEnumerable<SealedPart> Parts)? Make(TestimonyOptions options, ParseResult parsed, Door door, out Ending? ending)
    {
        var today = DateOnly.FromDateTime(door.Time.GetUtcNow().UtcDateTime);
        var keyring = KeyringTrust.Open(parsed.GetRequiredValue(options.Keyring), parsed.GetValue(options.Root), options.Pins(parsed), today, out ending);
        if (keyring is null) return null;

        var random = new SecureRandom();
        var sealer = keyring.SealingDay(today) is { } day ? Sealer.For(keyring, day, random) : null;
        if (sealer is null)
        {
            ending = new(ExitCode.Refused, "The keyring names nobody to seal to today.", "Get the newest keyring.");
            return null;
        }
        if (!TryReadAccount(parsed.GetRequiredValue(options.Message), door, out var text))
        {
            ending = new(ExitCode.Refused, "The message is not UTF-8 text, or longer than 1 MiB.", "Give longer texts as --attach.");
            return null;
        }
        var files = (parsed.GetValue(options.Attach) ?? []).Select(file => Attachment.Measure(file.Name, file.OpenRead)).ToList();
        var account = new Account(text, parsed.GetValue(options.Language));
        if (!TestimonyArchive.TryPlan(account, files, parsed.GetValue(options.PartSize), out var archive, out var fault))
        {
            ending = new(ExitCode.Refused, $"The testimony is refused: {fault}.");
            return null;
        }
        return (archive, Sealing.Seal(archive, sealer, random));
    }

    private static bool TryReadAccount(string name, Door door, out string text)
    {
        text = "";
        var room = new byte[Testimony.MaximumAccountOctets + 1];
        using var stream = name == "-" ? door.Input() : File.OpenRead(name);
        var octets = room.AsSpan(0, stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
        var fits = octets.Length <= Testimony.MaximumAccountOctets && Utf8.IsValid(octets);
        if (fits) text = Encoding.UTF8.GetString(octets);
        CryptographicOperations.ZeroMemory(room);
        return fits;
    }
}
