namespace SecureDrop.Storage.Files;

/// <summary>
/// Start-up of the log, before the engine sees it: it is cut behind the last commit that stands whole before the first page that fails.
/// Nothing behind that was ever acknowledged, because an answer waits for a flush over everything before it.
/// </summary>
internal static class LogRecovery
{
    /// <param name="file">The log.</param>
    /// <param name="vault">First octets of the vault's id.</param>
    /// <param name="isNew">Begins a log; otherwise one without a header has lost it, and perhaps more.</param>
    /// <param name="knownDurable">When the same process opens again after a failed write: no page beyond this is believed.</param>
    /// <param name="least">What a process that stopped had durable; null when none has left word.</param>
    /// <param name="data">The data file beside it, which is only read.</param>
    /// <param name="testOnlyUnchecked">Leaves the checksum out.</param>
    /// <exception cref="VaultUnavailableException">Another vault's log, or of another day than the data file; or damage below what was durable.</exception>
    public static RecoveredLog Run(VaultFile file, ulong vault, bool isNew, long? knownDurable, DamageMark? least, VaultFile data, bool testOnlyUnchecked)
    {
        if (isNew) return Begin(file, vault);
        var generation = LogHeader.Read(file, vault);
        var witness = LogHeader.ReadWitness(file, generation);
        var frames = (file.Length - LogHeader.Size) / Frame.Size;
        var frame = new byte[Frame.Size];
        long whole = 0, commits = 0;
        byte[]? header = null, commitHeader = null;
        for (; whole < Math.Min(frames, knownDurable ?? frames); whole++)
        {
            if (!TryRead(file, frame, whole, vault, testOnlyUnchecked, out var trailer)) break;
            if (trailer.Generation != generation) break;
            if (Frame.PageNumber(frame) == 0) header = frame[..Frame.PageSize];
            if (!Frame.IsConfirmed(frame)) continue;
            commits = whole + 1;
            commitHeader = header;
        }

        if (!testOnlyUnchecked) RefuseDamage(file, frame, vault, generation, whole, frames);
        if (least?.IsKept(generation, whole) is false) throw new VaultUnavailableException(VaultTrouble.Damaged);
        if (!testOnlyUnchecked) RefuseOtherDay(data, frame, generation, witness);
        if (file.Length != Frame.InLog(commits)) file.Truncate(Frame.InLog(commits));
        LogHeader.Write(file, vault, generation, witness);
        WriteAgain(file, frame, commits);
        file.Flush();
        return new RecoveredLog(commits, generation, commitHeader);
    }

    private static RecoveredLog Begin(VaultFile file, ulong vault)
    {
        const ulong first = 1;
        LogHeader.Write(file, vault, first, witness: null);
        file.Flush();
        return new RecoveredLog(0, first, null);
    }

    private static bool TryRead(VaultFile file, byte[] frame, long index, ulong vault, bool testOnlyUnchecked, out Trailer trailer)
    {
        trailer = default;
        if (file.Read(Frame.InLog(index), frame) != Frame.Size) return false;
        if (!Frame.TryRead(frame, index, testOnlyUnchecked, out trailer)) return false;
        if (trailer.Vault != vault && !testOnlyUnchecked) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
        return true;
    }

    /// <summary>
    /// What cannot be told: a bit flipped in the last stretch that was flushed, when nothing was written after it, looks like a torn write.
    /// A crash may lose or tear pages that no flush covered. A page that one did cover, by the mark of a later page, was damaged afterwards. And pages
    /// of a later generation than the header's are proof that the header was.
    /// </summary>
    private static void RefuseDamage(VaultFile file, byte[] frame, ulong vault, ulong generation, long firstBad, long frames)
    {
        for (var index = firstBad; index < frames; index++)
        {
            if (!TryRead(file, frame, index, vault, false, out var trailer)) continue;
            if (trailer.Generation > generation || (trailer.Generation == generation && trailer.Mark > (ulong)firstBad))
                throw new VaultUnavailableException(VaultTrouble.Damaged);
        }
    }

    /// <summary>
    /// Each checkpoint leaves its log's generation behind the pages that it brings into the data file. None there is later than this log's; and the page that
    /// the last checkpoint ended with is still its own, or already this log's, whose checkpoint a crash cut short. A page that the crash tore tells nothing.
    /// Otherwise what was acknowledged between the two days would be gone without a word.
    /// </summary>
    private static void RefuseOtherDay(VaultFile data, byte[] frame, ulong generation, Witness? witness)
    {
        if (GenerationOf(data, frame, 0) > generation) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
        if (witness is not { } last) return;
        if (data.Length < (last.Page + 1) * Frame.Size) throw new VaultUnavailableException(VaultTrouble.Damaged);
        if (GenerationOf(data, frame, last.Page) is { } found && found != last.Generation && found != generation) throw new VaultUnavailableException(VaultTrouble.VaultIdentity);
    }

    private static ulong? GenerationOf(VaultFile data, byte[] frame, long page) =>
        data.Read(page * Frame.Size, frame) == Frame.Size && Frame.TryRead(frame, page, false, out var trailer) ? trailer.Generation : null;

    /// <summary>
    /// After a failed flush the system may show octets that are not on the disk, marked clean, so that a second flush does nothing
    /// and succeeds. Writing the same octets again makes them dirty again; being the same, they cannot tear. The header too: pages of a generation
    /// that the disk's header does not have are refused at the next start.
    /// </summary>
    private static void WriteAgain(VaultFile file, byte[] frame, long frames)
    {
        for (long index = 0; index < frames; index++)
        {
            if (file.Read(Frame.InLog(index), frame) != Frame.Size) throw new VaultUnavailableException(VaultTrouble.StorageFailed);
            file.Write(Frame.InLog(index), frame);
        }
    }
}
