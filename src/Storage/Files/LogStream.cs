namespace SecureDrop.Storage.Files;

/// <summary>
/// The engine's log over our own file. This is where "durable" is decided.
///
/// What LiteDB 5.0.20 does. Commit() gives the pages of a transaction their places at the log's end, in order, hands them to a queue and
/// returns; one task takes them from the queue, in order, and writes each with Write(). The last page of a commit, and no
/// other, has its confirmed mark set. When the queue runs empty the task calls Flush(), which may be in the middle of a commit
/// and says nothing about it.
///
/// What follows. A commit is written when its confirmed page has been written: all its pages came before, through the same
/// queue. So the writer thread notes <see cref="Confirmed"/>, commits, waits until it has grown (<see cref="WaitConfirmed"/>), then calls
/// <see cref="MakeDurable"/>: that flush covers the whole commit. The engine's own Flush() is not followed.
///
/// Order against the data file. A checkpoint copies log pages over data pages, flushes the data file and truncates the log to
/// zero. <see cref="DataStream"/> makes the log durable before its first write, and the truncation here, which is a new generation
/// (<see cref="LogHeader"/>), makes the data file durable before it, and itself after it. So a data page that a crash tore or lost always stands
/// whole in the log.
/// </summary>
internal sealed class LogStream : Stream
{
    private const int BufferedFrames = 64;
    private const int Slices = 60;
    private readonly VaultFile _file;
    private readonly ulong _vault;
    private readonly FirstFault _fault;
    private readonly byte[] _buffer = new byte[BufferedFrames * Frame.Size];
    private readonly byte[] _readAhead = new byte[BufferedFrames * Frame.Size];
    private long _firstRead, _endRead;
    private readonly Func<Witness?> _dataDurable;
    private readonly TestOnlyWeakness _weakness;
    private readonly HashSet<uint> _numbers = []; // the engine's, of the pages since the last checkpoint: as many as a full log has
    private readonly Lock _flushing = new(); // one at a time: of two, the system would tell only one that it failed
    private ulong _generation;
    private long _pages;
    private long _written;

    /// <param name="file">The log, as <see cref="LogRecovery"/> left it.</param>
    /// <param name="vault">First octets of the vault's id.</param>
    /// <param name="recovered">How many whole pages it has, all durable.</param>
    /// <param name="fault">Shared with the data file.</param>
    /// <param name="dataDurable">Makes the data file durable, and tells what was written there last.</param>
    /// <param name="weakness">Leaves out what it names.</param>
    public LogStream(VaultFile file, ulong vault, RecoveredLog recovered, FirstFault fault, Func<Witness?> dataDurable, TestOnlyWeakness weakness)
    {
        (_file, _vault, _fault, _dataDurable, _weakness) = (file, vault, fault, dataDurable, weakness);
        _pages = _written = DurablePages = recovered.Pages;
        _generation = recovered.Generation;
    }

    /// <summary>Commits whose last page has been written, since the vault was opened.</summary>
    public long Confirmed { get; private set; }

    /// <summary>Pages that a flush has covered.</summary>
    public long DurablePages { get; private set; }

    public long Pages => _pages;

    /// <summary>Of the pages since the last checkpoint.</summary>
    public ulong Generation => _generation;

    /// <summary>What must be there at the next start, now that something was found damaged.</summary>
    public DamageMark Damaged => new(_generation, DurablePages);

    /// <summary>The log has a later copy of this page of the data file: what lies there is written over at the next checkpoint, and read by nobody before.</summary>
    public bool Supersedes(long page)
    {
        lock (this) return _numbers.Contains((uint)page);
    }

    /// <summary>Whether a page lies in the log as it was written, past the engine's memory and the system's. Never false of one that is not there any more.</summary>
    public bool IsWhole(long index)
    {
        lock (this)
        {
            if (index >= _written) return true;
            _firstRead = _endRead = 0; // its room is used
            var frame = _readAhead.AsSpan(0, Frame.Size);
            return _file.ReadFromDisk(Frame.InLog(index), frame) == Frame.Size
                && Frame.TryRead(frame, index, false, out var trailer) && trailer.Generation == _generation && trailer.Vault == _vault;
        }
    }

    /// <summary>Whether what stands before its pages says which of them count.</summary>
    public bool IsHeaderWhole() => LogHeader.IsWhole(_file, _vault, _generation);

    /// <summary>
    /// Waits for the commit after so many; false when nothing came within the time. Measured in slices, so that a pause of the whole process (a
    /// stopped machine, a debugger) counts as one of them and not as a failed disk.
    /// </summary>
    public bool WaitConfirmed(long before, TimeSpan limit)
    {
        var left = Slices;
        lock (_fault)
        {
            while (Confirmed <= before && !_fault.Any)
            {
                if (left == 0) return false;
                if (!Monitor.Wait(_fault, limit / Slices)) left--;
            }
        }

        return true;
    }

