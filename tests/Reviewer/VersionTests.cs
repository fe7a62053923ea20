using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SecureDrop.Formats;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>
/// Every home, bundle, evidence bag and backup that a version of the program has left behind opens today; one of a version to come is refused by one name and left as
/// it is, and a testimony of one waits for the newer program.
/// </summary>
public sealed class VersionTests
{
    [Theory, MemberData(nameof(VersionFixture.All), MemberType = typeof(VersionFixture))]
    public void A_kept_home_opens_and_goes_on(string version)
    {
        using var kept = new VersionFixture(version);
        string Good(params string[] arguments)
        {
            var (code, said) = Run(kept, "reviewer", arguments);
            Assert.True(code == 0, $"{string.Join(' ', arguments)}: {said}");
            return said;
        }

        string[] passphrase = ["--passphrase-file", VersionFixture.Key("passphrase.txt")];
        string[] backedUp = ["home.txt", "keyring.asc", "keyring.pin", "ledger.txt"];
        var before = backedUp.Select(name => File.ReadAllBytes(kept[$"reviewer/{name}"])).ToArray();
        var head = JsonDocument.Parse(Good("compare-head", "--json")).RootElement;
        Assert.Equal((kept.Said("ledger"), kept.Said("reviewerLine"), kept.Said("reviewerHead")), ($"{head.GetProperty("ledger")}", $"{head.GetProperty("line")}", $"{head.GetProperty("head")}"));
        Assert.Equal(["ما قالته الصفحة", "They followed me from the bridge."], Accounts(kept));
        Assert.Contains("a reviewer's own words", Good(["show", kept.Said("noted"), "--note", .. passphrase]), StringComparison.Ordinal);
        Assert.Contains("as this program wrote it", Good("verify"), StringComparison.Ordinal);
        Assert.Contains("1 case", Good("verify", kept["evidence"]), StringComparison.Ordinal);
        foreach (var bundle in (string[])["bundle-000001", "bundle-000002"]) Assert.Contains("as it was signed", Good("verify", kept[bundle]), StringComparison.Ordinal);

        Assert.Contains("bundle 2: 3 entries opened", Good(["open", kept["bundle-000002"], .. passphrase]), StringComparison.Ordinal);
        Assert.Contains("  canary  ", Good("list", "--kind", "canary"), StringComparison.Ordinal);
        Assert.Contains("رأيت سيارتين.", Accounts(kept));
        Assert.Equal(18_890, Directory.GetFiles(kept["reviewer/cases"], "*.txt", SearchOption.AllDirectories).Single(file => file.Contains("files", StringComparison.Ordinal)) is { } file ? new FileInfo(file).Length : 0);

        File.WriteAllText(kept["code"], kept.Said("backupCode"));
        var (code, said) = Run(kept, "restored", "restore", kept["reviewer.backup"], "--code-file", kept["code"]);
        Assert.True(code == 0, said);
        Assert.Equal(before, backedUp.Select(name => File.ReadAllBytes(kept[$"restored/{name}"])));
    }

    [NeedsFact("gpg")]
    public void What_was_signed_then_stock_gpg_verifies_now()
    {
        foreach (var row in VersionFixture.All)
        {
            using var kept = new VersionFixture(row);
            using var gpg = new TempFolder();
            var keys = string.Join(' ', ((string[])["root", "operator", "reviewer-1"]).Select(name => VersionFixture.Key($"{name}.public.asc")));
            gpg.Run($"gpg --batch --quiet --disable-dirmngr --import {keys}");
            foreach (var name in (string[])["keyring.asc", "acknowledgement-000001.asc"]) gpg.Run($"gpg --batch --verify {kept[name]}");
            foreach (var bag in (string[])["bundle-000001", "bundle-000002", "backup", "evidence"]) gpg.Run($"gpg --batch --verify {kept[bag]}/tagmanifest-sha256.txt.asc {kept[bag]}/tagmanifest-sha256.txt");
        }
    }

