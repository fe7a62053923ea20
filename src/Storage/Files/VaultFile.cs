using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Storage.Files;

/// <summary>
/// One file of the vault, held by this process alone. Every read, write, flush and truncation of the vault's files passes here, so a
/// test can see and fail each. Knows whether anything was written since the last flush.
/// </summary>
internal sealed class VaultFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;
    private readonly string _name;
    private readonly string? _place;
    private readonly Lock _order = new(); // a flush that is seen to begin covers every write that was seen before it
    private readonly Func<FileStep, FileFault?>? _step;

    public VaultFile(string path, Func<FileStep, FileFault?>? testOnlyStep)
    {
        Path = path;
        _stream = OwnFile.Open(path);
        _handle = _stream.SafeFileHandle;
        _name = System.IO.Path.GetFileName(path);
        _step = testOnlyStep;
        _place = Place();
    }

    /// <summary>As it was opened.</summary>
    public string Path { get; }

    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>False when its name was taken away, or given to another file: what is written here is gone when this process ends.</summary>
    public bool IsInPlace => Place() == _place;

    private bool _cut;

    /// <summary>Something was written, or cut, that no flush has followed.</summary>
    public bool Unflushed { get; private set; }

    /// <summary>Reads until the room is full or the file ends; the number of octets read.</summary>
    public int Read(long offset, Span<byte> room)
    {
        if (_step?.Invoke(new FileStep(_name, FileAction.Read, offset, default)) is { } fault) throw fault.Error;
        var filled = 0;
        while (filled < room.Length)
        {
            var read = RandomAccess.Read(_handle, room[filled..], offset + filled);
            if (read == 0) break;
            filled += read;
        }

        return filled;
    }

    /// <summary>As <see cref="Read"/>, but of the disk and not of the system's memory, as far as that can be had. What cannot be read is 0 octets.</summary>
    public int ReadFromDisk(long offset, Span<byte> room)
    {
        Posix.Forget(_handle, offset, room.Length);
        try
        {
            return Read(offset, room);
        }
        catch (IOException)
        {
            return 0; // to look must not end what still serves sources; who needs these octets will find the same
        }
    }

    /// <exception cref="IOException">How much was written is not known.</exception>
    public void Write(long offset, ReadOnlyMemory<byte> octets)
    {
        lock (_order)
        {
            Unflushed = true;
            if (_step?.Invoke(new FileStep(_name, FileAction.Write, offset, octets)) is { } fault)
            {
                RandomAccess.Write(_handle, octets.Span[..fault.OctetsWritten], offset);
                throw fault.Error;
            }

            RandomAccess.Write(_handle, octets.Span, offset);
        }
    }

    /// <exception cref="IOException">What was written since the last flush may be lost, whatever a later flush says: never try again.</exception>
    public void Flush()
    {
        bool whole;
        lock (_order)
        {
            if (_step?.Invoke(new FileStep(_name, FileAction.Flush, 0, default)) is { } fault) throw fault.Error;
            Unflushed = false;
            whole = _cut;
            _cut = false;
        }

        // A new length, when it is shorter, is among what a flush of the data alone may leave behind.
        if (whole) RandomAccess.FlushToDisk(_handle);
        else Posix.FlushData(_handle);
    }

    public void Truncate(long length)
    {
        Unflushed = _cut = true;
        if (_step?.Invoke(new FileStep(_name, FileAction.Truncate, length, default)) is { } fault) throw fault.Error;
        RandomAccess.SetLength(_handle, length);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Where the open file lies now, as the kernel names it (proc_pid_fd(5)): "… (deleted)" when it has no name any more. Null where it does not tell.</summary>
    private string? Place() => OperatingSystem.IsLinux() ? File.ResolveLinkTarget($"/proc/self/fd/{_handle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName : null;
}
