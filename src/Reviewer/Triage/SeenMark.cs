using System.Text;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Triage;

/// <summary>HOME/cases/CASE/seen: a hash over the parts that the case had when it was last shown, so that parts which come later make it stand out again.</summary>
internal static class SeenMark
{
    private const string FileName = "seen";

    public static SeenState Of(string folder, CaseRecord record) =>
        PrivateFile.Read(Path.Combine(folder, FileName), 2 * Sha256Hash.Size) is not { } mark
            ? File.Exists(Path.Combine(folder, FileName)) ? SeenState.Changed : SeenState.New
            : mark.AsSpan().SequenceEqual(MarkOf(record)) ? SeenState.Seen : SeenState.Changed;

    /// <summary>Written in one step: after a cut the case is seen or it is not, and showing it again does no harm.</summary>
    public static void Write(string folder, CaseRecord record)
    {
        if (Of(folder, record) != SeenState.Seen) PrivateFile.Replace(Path.Combine(folder, FileName), MarkOf(record));
    }

    private static byte[] MarkOf(CaseRecord record) => Encoding.ASCII.GetBytes(
        Sha256Hash.Of(Encoding.UTF8.GetBytes(string.Concat(record.Parts.Select(part => $"{part.Version} {part.Number} {part.Content}\n")))).ToString());
}
