using System.Security.Cryptography;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Reviewer.Opening;

/// <summary>One worker's memory for the file it has in hand, used again and again. It grows to the largest and no further.</summary>
internal sealed class Room
{
    private byte[] _octets = [];
    private int _used;

    /// <summary>A whole file, until the next is read; nothing for one that is not there, is longer than any message, or is not as long as was said.</summary>
    public Memory<byte> Read(string path)
    {
        Wipe();
        var found = new FileInfo(path);
        if (!found.Exists || found.Length is 0 or > Profile.MaximumOctets) return default;
        _used = (int)found.Length;
        if (_octets.Length < _used) _octets = GC.AllocateUninitializedArray<byte>(_used);
        var octets = _octets.AsMemory(0, _used);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.ReadAtLeast(octets.Span, _used, throwOnEndOfStream: false) == _used && file.ReadByte() < 0 ? octets : default;
    }

    public void Wipe()
    {
        CryptographicOperations.ZeroMemory(_octets.AsSpan(0, _used));
        _used = 0;
    }
}