    /// <summary>What is made newer: the file and what its version stands behind; the commands that meet it.</summary>
    public static TheoryData<string, string, string> Newer => new()
    {
        { "reviewer/home.txt", "SecureDrop.Net home", "list|show x|open bundle-000002|acknowledge --to .|backup --to b|init --keyring keyring.asc|verify|report --to r.html|compare-head" },
        { "reviewer/keyring.pin", "SecureDrop.Net pin", "list|open bundle-000002|init --keyring keyring.asc" },
        { "reviewer/keyring.asc", "SecureDrop.Net keyring", "list|open bundle-000002" },
        { "reviewer/ledger.txt", "SecureDrop.Net ledger", "list|open bundle-000002|acknowledge --to ." },
        { "reviewer/custody.txt", "SecureDrop.Net custody", "list|show x|verify" },
        { "bundle-000002/bag-info.txt", "Bundle-Format:", "open bundle-000002|verify bundle-000002" },
        { "evidence/bag-info.txt", "Evidence-Format:", "verify evidence" },
        { "keyring.asc", "SecureDrop.Net keyring", "init --keyring keyring.asc" },
    };

    [Theory, MemberData(nameof(Newer))]
    public void What_is_of_a_newer_version_is_refused_by_one_name_and_nothing_is_altered(string file, string version, string commands)
    {
        using var kept = new VersionFixture("1");
        kept.MakeNewer(file, version);
        foreach (var command in commands.Split('|')) kept.MustBeRefused($"{command} with {file}", () => Refusal(kept, command));
    }

    /// <summary>What was not made newer passes no such test, nor does a refusal that touches a file; bundle and bag are taken in <see cref="A_kept_home_opens_and_goes_on"/>.</summary>
    [Fact]
    public void Control_of_its_own_version_nothing_is_refused_so_and_a_touched_file_is_noticed()
    {
        using var kept = new VersionFixture("1");
        foreach (var command in (string[])["list", "verify", "init --keyring keyring.asc"])
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => kept.MustBeRefused(command, () => Refusal(kept, command)));
        kept.MakeNewer("reviewer/home.txt", "SecureDrop.Net home");
        kept.MustBeRefused("list", () => Refusal(kept, "list"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => kept.MustBeRefused("list", () =>
        {
            File.AppendAllText(kept["reviewer/destroyed"], "x");
            return Refusal(kept, "list");
        }));
    }

    [Fact]
    public void A_backup_of_a_newer_home_is_not_unpacked()
    {
        using var kept = new VersionFixture("1");
        File.WriteAllText(kept["code"], kept.Said("backupCode"));
        FormatVersion.TestOnlyOlder.Value = "home";
        Assert.Contains("format_newer", Run(kept, "restored", "restore", kept["reviewer.backup"], "--code-file", kept["code"]).Said, StringComparison.Ordinal);
        FormatVersion.TestOnlyOlder.Value = null;
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(kept["restored"]).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_home_that_lost_its_version_is_damaged_and_not_an_old_one()
    {
        using var kept = new VersionFixture("1");
        File.Delete(kept["reviewer/home.txt"]);
        Assert.Equal(3, Run(kept, "reviewer", "list").Code);
        File.WriteAllText(kept["reviewer/home.txt"], "SecureDrop.Net home 0\n");
        Assert.Equal(3, Run(kept, "reviewer", "list").Code);
    }

    /// <summary>Sealed by a newer page: kept, told by name, not acknowledged as opened; after an upgrade the next open opens it, whatever bundle that is about.</summary>
    [Fact]
    public void A_newer_testimony_waits_for_the_newer_program()
    {
        using var machine = new Machine();
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "what the newer page says", files: [("a.bin", Testimonies.Random(20_000))]));

