using System.Globalization;
using System.Runtime.InteropServices;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Opening;

/// <summary>Opens ciphertext files of this machine into slices in the work folder. Safe to call from several threads.</summary>
internal sealed class SliceOpening(MessageOpener opener, string folder)
{
    private readonly Unpacking _unpacking = new();
    private int _again;

    /// <param name="entries">Our copies, by entry; a few of them.</param>
    /// <param name="room">They are read and opened there.</param>
    /// <returns>In the same order: what opened, or why it did not; then there is no slice of it.</returns>
    public IReadOnlyList<(OpenedEntry? Opened, FailureReason? Failure)> Open(IReadOnlyList<CheckedEntry> entries, Room room)
    {
        var messages = room.Read([.. entries.Select(entry => entry.Ciphertext)]);
        var contents = opener.Open(messages).Zip(entries, (message, entry) => Take(message, PathOf(entry.Entry))).ToList();
        var hashes = RunningHash<Sha256Compression>.Of([.. contents.Where(content => content.Lone is not null).Select(content => content.Lone ?? default)]);
        var next = 0;
        return [.. entries.Zip(contents, (entry, content) =>
        {
            if (content.Failure is { } failure) return (null, failure);
            var (slice, lone) = (PathOf(entry.Entry), content.Lone);
            var hash = lone is null ? FileHash.Of(slice) : new Sha256Hash(hashes[next++]);
            return ((OpenedEntry?)new OpenedEntry(entry.Entry, entry.Ciphertext, entry.Hash, slice, hash, new FileInfo(slice).Length, content.FileName), (FailureReason?)null);
        })];
    }

    /// <summary>Opens once more a part of a case that was incomplete; null when the secret key is gone by now, or the ciphertext is lost or damaged.</summary>
    public string? Again(string ciphertext, Room room)
    {
        var slice = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"again-{Interlocked.Increment(ref _again)}"));
        return Take(opener.Open(room.Read([ciphertext]))[0], slice).Failure is null ? slice : null;
    }

    private string PathOf(int entry) => Path.Combine(folder, entry.ToString(CultureInfo.InvariantCulture));

    /// <summary>Writes the content of what opened to a slice.</summary>
    /// <returns>Lone: the content, when it lies in the memory as a whole.</returns>
    private (FailureReason? Failure, string FileName, ReadOnlyMemory<byte>? Lone) Take(OpenedMessage message, string slice)
    {
        if (message.Failure is not null) return (message.Failure, "", null);
        using var file = PrivateFile.Create(slice);
        if (LoneLiteral.TryRead(message.Inside, out var fileName, out var content))
        {
            file.Write(content.Span);
            return (null, fileName, content);
        }

        MemoryMarshal.TryGetArray<byte>(message.Inside, out var inside);
        using var packets = new MemoryStream(inside.Array ?? [], inside.Offset, inside.Count, writable: false);
        if (InnerMessage.Read(packets, _unpacking, file, out fileName) is not { } failure) return (null, fileName, null);
        file.SetLength(0);
        File.Delete(slice);
        return (failure, "", null);
    }
}
