using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Source.Trust;

/// <summary>Opens a keyring file by a typed or pinned root and remembers the highest epoch. Expired means closed: there is no other way to seal.</summary>
internal static class KeyringTrust
{
    public static TrustedKeyring? Open(FileInfo file, Fingerprint? typedRoot, PinFolder pins, DateOnly today, out Ending? ending)
    {
        ending = null;
        if ((typedRoot ?? pins.OnlyRoot()) is not { } root)
        {
            ending = new(ExitCode.Usage, "--root is needed at the first use.", "Get the root's fingerprint by a second channel: a person, a poster, a call.");
            return null;
        }
        ending = FileNamed.Trouble(file.FullName, "--keyring takes the signed keyring, a file.");
        if (ending is not null) return null;
        if (file.Length > Keyring.MaximumFrameOctets)
        {
            ending = new(ExitCode.Refused, "The keyring is refused: it is too long.");
            return null;
        }
        var pin = pins.Read(root);
        var frame = File.ReadAllBytes(file.FullName);
        if (!VerifiedKeyring.TryOpen(frame, root, pin, today, out var keyring, out var refusal, out var refused))
        {
            ending = new(ExitCode.Refused, $"The keyring is refused: {refusal.Words(refused, frame)}.", Hint(refusal));
            return null;
        }
        if (pin != keyring.Pin) pins.Write(keyring.Pin);
        return keyring;
    }

    private static string? Hint(KeyringRefusal refusal) => refusal switch
    {
        KeyringRefusal.FormatNewer => "Get the newer program from where you got this one, and check it in the same way. Do not seal in another way meanwhile.",
        KeyringRefusal.IsCertificate => "--keyring takes the keyring that the root has signed, usually keyring.asc.",
        KeyringRefusal.Expired => "Get the newest keyring from the gateway or a courier. If this device's date is wrong, set it.",
        KeyringRefusal.EpochLower => "You have used a newer keyring before. Get the newest one.",
        KeyringRefusal.Fork or KeyringRefusal.PreviousHashWrong => "Two keyrings contradict each other. Do not seal; tell the organisation by another channel.",
        KeyringRefusal.WrongRoot => "This keyring belongs to another root than the one you named or pinned.",
        KeyringRefusal.NotCanonical => "The file was changed on its way. Get it again, as a file, not copied from a page.",
        _ => null,
    };
}
