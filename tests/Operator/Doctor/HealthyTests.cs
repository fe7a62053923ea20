namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>The control of every planted fault: where nothing is wrong, doctor finds nothing.</summary>
[Collection(nameof(OnePatient))]
public sealed class HealthyTests(Patient patient)
{
    /// <summary>What the machine that runs the tests may really be: full, without a clock service, too fast (tests in memory), and run by root.</summary>
    internal static readonly string[] OfTheMachine = ["space", "inodes", "clock", "flush", .. Environment.UserName == "root" ? ["account"] : Array.Empty<string>()];

    [Fact]
    public async Task A_healthy_gateway_has_nothing_to_mend()
    {
        Assert.Equal(201, await patient.SendAsync(100_000));
        var (code, findings) = await patient.DoctorAsync();
        var wrong = findings.Where(finding => finding.Level is "warning" or "danger" && !OfTheMachine.Contains(finding.Check));
        Assert.Empty(wrong);
        Assert.Equal(findings.Any(finding => finding.Level is "warning" or "danger") ? 1 : 0, code);
        Assert.Equal(
            ["account", "at-rest-key", "backup", "ballast", "canary", "clock", "control-socket", "core-dumps", "data-directory", "environment", "file-system", "flush", "gateway", "headers", "inodes", "intake",
                "keyring", "kit", "lockdown", "log", "public-socket", "reviewers", "signing", "signing-key", "space", "swap", "today", "vault", "vault-files", "version", "waiting", "watched"],
            findings.Select(finding => finding.Check).Order(StringComparer.Ordinal));
        Assert.Matches("^[1-9] items read back .*, each with its SHA-256$", findings.Single(finding => finding.Check == "vault").Found);
        Assert.Matches("^[1-9][0-9]* pages on the disk compared with their checksums$", findings.Single(finding => finding.Check == "vault-files").Found);
        Assert.False(File.Exists(Path.Combine(patient.Data, "doctor.probe")));
    }

    [Fact]
    public async Task What_is_wrong_is_read_in_ten_seconds_and_what_is_fine_is_only_counted()
    {
        File.WriteAllText(Path.Combine(patient.Data, "lockdown"), "");
        try
        {
            Assert.Equal(1, await patient.RunAsync(0, "doctor"));
            var lines = patient.Output.TrimEnd().Split('\n');
            Assert.StartsWith("DANGER   lockdown: ", lines[0], StringComparison.Ordinal);
            Assert.Contains($"finish it: securedrop-operator --data {patient.Data} lockdown", string.Join(' ', patient.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
            Assert.Matches("^[0-9]+ things? to mend, ([0-9]+ unknown, )?[0-9]+ notices?, [0-9]+ fine \\(--all lists them\\)$", lines[^1]);
            Assert.DoesNotContain("ok  ", patient.Output, StringComparison.Ordinal);
            Assert.All(lines, line => Assert.True(line.Length <= 80 || !line[9..].Contains(' ', StringComparison.Ordinal), line));
            await patient.RunAsync(0, "doctor", "--all");
            Assert.Contains("\nok       gateway: version ", patient.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(Path.Combine(patient.Data, "lockdown"));
        }
    }

    [Fact]
    public async Task A_watcher_learns_by_the_exit_code_alone_whether_a_gateway_is_alive_and_ready()
    {
        Assert.Equal((0, "", ""), (await patient.RunAsync(0, "alive"), patient.Output, patient.Error));
        Assert.Equal((0, "", ""), (await patient.RunAsync(0, "ready"), patient.Output, patient.Error));
        File.WriteAllText(Path.Combine(patient.Data, "lockdown"), "");
        var (alive, ready) = (await patient.RunAsync(0, "alive"), await patient.RunAsync(0, "ready"));
        File.Delete(Path.Combine(patient.Data, "lockdown"));
        Assert.Equal((0, 1), (alive, ready));
        Assert.Contains("(lockdown)\nhint: ", patient.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("http://10.0.0.1:80")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8080")]
    public async Task Doctor_speaks_to_no_other_machine(string url)
    {
        Assert.Equal(2, await patient.RunAsync(0, "doctor", "--url", url));
        Assert.Contains("names no listener on this machine", patient.Error, StringComparison.Ordinal);
    }
}
