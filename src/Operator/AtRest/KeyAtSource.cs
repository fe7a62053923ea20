using System.Security.Cryptography;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator.AtRest;

/// <summary>
/// The at-rest key where the gateway has it from: FILE, and while it is being changed FILE.next beside it. Each is whole or not there: a key whose
/// half is lost would be the vault's loss.
/// </summary>
internal sealed class KeyAtSource
{
    // Of this run alone: another that begins at the same time must not write into it, or take it away.
    private static readonly string Making = $".{Environment.ProcessId}";
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
            Disk.WriteLike(File, _next + Making, made);
            CryptographicOperations.ZeroMemory(made);
            // Not over one that is there by now: another run may have handed that to the gateway already.
            System.IO.File.Move(_next + Making, _next, overwrite: false);
        }

        Disk.SyncFolder(Path.GetDirectoryName(_next) ?? "/");
        return Read(_next);
    }

    /// <summary>
    /// The vault opens with the next key alone: that takes the file's place. Only what had the name until then is written over, and only once it has lost it:
    /// when another run, or a gateway that starts, is faster, the file holds the new key already, and nothing else does.
    /// </summary>
    /// <param name="next">As the gateway has taken it.</param>
    public void TakeNext(ReadOnlySpan<byte> next)
    {
        using var old = new FileStream(File, FileMode.Open, FileAccess.Write);
        if (!IsBegun && Holds(File, next)) return;
        if (!IsBegun || !Holds(_next, next)) throw Troubles.AtRestKeyChanged(_next);
        Disk.Rename(_next, File);
        Disk.Overwrite(old);
    }

    private static bool Holds(string file, ReadOnlySpan<byte> key)
    {
        var octets = Read(file);
        var same = octets.AsSpan().SequenceEqual(key);
        CryptographicOperations.ZeroMemory(octets);
        return same;
    }

    /// <exception cref="TroubleException">Not there, or not 32 octets: something else than a key is not touched.</exception>
    public static byte[] Read(string file)
    {
        var octets = Bounded.Read(file, AtRestKey.Size);
        return octets.Length == AtRestKey.Size ? octets : throw Troubles.NoAtRestKey(file);
    }
}
