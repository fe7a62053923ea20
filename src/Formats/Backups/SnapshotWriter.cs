using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Formats.Backups;

/// <summary>Writes a snapshot as <see cref="SnapshotReader"/> reads it: the head, then each ciphertext, then the end.</summary>
public sealed class SnapshotWriter(Stream target)
{
    public async Task HeadAsync(SnapshotHead head, CancellationToken stop)
    {
        await MemberAsync(SnapshotFiles.Snapshot, head.Snapshot.Write(), stop);
        await MemberAsync(SnapshotFiles.Ledger, head.Ledger.Write(), stop);
        await MemberAsync(SnapshotFiles.Keyring, head.Keyring, stop);
        if (head.Kit is { } kit) await MemberAsync(SnapshotFiles.Kit, kit, stop);
    }

    public Task ItemAsync(Sha256Hash hash, ReadOnlyMemory<byte> octets, CancellationToken stop) => MemberAsync(SnapshotFiles.ItemOf(hash), octets, stop);

    public async Task EndAsync(CancellationToken stop)
    {
        await target.WriteAsync(new byte[Tar.EndOctets], stop);
        await target.FlushAsync(stop);
    }

    private async Task MemberAsync(string name, ReadOnlyMemory<byte> octets, CancellationToken stop)
    {
        await target.WriteAsync(Tar.Header(name, octets.Length, Tar.File), stop);
        await target.WriteAsync(octets, stop);
        await target.WriteAsync(Tar.Padding(octets.Length), stop);
    }
}
