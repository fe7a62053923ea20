using System.Text;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Cases;

/// <summary>
/// A case's name: eight hexadecimal digits of a hash over what it is about, `1a2b-3c4d`, so two machines give it the same. Whoever makes two
/// testimonies with one name gets a longer name for the second.
/// </summary>
internal static class CaseName
{
    /// <param name="home">Where the names taken lie.</param>
    /// <param name="subject">A testimony id, or the hash of a file sealed by other means.</param>
    /// <param name="given">Names that this run has given already, and to what.</param>
    /// <param name="found">The case when it is already there.</param>
    public static string Of(HomeFolder home, string subject, IReadOnlyDictionary<string, string> given, out CaseRecord? found)
    {
        var digits = Sha256Hash.Of(Encoding.ASCII.GetBytes($"SecureDrop.Net case\n{subject}\n")).ToString();
        for (var groups = 2; ; groups++)
        {
            var name = string.Join('-', Enumerable.Range(0, groups).Select(at => digits.Substring(at * 4, 4)));
            if (given.ContainsKey(name)) continue;
            found = ReadOrPutAside(home, name);
            if (found is null || Subject(found) == subject) return name;
        }
    }

    /// <summary>Null when no such case is here, or not yet whole.</summary>
    /// <exception cref="JsonException">Its record is not as this program writes it.</exception>
    public static CaseRecord? Read(HomeFolder home, string name)
    {
        var path = Path.Combine(home.Cases, name, "case.json");
        if (!IsName(name) || !File.Exists(path)) return null;
        using var file = File.OpenRead(path);
        var record = JsonSerializer.Deserialize(file, HomeJson.Default.CaseRecord);
        return record is { IsSound: true } ? record : throw new JsonException($"{path} is damaged.");
    }

    /// <summary>A record that is damaged names nothing any more. All of its case is put aside, so that nothing is lost, and made anew from what comes again.</summary>
    private static CaseRecord? ReadOrPutAside(HomeFolder home, string name)
    {
        try
        {
            return Read(home, name);
        }
        catch (JsonException)
        {
            var folder = Path.Combine(home.Cases, name);
            Directory.Move(folder, HomeFolder.Unused(folder + ".damaged"));
            return null;
        }
    }

    private static bool IsName(string name) => name.Length is >= 9 and <= 79 && !name.AsSpan().ContainsAnyExcept("0123456789abcdef-");

    private static string Subject(CaseRecord record) => record.Testimony ?? record.Parts[0].Content;
}
