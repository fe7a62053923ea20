using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Operations;
using SecureDrop.Storage.Writing;

namespace SecureDrop.Storage;

/// <summary>Looks for what the disk or the engine has lost, slice by slice, while sources go on sending. It changes nothing.</summary>
public sealed class VaultScan
{
    private const int PagesATurn = 64; // half a MiB: a few milliseconds in which the vault does nothing else
    private readonly Writer _writer;
    private readonly Wrap _wrap;

    internal VaultScan(Writer writer, Wrap wrap) => (_writer, _wrap) = (writer, wrap);

    /// <summary>
    /// Reads stored ciphertexts back and compares each with its SHA-256, in order of arrival, until about so many octets are read. Each is a piece of
    /// work of its own, so that what sources send comes in between, and is unwrapped and hashed on the caller's thread.
    /// </summary>
    /// <param name="from">0, then <see cref="Scanned.Next"/> of the slice before.</param>
    /// <param name="octets">After which the slice ends.</param>
    /// <param name="cancellation">Ends it between two items.</param>
    public async Task<Scanned> ItemsAsync(int from, long octets, CancellationToken cancellation = default)
    {
        var (items, read, damaged) = (0, 0L, new List<ScanFault>());
        for (int? next = from; next is { } place; cancellation.ThrowIfCancellationRequested())
        {
            if (read >= octets) return new Scanned(place, items, read, damaged);
            var step = await _writer.AskAsync(WorkKind.Read, contents => Scanning.Step(contents, place)).ConfigureAwait(false);
            next = step.Next;
            if (step.RecordsLost) damaged.Add(new ScanFault(0, null));
            if (step.Found is not { } found) continue;
            if (step.Blocks is null || Reading.Open(_wrap, found.Hash, step.Blocks) is null) damaged.Add(new ScanFault(found.Entry, found.Hash));
            items++;
            read += found.Octets;
        }

        return new Scanned(null, items, read, damaged);
    }

    /// <summary>
    /// Compares pages of the vault's files, as they lie on the disk, with their checksums: what the engine has in its memory may be gone there. Little by little, so
    /// that what sources send comes in between.
    /// </summary>
    /// <param name="file">The log first: while it is looked at, what stands in it may go over into the other.</param>
    /// <param name="from">0, then <see cref="PagesScanned.Next"/> of the slice before.</param>
    /// <param name="count">After which the slice ends.</param>
    /// <param name="cancellation">Ends it in between.</param>
    public async Task<PagesScanned> PagesAsync(PageFile file, int from, int count, CancellationToken cancellation = default)
    {
        var (pages, damaged, lost) = (0, new List<int>(), false);
        for (int? next = from; next is { } place; cancellation.ThrowIfCancellationRequested())
        {
            if (pages >= count) return new PagesScanned(place, pages, damaged, lost);
            var step = await _writer.AskAsync(WorkKind.Read, contents => contents.Store.ScanPages(file, place, PagesATurn)).ConfigureAwait(false);
            (next, pages, lost) = (step.Next, pages + step.Pages, lost || step.FileLost);
            damaged.AddRange(step.Damaged);
        }

        return new PagesScanned(null, pages, damaged, lost);
    }
}
