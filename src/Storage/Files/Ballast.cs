namespace SecureDrop.Storage.Files;

/// <summary>Space kept aside, so that recovery and a purge can run on a full disk.</summary>
internal sealed class Ballast
{
    private readonly string _path;
    private readonly Lock _lock = new();
    private volatile bool _here;

    public Ballast(string directory, long octets)
    {
        (_path, Octets) = (Path.Combine(directory, FileNames.Ballast), octets);
        _here = octets == 0 || (File.Exists(_path) && new FileInfo(_path).Length == octets);
    }

    public bool Here => _here;

    public long Octets { get; }

    /// <summary>False when there is no space for it.</summary>
    public bool TryMake()
    {
        if (_here) return true;
        lock (_lock)
        {
            if (_here) return true;
            try
            {
                using var file = OwnFile.Open(_path, FileMode.Create, Octets);
                file.SetLength(Octets);
                return _here = true;
            }
            catch (IOException)
            {
                File.Delete(_path);
                return false;
            }
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            if (Octets == 0) return;
            _here = false;
            File.Delete(_path);
        }
    }
}
