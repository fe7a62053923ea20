using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Hashing;

/// <summary>SHA-256 of a file.</summary>
internal static class FileHash
{
    public static Sha256Hash Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var hash = new RunningHash<Sha256Compression>();
        var room = new byte[1 << 18];
        for (int got; (got = file.Read(room)) > 0;) hash.Append(room.AsSpan(0, got));
        return new Sha256Hash(hash.Finish());
    }
}
