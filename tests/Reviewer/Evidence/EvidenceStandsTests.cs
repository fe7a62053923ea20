using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Evidence;

/// <summary>SECURITY.md: a court's expert checks an evidence bag with gpg, tar and sha256sum by its own README.txt, and whatever was altered is named.</summary>
public sealed class EvidenceStandsTests(EvidenceBag bag) : IClassFixture<EvidenceBag>, IDisposable
{
    private readonly TempFolder _desk = new();

    public void Dispose() => _desk.Dispose();

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void An_expert_who_pastes_the_commands_of_README_finds_each_step_good()
    {
        var copy = bag.Copy(_desk);
        var said = bag.Follow(_desk);
        foreach (var step in Enumerable.Range(1, 7)) Assert.Contains($"step {step} GOOD", said, StringComparison.Ordinal);
        Assert.Contains($"signed by {Organisation.Certificate("reviewer-1").Primary}", said, StringComparison.Ordinal);
        Assert.DoesNotContain("BAD", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_desk.Path, "owned*", SearchOption.AllDirectories));
        var verified = bag.Verify(copy);
        Assert.True(verified.ExitCode == 0, verified.All);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_one_octet_altered_in_any_file_is_named_by_the_first_step()
    {
        var copy = bag.Copy(_desk);
        string[] paths = [.. Spoilable(copy)];
        Assert.Contains(paths, path => path.EndsWith("/message.txt", StringComparison.Ordinal));
        foreach (var path in paths) Flip(copy, path);
        File.WriteAllText(Path.Combine(copy, "data", "cases", "added.txt"), "x");
        File.WriteAllText(Path.Combine(copy, "READ-ME-FIRST.txt"), "x");
        File.Delete(Path.Combine(copy, "bagit.txt"));

        var said = bag.Follow(_desk);
        var first = said[..said.IndexOf("step 2", StringComparison.Ordinal)];
        var verified = bag.Verify(copy);

        Assert.Contains("step 1 BAD", first, StringComparison.Ordinal);
        Assert.Equal(1, verified.ExitCode);
        foreach (var path in paths.Append("data/cases/added.txt").Append("READ-ME-FIRST.txt").Append("bagit.txt"))
        {
            Assert.Contains(path, first, StringComparison.Ordinal);
            Assert.Contains(path, verified.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Who alters a bag can make its manifests anew; the signatures and chains cannot be made anew.</summary>
    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_what_is_altered_under_new_manifests_is_named_by_the_step_that_is_about_it()
    {
        var copy = bag.Copy(_desk);
        AlterAll(copy, Alterations.Keys.Except(["keyring"]));

        var said = bag.Follow(_desk);

        Assert.Contains("step 1 GOOD", said, StringComparison.Ordinal);
        Assert.Contains("step 2 GOOD", said, StringComparison.Ordinal);
        foreach (var step in (int[])[3, 4, 5, 6, 7]) Assert.Contains($"step {step} BAD", said, StringComparison.Ordinal);
        var verified = bag.Verify(copy);
        Assert.Equal(1, verified.ExitCode);
        foreach (var step in (int[])[3, 4, 5, 6, 7]) Assert.Contains($"step {step}: ", verified.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("step 1: ", verified.Error, StringComparison.Ordinal);
    }

    /// <summary>Each alone, so that none hides behind another.</summary>
    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_each_alteration_alone_is_named_by_its_steps()
    {
        foreach (var (what, (_, _, steps)) in Alterations.Take(Rounds.Of(1) >= 10 ? Alterations.Count : 0).Append(Alterations.Last()))
        {
            using var desk = new TempFolder();
            var copy = bag.Copy(desk);
            AlterAll(copy, [what]);
            var said = bag.Follow(desk);
            var verified = bag.Verify(copy);
            foreach (var step in Enumerable.Range(1, 7))
            {
                Assert.True(said.Contains($"step {step} {(steps.Contains(step) ? "BAD" : "GOOD")}", StringComparison.Ordinal), $"{what}: {said}");
                if (what != "keyring") Assert.True(verified.Error.Contains($"step {step}: ", StringComparison.Ordinal) == steps.Contains(step), $"{what}: {verified.Error}");
            }
            Assert.Equal(1, verified.ExitCode);
        }
    }

    /// <summary>The control is the bag as it is: only the file that never came whole is named.</summary>
    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void An_attachment_left_out_under_new_manifests_is_named()
    {
        var copy = bag.Copy(_desk);
        Assert.Single(LeftOut());
        var photograph = Found(copy, "data/cases/*/files/*.jpg");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(photograph)));
        File.Delete(photograph);
        AlterAll(copy, []);

        Assert.Contains(LeftOut(), line => line.EndsWith(hash, StringComparison.Ordinal));
        Assert.Equal(2, LeftOut().Count());

        IEnumerable<string> LeftOut() => bag.Follow(_desk).Split('\n').Where(line => line.StartsWith("LEFT OUT of data/cases/", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_octet_of_any_file_altered_is_noticed_by_verify()
    {
        if (Rounds.Of(1) < 10) return;
        var copy = bag.Copy(_desk);
        foreach (var path in Directory.GetFiles(copy, "*", SearchOption.AllDirectories))
        {
            var octets = File.ReadAllBytes(path);
            foreach (var at in Enumerable.Range(0, Math.Min(octets.Length, 6)).Select(step => (int)((long)octets.Length * step / 6)).Distinct())
            {
                byte[] altered = [.. octets];
                altered[at] ^= 1;
                File.WriteAllBytes(path, altered);
                var verified = bag.Verify(copy);
                Assert.True(verified.ExitCode == 1 && verified.Error.Contains(Path.GetFileName(path), StringComparison.Ordinal), $"{path} at {at}: {verified.All}");
            }
            File.WriteAllBytes(path, octets);
        }
        Assert.Equal(0, bag.Verify(copy).ExitCode);
    }

    /// <summary>Path, how, and the steps that must say so when the manifests were made anew.</summary>
    private static readonly Dictionary<string, (string Path, Func<byte[], byte[]> How, int[] Steps)> Alterations = new()
    {
        ["payload"] = ("data/cases/*/message.txt", Last, [3, 6]),
        ["attachment"] = ("data/cases/*/files/*.jpg", Last, [3, 6]),
        ["ciphertext"] = ("data/cases/*/ciphertext/00002.pgp", Last, [3, 4, 5, 6]),
        ["session key"] = ("data/cases/*/session-keys.txt", octets => Altered(octets, 4), [3, 6]),
        ["ledger day"] = ("data/ledgers/*.txt", octets => Text(octets, " stored 2026-11-24", " stored 2026-11-23"), [3, 5]),
        ["custody line"] = ("data/custody/custody.txt", octets => Text(octets, " opened ", " viewed "), [3, 7]),
        ["bundle's manifest"] = ("data/bundles/000002*/manifest-sha256.txt", Last, [3, 4]),
        ["bundle's head"] = ("data/bundles/000002*/bag-info.txt", octets => Text(octets, "Bundle-Number: 2", "Bundle-Number: 3"), [3, 4]),
        ["keyring"] = ("data/keyring.asc", octets => Text(octets, "expires 2099", "expires 2098"), [2, 3]),
    };

    private static void AlterAll(string copy, IEnumerable<string> which)
    {
        foreach (var (pattern, how, _) in which.Select(what => Alterations[what]))
        {
            var path = Found(copy, pattern);
            File.WriteAllBytes(path, how(File.ReadAllBytes(path)));
        }

        using var shell = new TempFolder();
        shell.Run($$"""
            cd {{copy}} && export LC_ALL=C && for n in 256 512; do
              find data -type f | sort | tr '\n' '\0' | xargs -0 sha${n}sum > manifest-sha$n.txt
            done; for n in 256 512; do sha${n}sum README.txt bag-info.txt bagit.txt manifest-sha256.txt manifest-sha512.txt > tagmanifest-sha$n.txt; done
            """);
    }

    /// <summary>The first of the files that the pattern means.</summary>
    private static string Found(string copy, string pattern)
    {
        var expression = $"^{System.Text.RegularExpressions.Regex.Escape(pattern).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$";
        return Directory.GetFiles(copy, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .First(path => System.Text.RegularExpressions.Regex.IsMatch(Path.GetRelativePath(copy, path), expression));
    }

    /// <summary>All that a manifest lists.</summary>
    private static IEnumerable<string> Spoilable(string copy) => File.ReadAllLines(Path.Combine(copy, "manifest-sha256.txt"))
        .Concat(File.ReadAllLines(Path.Combine(copy, "tagmanifest-sha256.txt"))).Select(line => line[66..])
        .Where(path => !path.StartsWith("manifest", StringComparison.Ordinal) && path != "bagit.txt" && path != "README.txt" && new FileInfo(Path.Combine(copy, path)).Length > 0);

    private static void Flip(string copy, string path) => File.WriteAllBytes(Path.Combine(copy, path), Last(File.ReadAllBytes(Path.Combine(copy, path))));

    private static byte[] Last(byte[] octets) => Altered(octets, Math.Max(0, octets.Length - 2));

    private static byte[] Altered(byte[] octets, int at) => [.. octets[..at], (byte)(octets[at] ^ 1), .. octets[(at + 1)..]];

    private static byte[] Text(byte[] octets, string old, string fresh)
    {
        var text = System.Text.Encoding.UTF8.GetString(octets);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetBytes(text.Replace(old, fresh, StringComparison.Ordinal));
    }
}
