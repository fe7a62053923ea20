using System.Security.Cryptography;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.AtRest;

/// <summary>
/// The at-rest key where the gateway has it from: FILE, and while it is being changed FILE.next beside it. Each is whole or not there: a key whose
/// half is lost would be the vault's loss.
/// </summary>
internal sealed class KeyAtSource
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _next;

    public KeyAtSource(string file)
    {
        // A link is followed, as the gateway does: what counts is where the octets lie.
        var target = System.IO.File.Exists(file) ? System.IO.File.ResolveLinkTarget(file, returnFinalTarget: true) : null;
        File = target?.FullName ?? Path.GetFullPath(file);
        _next = File + AtRestKey.Next;
    }

    public string File { get; }

    /// <summary>Those of the two files that are there.</summary>
    public string[] Files => [.. new[] { File, _next }.Where(System.IO.File.Exists)];

    /// <summary>A change was begun and not finished.</summary>
    public bool IsBegun => System.IO.File.Exists(_next);

    /// <summary>The key as it is now; the caller wipes it.</summary>
    public byte[] Read() => Read(File);

    /// <summary>The key that is to follow, durable: a new one, or the one that an interrupted run has left, for a gateway may have it already.</summary>
    public byte[] NextOrNew()
    {
        if (!IsBegun)
        {
            var made = RandomNumberGenerator.GetBytes(AtRestKey.Size);
            Disk.Replace(_next, made, Owner, ownerOf: File);
            return made;
        }

        Disk.SyncFolder(Path.GetDirectoryName(_next) ?? "/");
        return Read(_next);
    }

    /// <summary>The vault opens with the next key alone: that takes the file's place.</summary>
    public void TakeNext()
    {
        Disk.Overwrite(File);
        Disk.Rename(_next, File);
    }

    /// <exception cref="TroubleException">Not there, or not 32 octets: something else than a key is not touched.</exception>
    public static byte[] Read(string file)
    {
        var octets = Bounded.Read(file, AtRestKey.Size);
        return octets.Length == AtRestKey.Size ? octets : throw Troubles.NoAtRestKey(file);
    }
}
