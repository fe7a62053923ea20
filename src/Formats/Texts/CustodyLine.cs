using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>One act, written `HEAD 12 2026-11-26 viewed FINGERPRINT case 0c92-d1be`. The head in front covers all behind it and the head before.</summary>
/// <param name="Head">SHA-256 of the head before, a line end, the rest of this line, a line end.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Day">By the machine's own clock, which may have been set back: days need not grow, numbers do.</param>
/// <param name="Act">What was done.</param>
/// <param name="By">Primary keys of the certificates that the machine held; written with commas between, or `none`.</param>
/// <param name="What">To what: see <see cref="IsWhat"/>.</param>
public sealed record CustodyLine(Sha256Hash Head, int Number, DateOnly Day, CustodyAct Act, IReadOnlyList<Fingerprint> By, string What)
{
    public const int MaximumWhat = 1000;

    private const string Nobody = "none";

    private static readonly string[] Words =
    [
        "begun", "mended", "keyring", "secret-key", "new-ledger", "opened", "viewed", "noted", "reported", "packaging", "packaged", "acknowledged",
        "destroying", "backup", "restored",
    ];

    /// <summary>1 to 1000 printable ASCII characters, words with one blank between: names that strangers chose have no place here.</summary>
    public static bool IsWhat(ReadOnlySpan<char> what) =>
        what.Length is > 0 and <= MaximumWhat && !what.ContainsAnyExceptInRange(' ', '~') && what[0] != ' ' && what[^1] != ' ' && what.IndexOf("  ") < 0;

    /// <exception cref="ArgumentException">The words are not <see cref="IsWhat"/>.</exception>
    public static CustodyLine Next(Sha256Hash before, int number, DateOnly day, CustodyAct act, IReadOnlyList<Fingerprint> by, string what)
    {
        if (!IsWhat(what)) throw new ArgumentException("No words of a custody log.", nameof(what));
        var line = new CustodyLine(default, number, day, act, by, what);
        return line with { Head = line.HeadAfter(before) };
    }

    public Sha256Hash HeadAfter(Sha256Hash before) => Sha256Hash.Of(Encoding.ASCII.GetBytes($"{before}\n{Told}\n"));

    /// <summary>The line without its line end.</summary>
    public override string ToString() => $"{Head} {Told}";

    private string Told =>
        $"{Written.Of(Number)} {Written.Of(Day)} {Words[(int)Act]} {(By.Count == 0 ? Nobody : string.Join(',', By))} {What}";

    /// <summary>Reads what <see cref="ToString"/> writes, without line end; the head is not judged.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out CustodyLine? line, out TextFault fault)
    {
        line = null;
        fault = TextFault.LineMalformed;
        var words = text.ToString().Split(' ', 6);
        if (words.Length < 6 || !IsWhat(words[5])) return false;
        var act = Array.IndexOf(Words, words[3]);
        if (act < 0) return false;
        fault = TextFault.HashMalformed;
        if (!Sha256Hash.TryParse(words[0], out var head)) return false;
        fault = TextFault.NumberMalformed;
        if (!Written.TryNumber(words[1], out int number) || number == 0) return false;
        fault = TextFault.DayMalformed;
        if (!Written.TryDay(words[2], out var day)) return false;
        fault = TextFault.FingerprintMalformed;
        if (!TryReadBy(words[4], out var by)) return false;
        line = new CustodyLine(head, number, day, (CustodyAct)act, by, words[5]);
        return true;
    }

    private static bool TryReadBy(string text, out List<Fingerprint> by)
    {
        by = [];
        if (text == Nobody) return true;
        foreach (var word in text.Split(','))
        {
            if (!Fingerprint.TryParse(word, out var one)) return false;
            by.Add(one);
        }

        return true;
    }
}
