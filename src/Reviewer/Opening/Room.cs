using System.Security.Cryptography;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Reviewer.Opening;

/// <summary>One worker's memory for the files it has in hand, used again and again. It grows to the largest batch and no further.</summary>
internal sealed class Room
{
    private byte[] _octets = [];
    private int _used;

    /// <summary>Whole files; nothing stands for one that is not there, is longer than any message, or is not as long as was said.</summary>
    public IReadOnlyList<Memory<byte>> Read(IReadOnlyList<string> paths)
    {
        var lengths = paths.Select(Length).ToList();
        Wipe();
        var needed = lengths.Sum();
        if (_octets.Length < needed) _octets = GC.AllocateUninitializedArray<byte>(needed);
        return [.. paths.Zip(lengths, Read)];
    }

    public void Wipe()
    {
        CryptographicOperations.ZeroMemory(_octets.AsSpan(0, _used));
        _used = 0;
    }

    private static int Length(string path)
    {
        var found = new FileInfo(path);
        return found.Exists && found.Length <= Profile.MaximumOctets ? (int)found.Length : 0;
    }

    private Memory<byte> Read(string path, int length)
    {
        if (length == 0) return default;
        var octets = _octets.AsMemory(_used, length);
        _used += length;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return file.ReadAtLeast(octets.Span, length, throwOnEndOfStream: false) == length && file.ReadByte() < 0 ? octets : default;
    }
}
