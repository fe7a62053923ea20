using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Tests;

namespace SecureDrop.Source.Tests;

public sealed class SealTests
{
    [Fact]
    public async Task A_source_seals_without_a_network_and_gets_a_receipt_for_each_part()
    {
        using var desk = new Desk();
        Assert.Equal(0, await desk.SealAsync("out", "--attach", desk.Write("photo.jpg", new byte[100_000]), "--part-size", "16K", "--json"));

        var files = desk.Files("out");
        Assert.Equal("001.pgp", Path.GetFileName(files[0]));
        Assert.Equal(files, desk.Json.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("file").GetString()));
        Assert.Equal(desk.Json.GetProperty("receipt").GetString(), desk.Json.GetProperty("parts")[0].GetProperty("receipt").GetString());
        foreach (var (file, part) in files.Zip(desk.Json.GetProperty("parts").EnumerateArray()))
        {
            var octets = File.ReadAllBytes(file);
            using var reader = new MessageReader(_ => null);
            reader.Read(octets);
            Assert.Null(reader.Finish(out var message));
            using (message) Assert.Equal(message?.Receipt.ToString(), part.GetProperty("receipt").GetString());
            Assert.Equal(octets.Length, part.GetProperty("bytes").GetInt64());
        }
        Assert.Single(files.Select(file => new FileInfo(file).Length).Distinct());
    }

    [Fact]
    public async Task The_root_is_asked_for_at_first_use_and_then_remembered()
    {
        using var desk = new Desk();
        string[] seal = ["seal", "--keyring", Desk.Keyring, "--message", "-"];

        Assert.Equal(2, await desk.RunAsync([.. seal, "--out", desk.PathOf("a")]));
        Assert.Contains("--root is needed", desk.Notes, StringComparison.Ordinal);
        Assert.False(Directory.Exists(desk.PathOf("home")));
        Assert.Equal(0, await desk.RunAsync([.. seal, "--out", desk.PathOf("b"), "--root", Desk.Root]));
        Assert.Equal(0, await desk.RunAsync([.. seal, "--out", desk.PathOf("c")]));
        Assert.StartsWith("SecureDrop.Net pin 1\nroot 99A684FD000F20BEAD950556D8E9DFFCC0850318\nepoch 1\nhash ", File.ReadAllText(desk.Files("home").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_source_leaves_on_a_disk_nobody_else_on_the_device_reads()
    {
        if (OperatingSystem.IsWindows()) return;
        using var desk = new Desk();
        Assert.Equal(0, await desk.SealAsync("out"));
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var file in desk.Files("out").Concat(desk.Files("home"))) Assert.Equal(Owner, File.GetUnixFileMode(file));
        foreach (var folder in new[] { "out", "home" }) Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(desk.PathOf(folder)));
    }

    [Theory]
    [InlineData("root FFFF84FD000F20BEAD950556D8E9DFFCC0850318\nepoch 1\n", 3, "damaged")]
    [InlineData("root 99A684FD000F20BEAD950556D8E9DFFCC0850318\nepoch 2\n", 1, "its epoch is lower")]
    [InlineData("root 99A684FD000F20BEAD950556D8E9DFFCC0850318\nepoch 1\n", 1, "another keyring of the same epoch")]
    public async Task A_keyring_that_contradicts_the_pin_seals_nothing(string pin, int code, string said)
    {
        using var desk = new Desk();
        Directory.CreateDirectory(desk.PathOf("home"));
        desk.Write("home/99A684FD000F20BEAD950556D8E9DFFCC0850318.pin", $"SecureDrop.Net pin 1\n{pin}hash {Sha256Hash.Of("other"u8)}\n");

        Assert.Equal(code, await desk.SealAsync("out"));
        Assert.Contains(said, desk.Notes, StringComparison.Ordinal);
        Assert.False(Directory.Exists(desk.PathOf("out")));
    }

    [Fact]
    public async Task An_expired_keyring_seals_nothing_and_a_slow_clock_does_not_matter()
    {
        using var desk = new Desk { Now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(1, await desk.SealAsync("out"));
        Assert.Contains("its expiry day has passed", desk.Notes, StringComparison.Ordinal);
        Assert.False(Directory.Exists(desk.PathOf("out")));

        desk.Now = new(2012, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(0, await desk.SealAsync("out"));
    }

    [Fact]
    public async Task Another_root_a_missing_file_and_a_full_folder_are_told_apart()
    {
        using var desk = new Desk();
        var message = desk.Write("m", "x");
        string[] seal = ["seal", "--message", message, "--out", desk.PathOf("out")];

        Assert.Equal(1, await desk.RunAsync([.. seal, "--keyring", Desk.Keyring, "--root", new string('A', 40)]));
        Assert.Contains("it names another root", desk.Notes, StringComparison.Ordinal);
        Assert.Equal(3, await desk.RunAsync([.. seal, "--keyring", desk.PathOf("none"), "--root", Desk.Root]));
        Assert.Equal(1, await desk.RunAsync([.. seal, "--keyring", Path.Combine(Path.GetDirectoryName(Desk.Keyring) ?? "", "root.public.asc"), "--root", Desk.Root]));
        Assert.Contains("it is a certificate, not a keyring", desk.Notes, StringComparison.Ordinal);
        Directory.CreateDirectory(desk.PathOf("out"));
        desk.Write("out/001.pgp", "older");
        Assert.Equal(3, await desk.RunAsync([.. seal, "--keyring", Desk.Keyring, "--root", Desk.Root]));
        Assert.Equal("older", File.ReadAllText(desk.PathOf("out/001.pgp")));
        Assert.Equal(1, await desk.RunAsync(["seal", "--message", desk.Write("latin1", [0xE9]), "--out", desk.PathOf("new"), "--keyring", Desk.Keyring, "--root", Desk.Root]));
    }

    [Fact]
    public async Task A_folder_or_nothing_where_a_file_belongs_is_said()
    {
        using var desk = new Desk();
        string[] seal = ["seal", "--keyring", Desk.Keyring, "--root", Desk.Root, "--out", desk.PathOf("out")];
        foreach (var (file, said) in new[] { ("none", "There is no file"), ("", "is a folder") })
        {
            Assert.Equal(3, await desk.RunAsync([.. seal, "--message", desk.PathOf(file)]));
            Assert.Contains($"{said}", desk.Notes, StringComparison.Ordinal);
            Assert.Contains("hint: --message takes a file, or - for standard input.", desk.Notes, StringComparison.Ordinal);
            Assert.Equal(3, await desk.RunAsync([.. seal, "--message", "-", "--attach", desk.PathOf(file)]));
            Assert.Contains(said, desk.Notes, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\u00a0\n")]
    public async Task An_empty_account_with_nothing_attached_is_not_sealed(string account)
    {
        using var desk = new Desk { Input = System.Text.Encoding.UTF8.GetBytes(account) };
        string[] seal = ["seal", "--keyring", Desk.Keyring, "--root", Desk.Root, "--out", desk.PathOf("out")];
        foreach (var message in new[] { "-", desk.Write("m", account) })
        {
            Assert.Equal(1, await desk.RunAsync([.. seal, "--message", message]));
            Assert.StartsWith("The account is empty and nothing is attached", desk.Notes, StringComparison.Ordinal);
            Assert.False(Directory.Exists(desk.PathOf("out")));
        }
        Assert.Equal(0, await desk.RunAsync([.. seal, "--message", "-", "--attach", desk.Write("photo.jpg", [1])]));
    }

    [RootFact]
    public async Task A_full_medium_keeps_nothing_of_a_testimony()
    {
        using var desk = new Desk();
        var medium = Directory.CreateDirectory(desk.PathOf("medium")).FullName;
        Assert.True(await MountAsync("-t", "tmpfs", "-o", "size=36k", "tmpfs", medium));
        try
        {
            // The second part of 16 KiB no longer fits whole.
            foreach (var folder in new[] { "medium", "medium/new" })
            {
                Assert.Equal(3, await desk.SealAsync(folder, "--attach", desk.Write("photo.jpg", new byte[60_000]), "--part-size", "16K"));
                Assert.Contains($"{desk.PathOf(folder)}/002.pgp could not be written, and nothing was kept: No space left", desk.Notes, StringComparison.Ordinal);
                Assert.Contains("\nhint: See that there is space", desk.Notes, StringComparison.Ordinal);
                Assert.Empty(Directory.GetFileSystemEntries(medium));
            }
        }
        finally
        {
            using var unmount = System.Diagnostics.Process.Start("umount", [medium]);
            await unmount.WaitForExitAsync();
        }
    }

    private static async Task<bool> MountAsync(params string[] words)
    {
        using var mount = System.Diagnostics.Process.Start("mount", words);
        await mount.WaitForExitAsync();
        return mount.ExitCode == 0;
    }

    [Fact]
    public async Task A_mistake_in_the_words_is_told_in_its_own_lines_and_stdout_stays_empty()
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync("send", "--json", "x"));
        Assert.Equal(("", "Option '--to' is required.\nsee securedrop-source send --help\n"), (desk.Results, desk.Notes));
        Assert.Equal(2, await desk.RunAsync("check", "--to", "http://127.0.0.1:1", "12345 12345 12345 12345 12345"));
        Assert.Equal("12345 12345 12345 12345 12345 is no receipt: 25 digits with a check digit. Look for a mistyped one.\n", desk.Notes);
        Assert.Equal(2, await desk.RunAsync("seal", "--keyring", Desk.Keyring, "--root", Desk.Root, "--out", desk.PathOf("out"), "--message", "-", "--language", "xx_notgood"));
        Assert.Equal("--language takes a tag such as ar or ckb.\n", desk.Notes);
    }

    [Fact]
    public async Task A_root_may_be_typed_in_its_ten_groups_without_quotes()
    {
        using var desk = new Desk();
        string[] seal = ["seal", "--keyring", Desk.Keyring, "--message", "-", "--out", desk.PathOf("out"), "--root"];
        Assert.Equal(2, await desk.RunAsync([.. seal, .. Desk.Root.Split(' ')[..9]]));
        Assert.Equal(0, await desk.RunAsync([.. seal, .. Desk.Root.Split(' ')]));
    }

    [Theory]
    [InlineData("seal")]
    [InlineData("seal", "--part-size", "5M")]
    [InlineData("send", "--to", "ftp://example.org", "x")]
    [InlineData("send", "--to", "http://127.0.0.1")]
    [InlineData("send", "--to", "http://127.0.0.1", "--proxy", "http://127.0.0.1:1", "x")]
    [InlineData("check", "--to", "http://127.0.0.1", "12345 12345 12345 12345 12345")]
    [InlineData("check", "--to", "http://abcdefghijklmnop.onion", "12345 12345 12345 12345 12345")]
    [InlineData("nothing")]
    public async Task Words_that_make_no_sense_end_with_2(params string[] words)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync(words));
        Assert.NotEqual("", desk.Notes);
    }

    [Theory]
    [InlineData("http://abcdefghijklmnop.onion")]
    [InlineData("http://ABCDEFGHIJKLMNOP.ONION:80/")]
    [InlineData("http://abcdefghijklmnop.onion.")]
    [InlineData("http://abcdefghijklmnop。onion")]
    [InlineData("http://abcdefghijklmnop.onion。")]
    public async Task An_onion_name_is_never_given_to_a_resolver_however_it_is_written(string to)
    {
        using var desk = new Desk();
        Assert.Equal(2, await desk.RunAsync(["check", "--to", to, "69862 96523 23208 77490 41073"]));
        Assert.Contains("needs --proxy", desk.Notes, StringComparison.Ordinal);
    }
}
