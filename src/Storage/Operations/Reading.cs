using System.Security.Cryptography;
using LiteDB;
using SecureDrop.Formats;
using SecureDrop.Storage.AtRest;
using SecureDrop.Storage.Engine;
using SecureDrop.Storage.Files;
using SecureDrop.Storage.Records;

namespace SecureDrop.Storage.Operations;

/// <summary>Fetches wrapped octets on the writer thread; they are opened on the caller's.</summary>
internal static class Reading
{
    /// <summary>The hash and the wrapped blocks of an entry, or why there are none.</summary>
    public static (Sha256Hash Hash, List<byte[]> Blocks, VaultRefusal? Refusal) Blocks(Contents contents, int entry)
    {
        if (entry < 1 || entry > contents.State.LastEntry) return (default, [], VaultRefusal.EntryUnknown);
        try
        {
            if (contents.Register.AtEntry(entry) is not { IsPurged: false } submission) return (default, [], VaultRefusal.EntryPurged);
            return Blocks(contents, submission) is { } blocks ? (submission.Hash, blocks, null) : (default, [], VaultRefusal.EntryDamaged);
        }
        catch (Exception error) when (error is PageDamagedException or LiteException)
        {
            return (default, [], VaultRefusal.EntryDamaged); // this one is named; the others can still be read
        }
    }

    /// <summary>The wrapped blocks of a submission; null when one of them is missing or cannot be read.</summary>
    public static List<byte[]>? Blocks(Contents contents, Submission submission)
    {
        try
        {
            var blocks = submission.Blocks.Select(id => contents.Store.Find(Collections.Blocks, id)?[Collections.Wrapped].AsBinary).OfType<byte[]>().ToList();
            return blocks.Count == submission.BlockCount ? blocks : null;
        }
        catch (Exception error) when (error is PageDamagedException or LiteException)
        {
            return null;
        }
    }

    /// <summary>The ciphertext of wrapped blocks; null when it is not the one with this hash.</summary>
    public static byte[]? Open(Wrap wrap, Sha256Hash hash, IReadOnlyList<byte[]> blocks)
    {
        try
        {
            byte[][] opened = [.. blocks.Select(wrap.Block.Unprotect)];
            var octets = opened.Length == 1 ? opened[0] : Joined(opened);
            return Sha256Hash.Of(octets) == hash ? octets : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Joined(byte[][] blocks)
    {
        var octets = new byte[blocks.Sum(block => block.Length)];
        var at = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(octets, at);
            at += block.Length;
        }

        return octets;
    }
}
