using System.Security.Cryptography;
using SecureDrop.Formats.Control;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// 32 octets in a file of their own: a systemd credential, or a file on another volume. Whoever carries the vault's directory away
/// must not have them with it.
/// </summary>
internal static class AtRestKeyFile
{
    /// <summary>The file itself when its name is a link: the key that is to follow lies beside the octets.</summary>
    public static string Behind(string name) =>
        File.Exists(name) && File.ResolveLinkTarget(name, returnFinalTarget: true) is { } file ? file.FullName : name;

    /// <summary>Null when the file is missing or unreadable. A key of another length than the vault's is none; no more of it is read than shows that.</summary>
    public static byte[]? TryRead(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var room = new byte[VaultOptions.AtRestKeySize + 1];
            var octets = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            var key = room[..octets];
            CryptographicOperations.ZeroMemory(room);
            return key;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The key that was to follow this file's, while `at-rest-key rotate` is not done; null when there is none, or no whole one.</summary>
    public static byte[]? TryReadNext(string file) => TryRead(file + AtRestKey.Next) is { Length: AtRestKey.Size } next ? next : null;

    /// <summary>
    /// Does what `at-rest-key rotate` did not come to, when the vault opened with the key that was to follow: that one takes the file's place. Not made
    /// durable: what a power loss undoes, the next start does again. Only what had the name until then is written over: the operator's program may have been
    /// faster, and then the file holds the new key already. False then, and where this may not be written, as a systemd credential.
    /// </summary>
    public static bool TryTakeNext(string file)
    {
        try
        {
            using var old = new FileStream(file, FileMode.Open, FileAccess.Write);
            File.Move(file + AtRestKey.Next, file, overwrite: true);
            old.Write(RandomNumberGenerator.GetBytes(AtRestKey.Size));
            old.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Development only: makes the key at the first start, for its owner's eyes.</summary>
    public static void MakeIfMissing(string file)
    {
        if (File.Exists(file)) return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".", owner | UnixFileMode.UserExecute);
        // Whole or not at all: half a key would lock the vault for ever.
        var making = $"{file}.{Environment.ProcessId}";
        using (var stream = new FileStream(making, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = owner }))
        {
            stream.Write(RandomNumberGenerator.GetBytes(VaultOptions.AtRestKeySize));
            stream.Flush(flushToDisk: true);
        }

        File.Move(making, file);
    }
}
