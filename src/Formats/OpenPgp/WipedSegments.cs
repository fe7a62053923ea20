using System.Buffers;
using System.Security.Cryptography;

namespace SecureDrop.Formats.OpenPgp;

/// <summary>
/// Octets as they arrived, in pooled arrays of 64 KiB that grow with what has come and never with what a length field says;
/// hashed as each fills, wiped before they go back to a pool of their own: the shared one keeps few, and the rest of a large message would be garbage that
/// has lived long, which the collector lets pile up.
/// </summary>
internal sealed class WipedSegments : IDisposable
{
    private const int SegmentOctets = 64 << 10;

    /// <summary>As many as all bodies in flight may fill, 128 MiB.</summary>
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(SegmentOctets, 2048);

    private readonly List<byte[]> _segments = [];
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _used = SegmentOctets; // of the last segment

    public void Append(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            if (_used == SegmentOctets)
            {
                _segments.Add(Pool.Rent(SegmentOctets));
                _used = 0;
            }

            var taken = Math.Min(octets.Length, SegmentOctets - _used);
            octets[..taken].CopyTo(_segments[^1].AsSpan(_used));
            _used += taken;
            octets = octets[taken..];
            if (_used == SegmentOctets) _sha256.AppendData(_segments[^1], 0, SegmentOctets);
        }
    }

    /// <summary>Hash and octets of everything appended; nothing is appended after this.</summary>
    public (ReadOnlySequence<byte> Octets, Sha256Hash Hash) Complete()
    {
        if (_used < SegmentOctets) _sha256.AppendData(_segments[^1], 0, _used);
        var hash = new Sha256Hash(_sha256.GetHashAndReset());
        if (_segments.Count == 0) return (ReadOnlySequence<byte>.Empty, hash);

        var first = new Link(_segments[0].AsMemory(0, Filled(0)), null);
        var last = first;
        for (var i = 1; i < _segments.Count; i++) last = new Link(_segments[i].AsMemory(0, Filled(i)), last);
        return (new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length), hash);
    }

    public void Dispose()
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            CryptographicOperations.ZeroMemory(_segments[i].AsSpan(0, Filled(i)));
            Pool.Return(_segments[i]);
        }

        _segments.Clear();
        _used = SegmentOctets;
        _sha256.Dispose();
    }

    private int Filled(int segment) => segment == _segments.Count - 1 ? _used : SegmentOctets;

    private sealed class Link : ReadOnlySequenceSegment<byte>
    {
        public Link(ReadOnlyMemory<byte> memory, Link? before)
        {
            Memory = memory;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
