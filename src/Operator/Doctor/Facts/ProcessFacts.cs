using System.Globalization;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The gateway as the kernel knows it, below /proc/PID.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Status">Lines such as "Uid:  1000  1000 …".</param>
/// <param name="Limits">Lines such as "Max core file size  0  0  bytes".</param>
/// <param name="Variables">Its environment as it was started, NAME=VALUE.</param>
/// <param name="Words">Its command line.</param>
/// <param name="Output">Where its standard output goes: a file's path, socket:[NUMBER] or pipe:[NUMBER].</param>
/// <param name="Log">The same of its standard error, where its log lines go.</param>
internal sealed record ProcessFacts(
    int Id, Seen<string> Status, Seen<string> Limits, Seen<string[]> Variables, Seen<string[]> Words, Seen<string> Output, Seen<string> Log)
{
    public static ProcessFacts Of(int id, Machine machine) => new(
        id, machine.Read($"/proc/{id}/status"), machine.Read($"/proc/{id}/limits"),
        Split(machine.Read($"/proc/{id}/environ")), Split(machine.Read($"/proc/{id}/cmdline")),
        machine.Link($"/proc/{id}/fd/1"), machine.Link($"/proc/{id}/fd/2"));

    /// <summary>The account that it runs as (the effective one); null when that cannot be seen.</summary>
    public uint? User =>
        Field("Uid:")?.Split('\t', ' ') is [_, var effective, ..] && uint.TryParse(effective, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;

    /// <summary>What follows a name in its status; null when it is not told.</summary>
    public string? Field(string name) =>
        Status.OrNull()?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();

    /// <summary>The file that it has the at-rest key from: as its command line names it, seen from its own folder.</summary>
    public string? AtRestKeyFile => Option("--at-rest-key") is { } file ? Path.Combine(Machine.Behind($"/proc/{Id}/cwd"), file) : null;

    /// <summary>Where systemd keeps its copies of what the unit hands over, for this process alone; null when it hands over nothing.</summary>
    public string? Credentials => Variable("CREDENTIALS_DIRECTORY");

    /// <summary>The journal's socket, as systemd names it to who writes there: DEVICE:NUMBER (systemd.exec(5)).</summary>
    public string? JournalStream => Variable("JOURNAL_STREAM");

    private string? Option(string name)
    {
        var words = Words.OrNull() ?? [];
        var at = Array.FindIndex(words, word => word == name || word.StartsWith(name + '=', StringComparison.Ordinal));
        return at < 0 ? null : words[at].Length > name.Length ? words[at][(name.Length + 1)..] : words.ElementAtOrDefault(at + 1);
    }

    private string? Variable(string name) =>
        Variables.OrNull()?.FirstOrDefault(one => one.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];

    private static Seen<string[]> Split(Seen<string> text) =>
        text.Is(out var words, out var why) ? words.Split('\0', StringSplitOptions.RemoveEmptyEntries) : Seen<string[]>.Not(why);
}
