using System.Globalization;
using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Custody;

/// <summary>
/// HOME/custody.txt: a line for each act, only ever appended to, durable when the call returns. HOME/custody.head names the last line, so that one taken off the
/// end is missed too. A log that is not as it was written is never gone on with: it is put aside whole, and a new one begins with a line that says so.
/// </summary>
internal static class CustodyLog
{
    /// <summary>Two commands at once take turns.</summary>
    private const int Tries = 100;

    /// <summary>Of a new log, before custody.head is written: that it begins, perhaps that it was mended, and the first act.</summary>
    private const int FirstLines = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Writes one line. Call it before what it tells of is shown or handed out: no act without its line.</summary>
    /// <param name="home">Held, or for reading only: the log has a lock of its own.</param>
    /// <param name="day">Today.</param>
    /// <param name="act">What is done.</param>
    /// <param name="what">To what, as <see cref="CustodyLine.IsWhat"/> allows: hashes and our own names, nothing that a stranger chose.</param>
    /// <param name="error">Is told when the log was found damaged.</param>
    /// <exception cref="IOException">It cannot be written or made durable: then the act must not be done.</exception>
    public static void Write(HomeFolder home, DateOnly day, CustodyAct act, string what, TextWriter error)
    {
        using var file = Hold(home);
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        var by = Reviewers(home);
        var before = Judge(home, octets, out var length, out var fault);
        // Whole lines are kept as they are; what is behind the last of them was never said to be written.
        file.SetLength(length);
        var after = fault is null
            ? length == octets.Length ? before : before.With(day, CustodyAct.Mended, by, $"dropped {octets.Length - length} octets of a line cut short sha256 {Sha256Hash.Of(octets.AsSpan(length))}")
            : before.With(day, CustodyAct.Begun, by, PutAside(home, octets, fault, error));
        if (after.Lines.Count == 0) after = after.With(day, CustodyAct.Begun, by, HasOpened(home) ? "no log was found in a home that has opened bundles" : "a new home");
        Append(home, file, after.With(day, act, by, what));
    }

    /// <summary>Whole and as it was written; null, and why not in words, otherwise. A home without one has an empty log.</summary>
    public static CustodyText? Read(HomeFolder home, out string? fault)
    {
        var octets = File.Exists(home.Custody) ? File.ReadAllBytes(home.Custody) : [];
        var text = Judge(home, octets, out var length, out fault);
        if (fault is null && length != octets.Length) fault = "its last line was cut short";
        return fault is null ? text : null;
    }

    /// <param name="home">Its custody.head is asked.</param>
    /// <param name="octets">The log; only what is behind its last line end may be lacking.</param>
    /// <param name="length">Octets of its whole lines; 0 with a fault.</param>
    /// <param name="fault">Why it is not gone on with.</param>
    private static CustodyText Judge(HomeFolder home, byte[] octets, out int length, out string? fault)
    {
        // Never put aside as damaged.
        if (CustodyText.Version.Newer(octets) is { } newer) throw new NewerFormatException(home.Custody, newer);
        length = octets.AsSpan().LastIndexOf((byte)'\n') + 1;
        fault = octets.Length > 0 && length == 0 ? "it has no line" : null;
        var text = new CustodyText([]);
        if (length > 0)
        {
            if (CustodyText.TryRead(octets.AsSpan(0, length), out var read, out var refusal)) text = read;
            else fault = $"{refusal}";
        }
        if (fault is null && Missing(home, text) is { } missing) fault = missing;
        if (fault is null) return text;
        length = 0;
        return new CustodyText([]);
    }

    /// <summary>The line that custody.head names must be there as it names it. It may be one behind: the power went between the two.</summary>
    private static string? Missing(HomeFolder home, CustodyText text)
    {
        if (!File.Exists(home.CustodyHead)) return text.Lines.Count <= FirstLines ? null : "custody.head, which names its last line, is missing";
        var named = File.ReadAllText(home.CustodyHead).TrimEnd('\n').Split(' ');
        if (named.Length != 2 || !int.TryParse(named[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return "custody.head is damaged";
        return number <= text.Lines.Count && $"{text.Lines[number - 1].Head}" == named[1] ? null : $"line {number}, which custody.head names, is missing or another";
    }

    private static string PutAside(HomeFolder home, byte[] octets, string fault, TextWriter error)
    {
        var aside = HomeFolder.Unused(home.CustodyDamaged);
        PrivateFile.Replace(aside, octets);
        error.WriteLine($"""
            warning: the custody log is not as this program wrote it: {fault}
            hint: it is kept as {aside}, and a new one begins with a line that says so; compare it with a backup or an evidence bag made before
            """);
        return $"after a damaged log sha256 {Sha256Hash.Of(octets)} {fault}";
    }

    private static void Append(HomeFolder home, FileStream file, CustodyText after)
    {
        var isNew = file.Length == 0;
        var fresh = after.Write().AsSpan(isNew ? 0 : (int)file.Length);
        file.Position = file.Length;
        file.Write(fresh);
        file.Flush(flushToDisk: true);
        if (isNew) Durable.Folder(home.Root);
        PrivateFile.Replace(home.CustodyHead, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{after.Lines.Count} {after.Head}\n")));
    }

    private static FileStream Hold(HomeFolder home)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return PrivateFile.Open(home.Custody, FileMode.OpenOrCreate);
            }
            catch (IOException trouble) when (left > 0 && HomeFolder.IsHeldElsewhere(trouble))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>By the names of the secret keys held here, which are fingerprints: no passphrase is needed to say who.</summary>
    private static List<Fingerprint> Reviewers(HomeFolder home) =>
        !Directory.Exists(home.SecretKeys) ? []
        : [.. Directory.GetFiles(home.SecretKeys, "*.asc").Order(StringComparer.Ordinal)
            .Select(path => Fingerprint.TryParse(Path.GetFileNameWithoutExtension(path), out var primary) ? primary : default(Fingerprint?)).OfType<Fingerprint>()];

    private static bool HasOpened(HomeFolder home) => File.Exists(home.Ledger) || File.Exists(home.State) || Directory.Exists(home.Cases);
}
