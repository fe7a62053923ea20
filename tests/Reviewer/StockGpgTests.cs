using System.Diagnostics;
using System.Text;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests;

/// <summary>What people seal with plain gpg opens too, and our ciphertexts open with plain gpg and tar.</summary>
public sealed class StockGpgTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();
    private readonly string _gnupg = Directory.CreateTempSubdirectory("g-").FullName;

    public void Dispose()
    {
        Run("gpgconf", "--kill", "all");
        Directory.Delete(_gnupg, recursive: true);
        _machine.Dispose();
    }

    [NeedsTheory("gpg")]
    [InlineData("none")]
    [InlineData("zip")]
    [InlineData("zlib")]
    [InlineData("bzip2")]
    public void A_letter_sealed_by_gpg_becomes_a_case_with_one_file(string compression)
    {
        var letter = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Testimonies.Arabic, 5000)));
        File.WriteAllBytes(_machine.Path("letter.txt"), letter);
        Gpg("--recipient-file", Path.Combine(Organisation.Keys, "reviewer-1.public.asc"), "--compress-algo", compression, "-o", _machine.Path("letter.pgp"), "-e", _machine.Path("letter.txt"));
        _gateway.Store(File.ReadAllBytes(_machine.Path("letter.pgp")));

        var opened = _machine.Open(_gateway.Export());

        Assert.True(opened.ExitCode == 0, opened.All);
        Assert.Contains("1 entry opened, 0 failed", opened.Output, StringComparison.Ordinal);
        Assert.Equal(letter, File.ReadAllBytes(Path.Combine(_machine.CaseFolder(), "files", "letter.txt")));
    }

    [NeedsFact("gpg", "tar")]
    public void A_court_opens_a_case_with_gpg_and_tar_alone()
    {
        var photograph = Testimonies.Random(50_000);
        _gateway.Store(Testimonies.Seal(1, Testimonies.Arabic, files: ("صورة.jpg", photograph)));
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        File.WriteAllText(_machine.Path("secret.asc"), Organisation.Reviewer1.Value);
        Gpg("--pinentry-mode", "loopback", "--passphrase-file", _machine.Path("passphrase"), "--import", _machine.Path("secret.asc"));
        var target = Directory.CreateDirectory(_machine.Path("court")).FullName;

        var ciphertexts = string.Join(' ', Directory.GetFiles(Path.Combine(_machine.CaseFolder(), "ciphertext")).Order(StringComparer.Ordinal));
        Run("sh", "-c", $"for f in {ciphertexts}; do gpg -q --batch --no-tty --pinentry-mode loopback --passphrase-file {_machine.Path("passphrase")} -d $f; done | tar xi -C {target}");

        Assert.Equal(Testimonies.Arabic, File.ReadAllText(Path.Combine(target, "message.txt")));
        Assert.Equal(photograph, File.ReadAllBytes(Path.Combine(target, "files", "صورة.jpg")));
    }

    private void Gpg(params string[] arguments) => Run("gpg", ["--batch", "--no-tty", "--disable-dirmngr", "--auto-key-locate", "clear", "--trust-model", "always", "--yes", .. arguments]);

    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["GNUPGHOME"] = _gnupg;
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var running = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = running.StandardError.ReadToEndAsync();
        running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        Assert.True(running.ExitCode == 0, said.Result);
    }
}
