using System.Globalization;
using System.Security.Cryptography;
using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>Opens ciphertext files of this machine into slices in the work folder. Safe to call from several threads.</summary>
internal sealed class SliceOpening(MessageOpener opener, string folder)
{
    private int _again;

    /// <summary>Null, and why, when the message does not open. The slice then is not there.</summary>
    public OpenedEntry? Open(int entry, string ciphertext, out FailureReason? reason)
    {
        var slice = Path.Combine(folder, entry.ToString(CultureInfo.InvariantCulture));
        using var file = PrivateFile.Create(slice);
        reason = Open(ciphertext, file, out var fileName, out var hash);
        if (reason is null)
        {
            file.Position = 0;
            return new OpenedEntry(entry, ciphertext, hash, slice, new Sha256Hash(SHA256.HashData(file)), file.Length, fileName);
        }

        file.SetLength(0);
        File.Delete(slice);
        return null;
    }

    /// <summary>Opens once more a part of a case that was incomplete; null when the secret key is gone by now, or the ciphertext is lost or damaged.</summary>
    public string? Again(string ciphertext)
    {
        var slice = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"again-{Interlocked.Increment(ref _again)}"));
        using var file = PrivateFile.Create(slice);
        if (Open(ciphertext, file, out _, out _) is null) return slice;
        File.Delete(slice);
        return null;
    }

    private FailureReason? Open(string ciphertext, Stream slice, out string fileName, out Sha256Hash hash)
    {
        (fileName, hash) = ("", default);
        if (PrivateFile.Read(ciphertext, Profile.MaximumOctets) is not { } octets) return FailureReason.NotOpenPgp;
        hash = Sha256Hash.Of(octets);
        return opener.Open(octets, slice, out fileName);
    }
}
