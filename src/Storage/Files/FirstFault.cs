using System.Security.Cryptography;
using LiteDB;

namespace SecureDrop.Storage.Files;

/// <summary>
/// The first thing that went wrong at one of the vault's files. From then on nothing more reaches either file: the engine may
/// run on and close, and what it writes is dropped. Errors are not thrown into the engine's own writing thread,
/// because an engine that has seen one there waits for ever in its next checkpoint or close.
/// </summary>
internal sealed class FirstFault
{
    private const int NoSpace = 28, QuotaSpent = 122;
    private const int InvalidDatafileState = 999; // the engine's own checks
    private volatile Exception? _error;

    public Exception? Error => _error;
    public bool Any => _error is not null;

    public void Set(Exception error)
    {
        lock (this)
        {
            _error ??= error;
            Monitor.PulseAll(this);
        }
    }

    public void Throw()
    {
        if (_error is { } error) throw new VaultUnavailableException(Judge(error), error);
    }

    /// <summary>Reads, for the engine. A file that cannot be read is not written either.</summary>
    public int Read(VaultFile file, long offset, Span<byte> room)
    {
        try
        {
            return file.Read(offset, room);
        }
        catch (IOException error)
        {
            Set(error);
            throw;
        }
    }

    /// <summary>What an error met in or below the engine means.</summary>
    public static VaultTrouble Judge(Exception error) => error switch
    {
        VaultUnavailableException known => known.Trouble,
        PageDamagedException or CryptographicException or LiteException { ErrorCode: InvalidDatafileState } => VaultTrouble.Damaged,
        IOException { HResult: NoSpace or QuotaSpent } => VaultTrouble.StorageFull, // errno, which .NET hands on
        _ => VaultTrouble.StorageFailed,
    };
}
