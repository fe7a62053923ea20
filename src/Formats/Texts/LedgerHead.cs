using System.Text;

namespace SecureDrop.Formats.Texts;

/// <summary>
/// The ledger up to and with one line. `printf '%s\n%s\n' "$head" "$line" | sha256sum` gives the next head.
/// </summary>
/// <param name="Number">Number of the last line; 0 before the first.</param>
/// <param name="Head">SHA-256 over the head before and that line.</param>
public sealed record LedgerHead(int Number, Sha256Hash Head)
{
    /// <summary>The head before the first line: SHA-256 of the title and the id.</summary>
    public static LedgerHead Start(LedgerId id) => new(0, Sha256Hash.Of(Encoding.ASCII.GetBytes($"{LedgerText.Title}\n{id}\n")));

    /// <summary>The head after one more line.</summary>
    /// <exception cref="ArgumentException">The line does not have the next number.</exception>
    public LedgerHead After(LedgerLine line)
    {
        if (line.Number != Number + 1) throw new ArgumentException($"Line {line.Number} does not follow line {Number}.", nameof(line));
        return new(line.Number, Sha256Hash.Of(Encoding.UTF8.GetBytes($"{Head}\n{line}\n")));
    }

    /// <summary>Reads `NUMBER HASH` as our texts write it.</summary>
    internal static LedgerHead? Parse(ReadOnlySpan<char> text)
    {
        var blank = Math.Max(0, text.IndexOf(' '));
        return Written.TryNumber(text[..blank], out int number) && Sha256Hash.TryParse(text[(blank + 1)..], out var head)
            ? new LedgerHead(number, head)
            : null;
    }
}
