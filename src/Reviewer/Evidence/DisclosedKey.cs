using SecureDrop.Formats.OpenPgp;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>
/// The session key of one message, as `gpg --override-session-key` takes it: `9:` and 64 digits for AES-256. Whoever has it reads this one message and no
/// other, and learns nothing of a reviewer's secret key.
/// </summary>
internal static class DisclosedKey
{
    /// <summary>Null when no secret key here opens it.</summary>
    public static string? Of(string path, MessageOpener opener)
    {
        if (PrivateFile.Read(path, Profile.MaximumOctets) is not { } message) return null;
        using var key = opener.KeyOf(message);
        return key is null ? null : $"{(int)key.Algorithm}:{Convert.ToHexString(key.Key)}";
    }
}