    /// <summary>
    /// After this, all that was written survives a power loss. Costs nothing when nothing was written. From any thread, but never while the log is
    /// cut: pages may be appended meanwhile, and are not covered.
    /// </summary>
    public void MakeDurable()
    {
        lock (_flushing)
        {
            if (_fault.Any) return;
            try
            {
                long covered;
                lock (this)
                {
                    WriteOut();
                    covered = _written;
                }

                if (covered <= DurablePages) return;
                _file.Flush();
                lock (this) DurablePages = covered;
            }
            catch (Exception error)
            {
                _fault.Set(error);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (_fault.Any) return;
        try
        {
            if (count != Frame.PageSize || Position != _pages * Frame.PageSize) throw new IOException("The engine does not append a page.");
            lock (this)
            {
                if (_pages - _written == BufferedFrames) WriteOut();
                var page = buffer.AsSpan(offset, count);
                var room = _buffer.AsSpan((int)(_pages - _written) * Frame.Size, Frame.Size);
                Frame.Write(room, page, _pages, new Trailer(_vault, _generation, (ulong)DurablePages));
                _pages++;
                _numbers.Add(Frame.PageNumber(page));
                if (!Frame.IsConfirmed(page)) return;
                WriteOut();
            }

            lock (_fault)
            {
                Confirmed++;
                Monitor.PulseAll(_fault);
            }
        }
        catch (Exception error)
        {
            _fault.Set(error);
        }
        finally
        {
            Position += count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        _fault.Throw();
        lock (this)
        {
            WriteOut();
            var index = Position / Frame.PageSize;
            if (index >= _written) return 0;
            if (index < _firstRead || index >= _endRead) ReadAhead(index);
            var frame = _readAhead.AsSpan((int)(index - _firstRead) * Frame.Size, Frame.Size);
            // A write that the disk has lost leaves a page from before the last checkpoint, whole, in its place.
            if (index >= _endRead || !Frame.TryRead(frame, index, false, out var trailer) || trailer.Generation != _generation)
                throw new PageDamagedException(-1 - index);
            frame[..count].CopyTo(buffer.AsSpan(offset));
        }

        Position += count;
        return count;
    }

    /// <summary>Only to zero, at the end of a checkpoint. The file keeps its length: what is written next is written over the old.</summary>
    public override void SetLength(long value)
    {
        if (_fault.Any || (value == 0 && _pages == 0)) return;
        try
        {
            if (value != 0) throw new IOException("The engine cuts the log, but not to nothing.");
            var witness = _dataDurable();
            if (_fault.Any) return;
            lock (this)
            {
                if (!_weakness.HasFlag(TestOnlyWeakness.NoNextGeneration)) _generation++;
                LogHeader.Write(_file, _vault, _generation, witness);
                if (!_weakness.HasFlag(TestOnlyWeakness.NoFlushOfGeneration)) _file.Flush();
                _pages = _written = DurablePages = _firstRead = _endRead = 0;
                _numbers.Clear();
            }
        }
        catch (Exception error)
        {
            _fault.Set(error);
        }
    }

    /// <summary>After a checkpoint: gives the file's room back, and with it every octet that stood there.</summary>
    public void Shrink()
    {
        if (_fault.Any || _pages > 0 || _file.Length <= LogHeader.Size) return;
        try
        {
            _file.Truncate(LogHeader.Size);
            _file.Flush();
        }
        catch (Exception error)
        {
            _fault.Set(error);
        }
    }

    /// <summary>The engine asks for this 7.6 times an insert; durability is decided in <see cref="MakeDurable"/>.</summary>
    public override void Flush() { }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => _pages * Frame.PageSize;
    public override long Position { get; set; }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>What is written does not change until the log is cut. A checkpoint reads page after page; a query one here, one there.</summary>
    private void ReadAhead(long index)
    {
        var frames = index == _endRead && index > 0 ? (int)Math.Min(BufferedFrames, _written - index) : 1;
        (_firstRead, _endRead) = (index, index);
        _endRead += _fault.Read(_file, Frame.InLog(index), _readAhead.AsSpan(0, frames * Frame.Size)) / Frame.Size;
    }

    private void WriteOut()
    {
        var frames = (int)(_pages - _written);
        if (frames == 0) return;
        _file.Write(Frame.InLog(_written), _buffer.AsMemory(0, frames * Frame.Size));
        _written = _pages;
    }
}
