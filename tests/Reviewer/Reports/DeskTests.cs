using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Tests.Triage;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>A reviewer's whole day over a mixed lot: a thousand submissions in the longer rounds.</summary>
public sealed class DeskTests : IDisposable
{
    private static readonly int Count = Rounds.Of(1) >= 10 ? 1_000 : 60;
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();

    public void Dispose() => _machine.Dispose();

    [NeedsFact("gpg")]
    [Trait("Runs", "long")] // a thousand then
    public void Every_submission_of_a_mixed_lot_is_accounted_for_with_the_word_that_is_right()
    {
        var mixed = MixedSubmissions.Make(Count, LettersByGpg(Count / 30));
        Assert.Equal(Count, mixed.Count);
        // Only a large lot comes to the hostile one that is of a newer format.
        Assert.Equal(Count == 1_000 ? 12 : 11, mixed.Select(one => one.Word).Distinct().Count());
        _gateway.Store([.. mixed.Select(one => one.Ciphertext)]);
        File.WriteAllText(Path.Combine(_machine.Home, "destroyed"), $"{MixedSubmissions.DestroyedSubkey}\n");

        Done("open", _machine.Stick(_gateway.Export()), "--passphrase-file", _machine.Path("passphrase"));

        var listing = JsonDocument.Parse(Done("list", "--json")).RootElement;
        var cases = listing.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("case").GetString() ?? "").ToList();
        Assert.Equal(mixed.Count(one => one.Word.StartsWith("failed", StringComparison.Ordinal) && !HasCase(one)), listing.GetProperty("failed").GetArrayLength());
        Harmless.Check(Done("list"));
        foreach (var name in cases.Where((_, at) => at % (cases.Count / 12) == 0)) Harmless.Check(Done("show", name));

        Done("report", "--to", _machine.Path("report.html"));
        foreach (var language in (string[])["ar", "en"])
        {
            var file = new FileInfo(_machine.Path($"report.{language}.html"));
            Assert.InRange(file.Length, 1, 5 << 20);
            Assert.Equal(cases.Order(), XDocument.Load(file.FullName).Descendants("article").Select(article => (article.Attribute("id")?.Value ?? "")[2..]).Order());
        }

        Directory.CreateDirectory(_machine.Path("out"));
        string[] packing = ["package", "--to", _machine.Path("out"), "--passphrase-file", _machine.Path("passphrase"), "--json"];
        var unwilling = _machine.Run([.. packing, "--all"]);
        Assert.Equal(1, unwilling.ExitCode);
        Assert.StartsWith("the source says no to a use in court", unwilling.Error, StringComparison.Ordinal);
        var willing = cases.Where(name => !SaysNoToCourt(name)).ToArray();
        Assert.InRange(willing.Length, cases.Count / 2, cases.Count - 1);
        var bag = JsonDocument.Parse(Done([.. packing, .. willing])).RootElement;
        Assert.Equal(willing.Order(), bag.GetProperty("cases").EnumerateArray().Select(one => one.GetString() ?? "").Order());
        Done("verify", bag.GetProperty("bag").GetString() ?? "");

        Done("acknowledge", "--to", _machine.Path("out"), "--passphrase-file", _machine.Path("passphrase"));
        Assert.True(SignedText.TryRead(File.ReadAllBytes(_machine.Path("out/acknowledgement-000001.asc")), out var signed, out _));
        var told = Encoding.UTF8.GetString(signed.Text.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(5);
        Assert.Equal(mixed.Select((one, at) => $"{at + 1} {one.Word}  {one.Sort}"), told.Select((line, at) => $"{line}  {mixed[at].Sort}"));
        Done("verify");
        string[] handedOut = ["opened", "reported", "packaging", "packaged", "acknowledged"];
        Assert.Equal(handedOut, File.ReadLines(Path.Combine(_machine.Home, "custody.txt")).Select(line => line.Split(' ').ElementAtOrDefault(3) ?? "").Distinct().Where(handedOut.Contains));
    }

    /// <summary>What was opened and then refused stands in the list as a case, and failed entries alone stand under those that failed.</summary>
    private static bool HasCase(MixedSubmission one) => one.Word is "failed archive-refused" or "failed hash-mismatch" or "failed format_newer";

    private bool SaysNoToCourt(string name) => Directory.GetFiles(Path.Combine(_machine.Home, "cases", name), "testimony.json", SearchOption.AllDirectories)
        .Any(path => Testimony.TryRead(File.ReadAllBytes(path), out var said, out _) && said.Consent?.Court is false);

    private string Done(params string[] words)
    {
        var answer = _machine.Run(words);
        Assert.True(answer.ExitCode == 0, answer.All);
        return answer.Output;
    }

    private static IReadOnlyList<byte[]> LettersByGpg(int count)
    {
        using var folder = new TempFolder();
        var names = MixedSubmissions.Letters(count).Select((letter, at) => folder.Write($"letter-{at + 1}.txt", letter)).ToList();
        folder.Run($"gpg --batch --quiet --no-options --disable-dirmngr --trust-model always --recipient-file '{Organisation.Keys}/reviewer-1.public.asc' --multifile -e {string.Join(' ', names)}");
        return [.. names.Select(name => folder.Read(name + ".gpg"))];
    }
}
