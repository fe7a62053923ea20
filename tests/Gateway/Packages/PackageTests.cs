using System.Diagnostics;
using System.Text.RegularExpressions;
using SecureDrop.Tests;

namespace SecureDrop.Gateway.Tests.Packages;

/// <summary>
/// What lies in the packages, and how: those in the folder that SECUREDROP_PACKAGES names, since making them takes minutes.
/// </summary>
public sealed partial class PackageTests
{
    private static readonly string? Made = Environment.GetEnvironmentVariable("SECUREDROP_PACKAGES");

    [PackagesFact]
    public async Task Packages_hold_programs_manual_and_units_all_roots_none_writable_by_others_and_a_sum_of_each_file()
    {
        var folder = Directory.CreateTempSubdirectory("packages-");
        foreach (var (package, programs) in new[] { ("server", new[] { "gateway", "operator" }), ("reviewer", ["reviewer"]), ("source", ["source"]) })
        {
            var file = Assert.Single(Directory.GetFiles(Made ?? "", $"securedrop-net-{package}_*.deb"));
            var lines = (await RunAsync("dpkg-deb", "--contents", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.Matches(Sound(), line));
            Assert.DoesNotMatch(Sound(), lines[^1].Replace("root/root", "root/staff", StringComparison.Ordinal)); // control
            string[] wanted =
            [
                .. programs.Select(program => $"usr/bin/securedrop-{program}"),
                .. programs.Select(program => $"usr/share/man/man1/securedrop-{program}.1.gz"),
                .. programs.Select(program => $"usr/share/bash-completion/completions/securedrop-{program}"),
                .. programs.Select(program => $"usr/share/zsh/vendor-completions/_securedrop-{program}"),
                $"usr/share/doc/securedrop-net-{package}/copyright", $"usr/share/doc/securedrop-net-{package}/changelog.gz",
                .. (package switch { "server" => (string[])["operator", "courier"], "reviewer" => ["reviewer", "courier"], _ => [] })
                    .SelectMany(guide => (string[])[$"{guide}.en.html", $"{guide}.ar.html"]).Select(page => $"usr/share/doc/securedrop-net-{package}/guides/{page}"),
            ];
            Assert.All(wanted, path => Assert.Contains(lines, line => line.Contains($" ./{path}", StringComparison.Ordinal)));

            var root = folder.CreateSubdirectory(package).FullName;
            await RunAsync("dpkg-deb", "--raw-extract", file, root);
            var scripts = Directory.GetFiles(Path.Combine(root, "DEBIAN")).Select(Path.GetFileName).Except(["control", "md5sums"]).Order().ToArray();
            Assert.Equal(package == "server" ? ["postinst", "postrm", "prerm"] : [], scripts);
            await RunAsync("bash", "-c", $"cd {root} && md5sum --quiet -c DEBIAN/md5sums && [ $(wc -l < DEBIAN/md5sums) = $(find usr -type f | wc -l) ]");
        }

        // The door for sources holds no OpenPGP code, and the isolated machine gets one file that runs.
        Assert.DoesNotContain(Directory.GetFiles($"{folder}/server/usr/lib/securedrop-net/gateway"), file => file.Contains("BouncyCastle", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles($"{folder}/reviewer", "*", SearchOption.AllDirectories), file => (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0);
        Assert.Equal("0.1.0", (await RunAsync($"{folder}/server/usr/lib/securedrop-net/gateway/securedrop-gateway", "--version")).Split('+')[0].Trim());
        folder.Delete(recursive: true);
    }

    [PackagesFact("lintian")]
    public async Task Lintian_finds_neither_error_nor_warning_and_finds_one_where_the_copyright_is_missing()
    {
        await RunAsync("lintian", ["--allow-root", "--fail-on", "error,warning", .. Directory.GetFiles(Made ?? "", "securedrop-net-*.deb")]);
        var folder = Directory.CreateTempSubdirectory("lintian-");
        await RunAsync("dpkg-deb", "--raw-extract", Assert.Single(Directory.GetFiles(Made ?? "", "securedrop-net-source_*.deb")), $"{folder}/source");
        await RunAsync(
            "bash", "-c", $"cd {folder} && rm source/usr/share/doc/securedrop-net-source/copyright && dpkg-deb --root-owner-group -Zgzip -z1 --build source control.deb "
            + "&& ! lintian --allow-root --fail-on error,warning control.deb");
        folder.Delete(recursive: true);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}");
        return output;
    }

    // A folder, a file that is run or not, or a link; root's; no set-user-ID.
    [GeneratedRegex(@"^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|lrwxrwxrwx) root/root +[0-9]+ ")]
    private static partial Regex Sound();

    private sealed class PackagesFactAttribute : FactAttribute
    {
        public PackagesFactAttribute(params string[] programs) =>
            Skip = Made is null ? "src/Packages/build OUT; SECUREDROP_PACKAGES=OUT dotnet test tests/Gateway" : Missing.Hint(programs);
    }
}
