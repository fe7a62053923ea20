using System.Text;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Hashing;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Reports;

/// <summary>A report's file: only its owner reads it, it never takes another's place, and it has its name only when it is whole and synced.</summary>
internal static class ReportFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="path">Where nothing is yet.</param>
    /// <param name="write">Writes the page.</param>
    /// <param name="beforeItIsThere">Told the hash, and how many octets, before the file gets its name.</param>
    /// <exception cref="OperationCanceledException">It was stopped; nothing is left of it.</exception>
    /// <exception cref="IOException">It could not be written, or something has that name; nothing is left of it.</exception>
    public static void Write(string path, Action<TextWriter> write, Action<Sha256Hash, long> beforeItIsThere)
    {
        var fresh = HomeFolder.Unused(path + ".new");
        // Ended at once, it would leave plaintext under that name.
        using var stop = new Interruption();
        try
        {
            using (var file = PrivateFile.Open(fresh, FileMode.CreateNew))
            {
                using (var text = new StreamWriter(file, Utf8, bufferSize: 1 << 16, leaveOpen: true)) write(text);
                file.Flush(flushToDisk: true);
            }

            stop.Token.ThrowIfCancellationRequested();
            beforeItIsThere(FileHash.Of(fresh), new FileInfo(fresh).Length);
            File.Move(fresh, path, overwrite: false);
        }
        finally
        {
            File.Delete(fresh);
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Durable.Folder(folder);
    }
}
