using System.Globalization;
using System.Runtime.InteropServices;
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

    /// <param name="entry">Our copy.</param>
    /// <param name="room">It is read and opened there.</param>
    /// <param name="failure">Why it did not open; then there is no slice of it.</param>
    public OpenedEntry? Open(CheckedEntry entry, Room room, out FailureReason? failure)
    {
        var slice = PathOf(entry.Entry);
        (failure, var fileName, var lone) = Take(opener.Open(room.Read(entry.Ciphertext)), slice);
        if (failure is not null) return null;
        return new OpenedEntry(entry.Entry, entry.Ciphertext, entry.Hash, slice, ContentHash.Of(fileName, slice, lone), new FileInfo(slice).Length, fileName);
    }

    /// <summary>Opens once more a part of a case that was incomplete; null when the secret key is gone by now, or the ciphertext is lost or damaged.</summary>
    public string? Again(string ciphertext, Room room)
    {
        var slice = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"again-{Interlocked.Increment(ref _again)}"));
        return Take(opener.Open(room.Read(ciphertext)), slice).Failure is null ? slice : null;
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
