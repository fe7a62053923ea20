using SecureDrop.Certificates;
using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Evidence;

/// <summary>SECURITY.md: an evidence bag made by somebody who is in the keyring and lies. Who may sign something else is no reviewer, and a reviewer vouches for no more than the ciphertexts hold.</summary>
public sealed class ForgedBagTests(EvidenceBag bag) : IClassFixture<EvidenceBag>, IDisposable
{
    private readonly TempFolder _desk = new();

    public void Dispose() => _desk.Dispose();

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_an_operator_who_signs_a_bag_twice_does_not_pass_for_a_reviewer()
    {
        var copy = bag.Copy(_desk);
        Sign(copy, Organisation.Operator, twice: true);

        var said = bag.Follow(_desk);

        Assert.Contains("step 1 GOOD", said, StringComparison.Ordinal);
        Assert.Contains("step 3 BAD", said, StringComparison.Ordinal);
        Assert.Contains("step 3: ", bag.Verify(copy).Error, StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_reviewer_who_adds_what_no_ciphertext_holds_is_named()
    {
        var copy = bag.Copy(_desk);
        string[] added = [$"data/cases/{bag.Names[0]}/files/.hidden", $"data/cases/{bag.Names[0]}/more/photo.jpg", $"data/cases/{bag.Names[0]}/account.txt", "data/cases/letter.txt", "data/ledgers/00000000000000000000000000000000.txt"];
        foreach (var path in added)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path)) ?? copy);
            File.WriteAllText(Path.Combine(copy, path), "never sent");
        }

        // A ledger of which no bundle tells, in good form.
        File.WriteAllText(Path.Combine(copy, added[^1]), Ledger(copy));
        Sign(copy, Organisation.Stranger.Value);

        var said = bag.Follow(_desk);
        var verified = bag.Verify(copy);

        foreach (var step in (int[])[1, 2, 3, 4, 7]) Assert.Contains($"step {step} GOOD", said, StringComparison.Ordinal);
        foreach (var step in (int[])[5, 6]) Assert.Contains($"step {step} BAD", said, StringComparison.Ordinal);
        foreach (var path in added[..^1]) Assert.Contains(path, said[said.IndexOf("step 6", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(1, verified.ExitCode);
        foreach (var path in added) Assert.Contains(path, verified.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("step 3: ", verified.Error, StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_reviewer_who_puts_parts_of_another_testimony_among_a_cases_own_is_named()
    {
        var copy = bag.Copy(_desk);
        var testimonies = bag.Names.Where(name => File.Exists(Path.Combine(copy, "data/cases", name, "testimony.json"))).ToList();
        var of = testimonies.MaxBy(name => Directory.GetFiles(Path.Combine(copy, "data/cases", name), "*", SearchOption.AllDirectories).Length) ?? "";
        var (whole, other) = (Path.Combine(copy, "data/cases", of), Path.Combine(copy, "data/cases", testimonies.First(name => name != of)));
        var keys = File.ReadAllLines(Path.Combine(whole, "session-keys.txt"));
        // Behind the end of the archive, where tar looks at nothing.
        var line = File.ReadAllLines(Path.Combine(other, "session-keys.txt"))[0].Split(' ');
        File.Copy(Path.Combine(other, line[1]), Path.Combine(whole, "ciphertext/99999.pgp"));
        File.WriteAllLines(Path.Combine(whole, "session-keys.txt"), [.. keys, $"{line[0]} ciphertext/99999.pgp"]);
        Sign(copy, Organisation.Stranger.Value);

        var said = bag.Follow(_desk);
        var verified = bag.Verify(copy);

        foreach (var step in (int[])[1, 2, 3, 4, 5, 7]) Assert.Contains($"step {step} GOOD", said, StringComparison.Ordinal);
        Assert.Contains($"data/cases/{of}: not the parts of one testimony", said[said.IndexOf("step 6 BAD", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("ciphertext/99999.pgp is no next part of this testimony", verified.Error, StringComparison.Ordinal);
        Assert.Equal(1, verified.ExitCode);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_reviewer_who_passes_an_attachment_off_as_the_account_or_joins_letters_or_leaves_a_hole_is_named()
    {
        var copy = bag.Copy(_desk);
        string Case(string name) => Path.Combine(copy, "data/cases", name);
        var testimonies = bag.Names.Where(name => File.Exists(Path.Combine(Case(name), "testimony.json"))).ToList();
        var whole = testimonies.MaxBy(name => Directory.GetFiles(Case(name), "*", SearchOption.AllDirectories).Length) ?? "";
        // One of the source's own attachments, word for word.
        File.Copy(Directory.GetFiles(Path.Combine(Case(whole), "files")).First(path => new FileInfo(path).Length == 3), Path.Combine(Case(whole), "message.txt"), overwrite: true);
        var keys = Path.Combine(Case(whole), "session-keys.txt");
        File.WriteAllLines(keys, File.ReadAllLines(keys).Where((_, at) => at != 1));
        // Behind one letter another that is empty, so that the plaintext stays what it was.
        var letters = bag.Names.Except(testimonies).ToList();
        Assert.Equal(2, letters.Count);
        var letter = letters.MaxBy(name => Directory.GetFiles(Path.Combine(Case(name), "files")).Sum(path => new FileInfo(path).Length)) ?? "";
        var empty = letters.Single(name => name != letter);
        File.Copy(Path.Combine(Case(empty), "ciphertext/00001.pgp"), Path.Combine(Case(letter), "ciphertext/00002.pgp"));
        File.AppendAllText(Path.Combine(Case(letter), "session-keys.txt"), File.ReadAllText(Path.Combine(Case(empty), "session-keys.txt")).Replace("00001", "00002", StringComparison.Ordinal));
        Sign(copy, Organisation.Stranger.Value);

        var said = bag.Follow(_desk);
        var verified = bag.Verify(copy);

        foreach (var step in (int[])[1, 2, 3, 4, 5, 7]) Assert.Contains($"step {step} GOOD", said, StringComparison.Ordinal);
        said = said[said.IndexOf("step 6 BAD", StringComparison.Ordinal)..];
        Assert.Contains($"data/cases/{whole}/message.txt: not what", said, StringComparison.Ordinal);
        Assert.Contains($"data/cases/{whole}: not the parts of one testimony", said, StringComparison.Ordinal);
        Assert.Contains($"data/cases/{letter}: not one letter", said, StringComparison.Ordinal);
        Assert.Contains($"data/cases/{whole}/message.txt: not what", verified.Error, StringComparison.Ordinal);
        Assert.Contains("is no next part of this testimony", verified.Error, StringComparison.Ordinal);
        Assert.Contains($"data/cases/{letter}/session-keys.txt: more than one message", verified.Error, StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_bag_whose_plaintext_cannot_be_checked_or_is_not_all_there_is_not_called_good_in_silence()
    {
        var copy = bag.Copy(_desk);
        var untouched = bag.Verify(copy).Error;
        Assert.DoesNotContain("no session keys", untouched, StringComparison.Ordinal);
        var gone = Directory.GetFiles(Path.Combine(copy, "data/cases"), "*", SearchOption.AllDirectories).First(path => path.Contains("/files/", StringComparison.Ordinal) && new FileInfo(path).Length == 3);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(gone)));
        Assert.DoesNotContain(hash, untouched, StringComparison.Ordinal);
        File.Delete(gone);
        foreach (var keys in Directory.GetFiles(copy, "session-keys.txt", SearchOption.AllDirectories)) File.Delete(keys);
        _desk.Run("sed -i 's/^Session-Keys: .*/Session-Keys: none/' bag/bag-info.txt");
        Sign(copy, Organisation.Stranger.Value);

        var verified = bag.Verify(copy);

        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Contains("warning: no session keys are in this bag", verified.Error, StringComparison.Ordinal);
        Assert.Contains($"a file with SHA-256 {hash}", verified.Error, StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_word_to_the_gateway_that_no_reviewer_has_signed_is_named()
    {
        var copy = bag.Copy(_desk);
        var word = Directory.GetFiles(Path.Combine(copy, "data/acknowledgements")).Single();
        Assert.True(SignedText.TryRead(File.ReadAllBytes(word), out var signed, out _));
        File.WriteAllBytes(word, Organisation.Operator.Sign(signed.Text.Span, Organisation.Now).Write());
        Sign(copy, Organisation.Stranger.Value);

        var said = bag.Follow(_desk);

        Assert.Contains("step 3 BAD", said, StringComparison.Ordinal);
        Assert.Contains($"data/acknowledgements/{Path.GetFileName(word)}: not signed by a reviewer", said, StringComparison.Ordinal);
        Assert.Contains($"step 3: data/acknowledgements/{Path.GetFileName(word)}", bag.Verify(copy).Error, StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Control_a_name_made_for_the_experts_terminal_does_not_reach_it()
    {
        var copy = bag.Copy(_desk);
        File.WriteAllText(Path.Combine(copy, "data/\u001b[2A\u001b[Jstep 1 GOOD"), "");
        File.WriteAllText(Path.Combine(copy, "data/x\nstep 1 GOOD"), "");
        var said = bag.Follow(_desk);
        Assert.Contains("step 1 BAD", said, StringComparison.Ordinal);
        Assert.DoesNotContain("\nstep 1 GOOD", said, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', said);
    }

    /// <summary>The bag's own ledger under another id, without the heads, which the file does not hold.</summary>
    private static string Ledger(string copy)
    {
        var lines = File.ReadAllLines(Directory.GetFiles(Path.Combine(copy, "data/ledgers")).Order(StringComparer.Ordinal).Last());
        return string.Concat(lines.Select((line, at) => (at == 1 ? $"id {new string('0', 32)}" : line) + "\n"));
    }

    /// <summary>Makes bag-info.txt, manifests and signatures anew.</summary>
    private static void Sign(string copy, SigningKey key, bool twice = false)
    {
        using var shell = new TempFolder();
        shell.Run($$"""
            cd {{copy}} && export LC_ALL=C
            sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $(find data -type f -printf '%s\n' | awk '{s+=$1} END {print s"."NR}')/; s/^Signed-By: .*/Signed-By: {{key.Primary}}/" bag-info.txt
            for n in 256 512; do find data -type f | sort | tr '\n' '\0' | xargs -0 sha${n}sum > manifest-sha$n.txt; done
            for n in 256 512; do sha${n}sum README.txt bag-info.txt bagit.txt manifest-sha256.txt manifest-sha512.txt > tagmanifest-sha$n.txt; done
            """);
        foreach (var manifest in (string[])["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"])
        {
            var signature = Path.Combine(copy, manifest + ".asc");
            File.WriteAllText(signature, key.SignDetached(File.ReadAllBytes(Path.Combine(copy, manifest)), Organisation.Now));
            if (twice) shell.Run($"gpg --dearmor < {signature} > one && cat one one | gpg --enarmor | sed 's/ARMORED FILE/SIGNATURE/' > {signature}");
        }
    }
}
