using System.CommandLine;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Tests.Keys;

public sealed class KeygenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sd-").FullName;
    private readonly StringWriter _results = new(), _notes = new();

    [Fact]
    public void Keys_of_each_role_make_a_keyring_that_everyone_trusts()
    {
        Write("passphrase.txt", "some seldom words of chance\nnot these\n");
        foreach (var (role, name) in new[] { ("reviewer", "r-1"), ("root", "root"), ("operator", "op") })
            Assert.Equal(0, Run("keygen", "--role", role, "--name", name, "--out", _folder, "--passphrase-file", PathOf("passphrase.txt"), "--json"));
        Assert.True(Fingerprint.TryParse(JsonDocument.Parse(_results.ToString().Split('\n')[1]).RootElement.GetProperty("fingerprint").GetString(), out var root));

        _results.GetStringBuilder().Clear();
        Assert.Equal(0, MakeKeyring("keyring.asc", "some seldom words of chance", more: ["--json"]));
        Assert.Equal($$"""{"epoch":1,"expires":"2099-12-31","root":"{{root}}","file":"{{PathOf("keyring.asc")}}"}""", _results.ToString().TrimEnd());
        Assert.True(VerifiedKeyring.TryOpen(File.ReadAllBytes(PathOf("keyring.asc")), root, null, new(2026, 11, 23), out var keyring, out _));
        Assert.Single(keyring.Lines.Holders);
        Assert.Equal(["http://127.0.0.1:8080"], keyring.Lines.Addresses);

        // No secret key is left readable to others, and none is overwritten.
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("root.secret.asc")));
        var before = File.ReadAllText(PathOf("root.secret.asc"));
        Assert.Equal(3, Run("keygen", "--role", "root", "--name", "root", "--out", _folder, "--passphrase-file", PathOf("passphrase.txt")));
        Assert.Contains("hint: nothing is written over", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(PathOf("root.secret.asc")));

        Assert.Equal(1, MakeKeyring("second.asc", "other words"));
        Assert.Contains("the passphrase is wrong", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("third.asc", "some seldom words of chance", holder: "r-1.secret.asc"));
        Assert.Contains("it holds a secret key", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("fourth.asc", "some seldom words of chance", holder: "op.public.asc"));
        Assert.Equal(1, MakeKeyring("fifth.asc", "some seldom words of chance", expires: "2030-01-01"));
        Assert.Contains("the days contradict each other", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("sixth.asc", "some seldom words of chance", more: ["--epoch", "2"]));
        Assert.Contains("every later epoch needs it: --previous FILE", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("seventh.asc", "some seldom words of chance", more: ["--reviewer", PathOf("r-1.public.asc")]));
        Assert.Contains("r-1.public.asc: this certificate is named twice", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("eighth.asc", "some seldom words of chance", more: ["--operator", PathOf("root.public.asc")]));
        Assert.Contains("the root's own certificate is named among the others", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("ninth.asc", "some seldom words of chance", until: "2026-11-22", more: ["--seal-from", "2026-11-01"]));
        Assert.Contains("nobody_to_seal_to", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, MakeKeyring("tenth.asc", "some seldom words of chance", role: "--reviewer"));
        Assert.Contains("no_holder", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, MakeKeyring("eleventh.asc", "some seldom words of chance", holder: "none"));
        Assert.Contains($"there is no file {PathOf("none")}\n", _notes.ToString(), StringComparison.Ordinal);
        Assert.Equal(["keyring.asc"], Directory.GetFiles(_folder, "*.asc").Select(Path.GetFileName).Where(name => name?.Split('.').Length == 2));
    }

    [Theory]
    [InlineData("keygen", "--role", "reviewer", "--name", "../x")]
    [InlineData("keygen", "--role", "reviewer", "--name", ".x")]
    [InlineData("keygen", "--role", "king", "--name", "x")]
    [InlineData("keyring", "--epoch", "x", "--root-key", "x", "--out", "y", "--seal-until", "2029-01-01", "--accept-until", "2030-01-01", "--expires", "2030-01-01")]
    [InlineData("keyring", "--root-key", "x", "--out", "y", "--seal-until", "soon", "--accept-until", "2030-01-01", "--expires", "2030-01-01")]
    public void Words_that_make_no_sense_end_with_2(params string[] words) => Assert.Equal(2, Run(words));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("password12345")]
    public void A_key_with_no_passphrase_or_an_easily_guessed_one_is_not_made(string passphrase)
    {
        Write("passphrase.txt", passphrase + "\n");

        Assert.Equal(1, Run("keygen", "--role", "root", "--name", "root", "--out", _folder, "--passphrase-file", PathOf("passphrase.txt")));
        Assert.Equal(["passphrase.txt"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    private int MakeKeyring(string target, string passphrase, string holder = "r-1.public.asc", string expires = "2099-12-31", string until = "2099-01-01",
        string role = "--holder", params string[] more)
    {
        Write("now.txt", passphrase + "\n");
        return Run([
            "keyring", "--root-key", PathOf("root.secret.asc"), "--passphrase-file", PathOf("now.txt"), role, PathOf(holder), "--operator", PathOf("op.public.asc"),
            "--address", "http://127.0.0.1:8080", "--seal-until", until, "--accept-until", "2099-06-30", "--expires", expires, "--out", PathOf(target), .. more]);
    }

    private int Run(params string[] words) =>
        Program.Run(words, new InvocationConfiguration { Output = _results, Error = _notes }, new FixedTime(new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero)));

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public void Dispose()
    {
        _results.Dispose();
        _notes.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
