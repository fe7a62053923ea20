using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Home;

/// <summary>First trust and what followed: the pinned root and the newest keyring it has signed.</summary>
internal static class Trust
{
    /// <summary>The keyring that was installed, verified again; null and why not otherwise.</summary>
    public static TrustedKeyring? Read(HomeFolder home, DateOnly today, out Trouble? trouble)
    {
        trouble = Trouble.Refused($"{home.Root} has no keyring yet", "securedrop-reviewer init --secret-key FILE --keyring FILE --root FINGERPRINT");
        if (ReadPin(home) is not { } pin || PrivateFile.Read(home.Keyring, Keyring.MaximumFrameOctets) is not { } frame) return null;
        return Judge(frame, pin.Root, pin, today, out trouble);
    }

    /// <summary>Null before first trust.</summary>
    /// <exception cref="InvalidDataException">The pin is damaged: it never passes for first trust, by which another root or an older keyring could slip in.</exception>
    public static Pin? ReadPin(HomeFolder home)
    {
        if (!File.Exists(home.Pin)) return null;
        var octets = PrivateFile.Read(home.Pin, 4096) ?? [];
        return Pin.TryRead(octets, out var pin, out var why) ? pin : throw new InvalidDataException($"{home.Pin} is damaged ({why}).");
    }

    /// <summary>Keeps a keyring and pins its epoch and hash. The keyring is written first: a pin without its keyring would lock us out.</summary>
    public static void Install(HomeFolder home, TrustedKeyring keyring)
    {
        HomeFormat.Write(home);
        PrivateFile.Replace(home.Keyring, keyring.Frame.Write());
        PrivateFile.Replace(home.Pin, keyring.Pin.Write());
    }

    public static TrustedKeyring? Judge(byte[] frame, Fingerprint root, Pin? pin, DateOnly today, out Trouble? trouble)
    {
        trouble = null;
        if (VerifiedKeyring.TryOpen(frame, root, pin, today, out var keyring, out var refusal, out var refused)) return keyring;
        trouble = Trouble.Refused($"the keyring is refused: {refusal.Words(refused, frame)}", Hint(refusal));
        return null;
    }

    private static string Hint(KeyringRefusal refusal) => refusal switch
    {
        KeyringRefusal.FormatNewer => "nothing was changed: bring a newer securedrop-net-reviewer to this machine, then give the command again",
        KeyringRefusal.IsCertificate => "--keyring takes the keyring that the root has signed, usually keyring.asc",
        KeyringRefusal.Expired => "ask for the newest keyring, then: securedrop-reviewer init --keyring FILE",
        KeyringRefusal.WrongRoot => "compare the fingerprint of --root with the one you were given by a second channel",
        KeyringRefusal.EpochLower => "this machine has seen a newer keyring; ask for the newest",
        KeyringRefusal.Fork or KeyringRefusal.PreviousHashWrong => "two keyrings contradict each other: ask whoever keeps the root, by a second channel",
        _ => "ask for the keyring again; copy the file as it is, without opening it in an editor",
    };
}
