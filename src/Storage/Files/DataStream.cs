namespace SecureDrop.Storage.Files;

/// <summary>
/// The engine's data file over our own. The engine writes here only in a checkpoint, on the writer thread. The log is made
/// durable before the first page is written, and tells its generation, so that whatever a crash does here, the log has it whole. Pages that follow one another are
/// written together; <see cref="Flush"/> ends every checkpoint and leaves none behind.
/// </summary>
internal sealed class DataStream(VaultFile file, ulong vault, byte[]? recoveredHeader, FirstFault fault, Func<ulong> logDurable) : Stream
{
    private const int BufferedFrames = 64;
    private readonly byte[] _buffer = new byte[BufferedFrames * Frame.Size];
    private long _firstBuffered;
    private int _buffered;
    private readonly byte[] _readFrame = new byte[Frame.Size];
    private long _pages = file.Length / Frame.Size;
    private Witness? _last;

    /// <summary>How many the file has, or had and has lost.</summary>
    public long Pages => _pages;

    /// <summary>Whether a page lies in the file as it was written, past the engine's memory and the system's. Not in the middle of a checkpoint.</summary>
    public bool IsWhole(long index) =>
        file.ReadFromDisk(index * Frame.Size, _readFrame) == Frame.Size && Frame.TryRead(_readFrame, index, false, out var trailer) && trailer.Vault == vault;

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (fault.Any) return;
        try
        {
            if (count != Frame.PageSize || Position % Frame.PageSize != 0) throw new IOException("The engine does not write a page.");
            var generation = logDurable();
            if (fault.Any) return;
            var index = Position / Frame.PageSize;
            if (_buffered == BufferedFrames || index != _firstBuffered + _buffered) WriteOut();
            if (_buffered == 0) _firstBuffered = index;
            Frame.Write(_buffer.AsSpan(_buffered++ * Frame.Size, Frame.Size), buffer.AsSpan(offset, count), index, new Trailer(vault, generation, 0));
            _last = new Witness(index, generation);
        }
        catch (Exception error)
        {
            fault.Set(error);
        }
        finally
        {
            Position += count;
        }
    }

    /// <exception cref="PageDamagedException">The page is not as it was written, or not there: the engine does not look at the count.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        fault.Throw();
        if (_buffered > 0) throw new InvalidOperationException("The engine reads in the middle of a checkpoint.");
        var index = Position / Frame.PageSize;
        if (fault.Read(file, index * Frame.Size, _readFrame) != Frame.Size) throw new PageDamagedException(index);
        if (Frame.TryRead(_readFrame, index, false, out var trailer))
        {
            if (trailer.Vault != vault) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
            _readFrame.AsSpan(0, count).CopyTo(buffer.AsSpan(offset));
        }
        else
        {
            // The engine reads page 0 here before it reads the log; any other page that a crash tore it takes from the log.
            if (index != 0 || recoveredHeader is null) throw new PageDamagedException(index);
            recoveredHeader.AsSpan(0, count).CopyTo(buffer.AsSpan(offset));
        }

        Position += count;
        return count;
    }

    /// <summary>Called by the engine at the end of a checkpoint, and by the log before it is cut.</summary>
    public override void Flush()
    {
        if (fault.Any) return;
        try
        {
            WriteOut();
            if (file.Unflushed) file.Flush();
        }
        catch (Exception error)
        {
            fault.Set(error);
        }
    }

    /// <summary><see cref="Flush"/>; what was written last, if anything was.</summary>
    public Witness? MakeDurable()
    {
        Flush();
        return _last;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => file.Length / Frame.Size * Frame.PageSize;
    public override long Position { get; set; }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => fault.Set(new IOException("The engine cuts the data file."));

    private void WriteOut()
    {
        if (_buffered == 0) return;
        file.Write(_firstBuffered * Frame.Size, _buffer.AsMemory(0, _buffered * Frame.Size));
        _pages = Math.Max(_pages, _firstBuffered + _buffered);
        _buffered = 0;
    }
}
