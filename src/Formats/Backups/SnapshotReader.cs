using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Backups;

/// <summary>
/// Reads, strictly and streaming, what <see cref="SnapshotWriter"/> writes and only that. Octets that are none give a <see cref="SnapshotFault"/>; those of the stream
/// itself pass through. Memory: the head, and one ciphertext.
/// </summary>
public sealed class SnapshotReader
{
    private readonly Stream _source;
    private readonly byte[] _block = new byte[Tar.Block];
    private readonly List<SnapshotSubmission> _kept = [];
    private readonly List<SnapshotSubmission> _leftOut = [];
    private int _next;
    private bool _isHeld;

    private SnapshotReader(Stream source) => _source = source;

    /// <summary>Of entry 1 first.</summary>
    public IReadOnlyList<EntryFate> Fates { get; private set; } = [];

    /// <summary>Those named in snapshot.txt whose ciphertexts were left out so far.</summary>
    public IReadOnlyList<SnapshotSubmission> LeftOut => _leftOut;

    /// <summary>Reads and judges all that stands before the ciphertexts.</summary>
    /// <param name="source">Not disposed.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<(SnapshotReader Reader, SnapshotHead? Head, SnapshotFault? Fault)> OpenAsync(Stream source, CancellationToken stop)
    {
        var reader = new SnapshotReader(source);
        var (head, fault) = await reader.HeadAsync(stop);
        return (reader, head, fault);
    }

    /// <summary>The next ciphertext. Both null: the snapshot has ended well, and the stream with it.</summary>
    public async Task<(SnapshotSubmission? Submission, byte[] Octets, SnapshotFault? Fault)> NextAsync(CancellationToken stop)
    {
        if (!_isHeld && await FillAsync(_block, stop) is { } cut) return (null, [], cut);
        _isHeld = false;
        if (!_block.AsSpan().ContainsAnyExcept((byte)0)) return (null, [], await EndAsync(stop));
        if (!SnapshotFiles.TryRead(_block, out var name, out var size)) return (null, [], SnapshotFault.NotCanonical);
        while (_next < _kept.Count && SnapshotFiles.ItemOf(_kept[_next].Hash) != name) _leftOut.Add(_kept[_next++]);
        if (_next == _kept.Count) return (null, [], SnapshotFault.ItemUnknown);
        var submission = _kept[_next++];
        if (size != submission.Octets) return (null, [], SnapshotFault.ItemAltered);
        var (octets, fault) = await ContentAsync(size, stop);
        fault ??= Sha256Hash.Of(octets) == submission.Hash ? null : SnapshotFault.ItemAltered;
        return fault is null ? (submission, octets, null) : (null, [], fault);
    }

    private async Task<(SnapshotHead? Head, SnapshotFault? Fault)> HeadAsync(CancellationToken stop)
    {
        var (octets, fault) = await MemberAsync(SnapshotFiles.Snapshot, Snapshot.MaximumOctets, stop);
        if (fault is not null) return (null, fault);
        if (!Snapshot.TryRead(octets, out var snapshot, out var why)) return (null, Or(why, SnapshotFault.SnapshotMalformed));
        (octets, fault) = await MemberAsync(SnapshotFiles.Ledger, LedgerText.MaximumOctets, stop);
        if (fault is not null) return (null, fault);
        if (!LedgerText.TryRead(octets, out var ledger, out why)) return (null, Or(why, SnapshotFault.LedgerMalformed));
        (var keyring, fault) = await MemberAsync(SnapshotFiles.Keyring, Keyring.MaximumFrameOctets, stop);
        if (fault is not null) return (null, fault);
        if (Keyring.Version.NewerInFrame(keyring) is not null) return (null, SnapshotFault.FormatNewer);
        if (!SignedText.TryRead(keyring, out var frame, out _) || !Keyring.TryRead(frame.Text.Span, out _, out _)) return (null, SnapshotFault.KeyringMalformed);

        // The kit may be missing: what stands there then is the first ciphertext's header, or the end.
        if (await FillAsync(_block, stop) is { } cut) return (null, cut);
        byte[]? kit = null;
        if (SnapshotFiles.TryRead(_block, out var name, out var size) && name == SnapshotFiles.Kit)
        {
            if (size > SnapshotFiles.MaximumKitOctets) return (null, SnapshotFault.TooLarge);
            (kit, fault) = await ContentAsync(size, stop);
            if (fault is not null) return (null, fault);
        }

        _isHeld = kit is null;
        var head = new SnapshotHead(snapshot, ledger, keyring, kit);
        if (head.Judge(out var fates) is { } contradiction) return (null, contradiction);
        Fates = fates;
        _kept.AddRange(head.Kept(fates));
        return _kept.Exists(one => one.Octets > Profile.MaximumOctets) ? (null, SnapshotFault.TooLarge) : (head, null);
    }

    private static SnapshotFault Or(TextRefusal why, SnapshotFault malformed) => why.Newer is null ? malformed : SnapshotFault.FormatNewer;

    private async Task<(byte[] Octets, SnapshotFault? Fault)> MemberAsync(string name, long most, CancellationToken stop)
    {
        if (await FillAsync(_block, stop) is { } cut) return ([], cut);
        if (!SnapshotFiles.TryRead(_block, out var read, out var size) || read != name) return ([], SnapshotFault.NotCanonical);
        return size > most ? ([], SnapshotFault.TooLarge) : await ContentAsync(size, stop);
    }

    /// <summary>A size is only a claim: memory is taken as the octets come.</summary>
    private async Task<(byte[] Octets, SnapshotFault? Fault)> ContentAsync(long size, CancellationToken stop)
    {
        const int step = 64 << 10;
        using var content = new MemoryStream();
        var piece = new byte[(int)Math.Min(step, Math.Max(1, size))];
        for (var left = size; left > 0; left -= piece.Length)
        {
            if (left < piece.Length) piece = new byte[left];
            if (await FillAsync(piece, stop) is { } cut) return ([], cut);
            content.Write(piece);
        }

        var padding = Tar.Padding(size);
        if (await FillAsync(padding, stop) is { } short_) return ([], short_);
        return padding.AsSpan().ContainsAnyExcept((byte)0) ? ([], SnapshotFault.NotCanonical) : (content.ToArray(), null);
    }

    private async Task<SnapshotFault?> EndAsync(CancellationToken stop)
    {
        if (await FillAsync(_block, stop) is { } cut) return cut;
        if (_block.AsSpan().ContainsAnyExcept((byte)0)) return SnapshotFault.NotCanonical;
        _leftOut.AddRange(_kept.Skip(_next));
        _next = _kept.Count;
        return await _source.ReadAsync(new byte[1], stop) == 0 ? null : SnapshotFault.TrailingOctets;
    }

    private async Task<SnapshotFault?> FillAsync(Memory<byte> room, CancellationToken stop) =>
        await _source.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, stop) == room.Length ? null : SnapshotFault.Truncated;
}
