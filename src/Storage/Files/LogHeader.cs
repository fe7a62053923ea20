using System.Buffers.Binary;

namespace SecureDrop.Storage.Files;

/// <summary>
/// What stands before the log's pages: the generation of those that count. After a checkpoint the log is not cut but begun again in place,
/// with the next generation: a file that grows costs the file system's own journal a write at every flush, as much again as ours.
///
/// Two slots, each in a block of its own and written in turn: vault (8) | generation (8) | checksum (8), little-endian. A write that a crash
/// tore leaves the other slot, whose pages stand whole in the log and, since that checkpoint, in the data file too. Behind each the <see cref="Witness"/>, when there
/// is one: page (8) | generation (8) | checksum (8) over both and the slot's generation.
/// </summary>
internal static class LogHeader
{
    public const int Size = 8192;
    private const int SlotSize = 24, WitnessSize = 24;

    /// <summary>The caller flushes.</summary>
    public static void Write(VaultFile file, ulong vault, ulong generation, Witness? witness)
    {
        var slot = new byte[SlotSize + (witness is null ? 0 : WitnessSize)];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, vault);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(8), generation);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(16), Frame.Checksum(slot.AsSpan(0, 16), At(generation)));
        if (witness is { } last)
        {
            BinaryPrimitives.WriteInt64LittleEndian(slot.AsSpan(SlotSize), last.Page);
            BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(SlotSize + 8), last.Generation);
            BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(SlotSize + 16), WitnessChecksum(slot.AsSpan(SlotSize, 16), generation));
        }

        file.Write(At(generation), slot);
    }

    /// <summary>The later generation of the two slots.</summary>
    /// <exception cref="VaultUnavailableException">Another vault's log, or neither slot is whole.</exception>
    public static ulong Read(VaultFile file, ulong vault)
    {
        ulong? latest = null;
        foreach (var at in (long[])[At(0), At(1)])
        {
            var slot = new byte[SlotSize];
            if (file.Read(at, slot) != SlotSize) continue;
            var generation = BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(8));
            if (BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(16)) != Frame.Checksum(slot.AsSpan(0, 16), at) || At(generation) != at) continue;
            if (BinaryPrimitives.ReadUInt64LittleEndian(slot) != vault) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
            if (latest is null || generation > latest) latest = generation;
        }

        return latest ?? throw new VaultUnavailableException(VaultTrouble.Damaged);
    }

    /// <summary>What was noted of the data file when this generation began; null when nothing was.</summary>
    public static Witness? ReadWitness(VaultFile file, ulong generation)
    {
        var octets = new byte[WitnessSize];
        return file.Read(At(generation) + SlotSize, octets) == WitnessSize
            && BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(16)) == WitnessChecksum(octets.AsSpan(0, 16), generation)
            ? new Witness(BinaryPrimitives.ReadInt64LittleEndian(octets), BinaryPrimitives.ReadUInt64LittleEndian(octets.AsSpan(8))) : null;
    }

    /// <summary>Whether the slot of this generation lies in the file as it was written, past the system's memory.</summary>
    public static bool IsWhole(VaultFile file, ulong vault, ulong generation)
    {
        var slot = new byte[SlotSize];
        return file.ReadFromDisk(At(generation), slot) == SlotSize
            && BinaryPrimitives.ReadUInt64LittleEndian(slot) == vault
            && BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(8)) == generation
            && BinaryPrimitives.ReadUInt64LittleEndian(slot.AsSpan(16)) == Frame.Checksum(slot.AsSpan(0, 16), At(generation));
    }

    private static ulong WitnessChecksum(ReadOnlySpan<byte> octets, ulong generation) => Frame.Checksum(octets, ~(long)generation);

    private static long At(ulong generation) => (long)(generation % 2) * (Size / 2);
}
