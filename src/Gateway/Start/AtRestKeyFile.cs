using System.Security.Cryptography;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Start;

/// <summary>
/// 32 octets in a file of their own: a systemd credential, or a file on another volume. Whoever carries the vault's directory away
/// must not have them with it.
/// </summary>
internal static class AtRestKeyFile
{
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
