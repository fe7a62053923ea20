namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>What one file holds; grows with zeros, as files do.</summary>
internal sealed class FileImage(byte[] octets, int length)
{
    private byte[] _octets = octets;
    private int _length = length;

    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, _length);

    public FileImage Copy() => new(Octets.ToArray(), _length);

    public void Apply(Step step)
    {
        if (step.Action == FileAction.Truncate) SetLength((int)step.Offset);
        else if (step.Action == FileAction.Write) Write((int)step.Offset, step.Octets);
    }

    /// <summary>Of a write, only the sectors that are chosen.</summary>
    public void ApplyTorn(Step step, int sector, Func<bool> arrives)
    {
        if (step.Action != FileAction.Write) return;
        for (var done = 0; done < step.Octets.Length;)
        {
            var length = Math.Min(step.Octets.Length - done, sector - (int)((step.Offset + done) % sector));
            if (arrives()) Write((int)step.Offset + done, step.Octets.AsSpan(done, length));
            done += length;
        }
    }

    private void Write(int offset, ReadOnlySpan<byte> octets)
    {
        if (_length < offset + octets.Length) SetLength(offset + octets.Length);
        octets.CopyTo(_octets.AsSpan(offset));
    }

    private void SetLength(int length)
    {
        if (length > _octets.Length) Array.Resize(ref _octets, Math.Max(length, 2 * _octets.Length));
        if (length > _length) _octets.AsSpan(_length, length - _length).Clear();
        _length = length;
    }
}