        FormatVersion.TestOnlyOlder.Value = "testimony";
        var opened = machine.Open(gateway.Export());
        Assert.Equal(0, opened.ExitCode);
        Assert.Contains("failed format_newer (kept, and opened by itself at the next open with a newer", opened.Output, StringComparison.Ordinal);
        var folder = machine.CaseFolder();
        Assert.Contains("testimony format 1, this program reads 0", machine.Run("show", Path.GetFileName(folder)).Output, StringComparison.Ordinal);
        Assert.Contains("1 failed", machine.Run("acknowledge", "--to", machine.Path("."), "--passphrase-file", machine.Path("passphrase")).All, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "message.txt")));
        Assert.Equal(gateway.Items, Directory.GetFiles(Path.Combine(folder, "ciphertext")).Order().Select(File.ReadAllBytes));

        // The control: as long as the program is no newer, it stays so.
        gateway.Store(Testimonies.Seal(2, "another"));
        Assert.Contains("format_newer", machine.Open(gateway.Export()).Output, StringComparison.Ordinal);
        FormatVersion.TestOnlyOlder.Value = null;
        gateway.Store(Testimonies.Seal(3, "a third"));
        Assert.DoesNotContain("format_newer", machine.Open(gateway.Export()).Output, StringComparison.Ordinal);
        Assert.Equal("what the newer page says", File.ReadAllText(Path.Combine(folder, "message.txt")));
        Assert.Equal(Testimonies.Random(20_000), File.ReadAllBytes(Path.Combine(folder, "files", "a.bin")));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "ciphertext")).Length);
        Assert.Contains("0 failed", machine.Run("acknowledge", "--to", Directory.CreateDirectory(machine.Path("back")).FullName, "--passphrase-file", machine.Path("passphrase")).All, StringComparison.Ordinal);
    }

    /// <summary>A testimony that really says 2, sealed as a page would: no reader of ours makes anything of what else is in it.</summary>
    [Fact]
    public void A_testimony_that_says_2_is_told_as_newer_and_its_case_is_kept()
    {
        using var machine = new Machine();
        var gateway = new Gateway();
        var tar = Encoding.Latin1.GetString(Testimonies.Tar(Testimonies.Plan("an account", 16 << 10)));
        gateway.Store(Testimonies.SealWhole(1, Encoding.Latin1.GetBytes(tar.Replace("{\"format\":1,\"language\"", "{\"format\":2,\"tongue\":7", StringComparison.Ordinal))));
        Assert.Contains("failed format_newer", machine.Open(gateway.Export()).Output, StringComparison.Ordinal);
        Assert.Contains("format_newer (testimony format 2, this program reads 1)", machine.Run("list").Output, StringComparison.Ordinal);
        Assert.Equal(gateway.Items, Directory.GetFiles(Path.Combine(machine.CaseFolder(), "ciphertext")).Select(File.ReadAllBytes));
    }

    private static string[] Accounts(VersionFixture kept) =>
        [.. Directory.GetFiles(kept["reviewer/cases"], "message.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static string Refusal(VersionFixture kept, string command)
    {
        var words = command.Split(' ');
        string[] files = [.. words[1..].Select(word => Path.Exists(kept[word]) || word is "b" or "r.html" ? kept[word] : word)];
        string[] passphrase = words[0] is "open" or "acknowledge" ? ["--passphrase-file", VersionFixture.Key("passphrase.txt")] : [];
        var (code, said) = Run(kept, "reviewer", [words[0], .. files, .. passphrase]);
        return code == 1 ? said : $"exit {code}: {said.Replace("newer", "", StringComparison.Ordinal)}";
    }

    private static (int Code, string Said) Run(VersionFixture kept, string home, params string[] arguments)
    {
        using var said = new StringWriter(CultureInfo.InvariantCulture);
        var code = Program.Run(["--home", kept[home], .. arguments], new InvocationConfiguration { Output = said, Error = said }, new FixedTime(kept.Now));
        return (code, said.ToString());
    }
}
