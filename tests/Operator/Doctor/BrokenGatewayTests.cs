using SecureDrop.Certificates;
using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor;
using SecureDrop.Operator.Doctor.Checks;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>A gateway that is down or whose vault is damaged; and what cannot be planted on every machine, judged from a real one's snapshot with one fact changed.</summary>
public sealed class BrokenGatewayTests(Patient patient) : IClassFixture<Patient>
{
    [Fact]
    public async Task A_stored_block_that_has_changed_is_named_and_a_gateway_that_is_down_leaves_nothing_fine_that_it_alone_can_tell()
    {
        Assert.Equal(201, await patient.SendAsync(2 << 20));
        patient.Stop();
        patient.Start();
        Assert.Equal("ok", (await patient.DoctorAsync()).Findings.Single(finding => finding.Check == "vault-files").Level);
        using (var disk = System.Diagnostics.Process.Start("sh", ["-c", $"printf lost | dd of={patient.Data}/vault.data bs=1 seek=1000000 conv=notrunc status=none"])) disk.WaitForExit();
        var running = (await patient.DoctorAsync()).Findings;
        var lost = running.Single(finding => finding.Check == "vault-files");
        Assert.Equal(("danger", "the disk does not hold what was written there: vault.data page 121"), (lost.Level, lost.Found));
        Assert.StartsWith("before any restart", lost.Remedy, StringComparison.Ordinal);
        Assert.Equal("ok", running.Single(finding => finding.Check == "vault").Level); // the control: from its memory the engine still answers
        patient.Stop();

        var (code, down) = await patient.DoctorAsync();
        Assert.Equal(1, code);
        Assert.Contains("the vault is closed", down.Single(finding => finding.Check == "gateway").Found, StringComparison.Ordinal);
        Assert.Contains("systemctl start", down.Single(finding => finding.Check == "gateway").Remedy, StringComparison.Ordinal);
        foreach (var check in new[] { "intake", "environment", "keyring", "reviewers", "signing", "kit", "waiting", "vault", "vault-files", "ballast", "account", "core-dumps", "watched", "log", "headers", "version" })
            Assert.All(down.Where(finding => finding.Check == check), finding => Assert.StartsWith("unknown: ", finding.Found, StringComparison.Ordinal));
        // What could not be seen is counted by itself: the one thing to mend is the gateway.
        Assert.Equal(1, await patient.RunAsync(0, "doctor"));
        Assert.Contains($" to mend, {down.Count(finding => finding.Found.StartsWith("unknown: ", StringComparison.Ordinal))} unknown, ", patient.Output, StringComparison.Ordinal);
        Assert.Contains($"\n{down.Count(finding => finding.Level is "warning" or "danger" && !finding.Found.StartsWith("unknown: ", StringComparison.Ordinal))} thing", patient.Output, StringComparison.Ordinal);
        Assert.Equal(3, await patient.RunAsync(0, "alive"));
        Assert.Equal(3, await patient.RunAsync(0, "ready"));

        // Something that holds the vault and does not listen: doctor must not call the vault closed.
        using (new FileStream(Path.Combine(patient.Data, "vault.hold"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("something holds the vault", (await patient.DoctorAsync()).Findings.Single(finding => finding.Check == "gateway").Found, StringComparison.Ordinal);

        // After a lockdown that is told first, and nobody is sent to start again what was ended on purpose.
        File.WriteAllText(Path.Combine(patient.Data, "lockdown"), "the key is being destroyed\n");
        File.SetUnixFileMode(Path.Combine(patient.Data, "lockdown"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var locked = (await patient.DoctorAsync(0, "--at-rest-key", patient.PathOf("gone.key"))).Findings;
        File.Delete(Path.Combine(patient.Data, "lockdown"));
        Assert.Equal(("lockdown", "danger"), (locked[0].Check, locked[0].Level));
        Assert.StartsWith($"make sure of it: securedrop-operator --data {patient.Data} lockdown --key FILE", locked[0].Remedy, StringComparison.Ordinal);
        Assert.All(
            locked.Where(finding => finding.Check is "gateway" or "at-rest-key" || finding.Found.StartsWith("unknown: ", StringComparison.Ordinal)),
            finding => Assert.Equal("see `lockdown`", finding.Remedy));

        using (var data = new FileStream(Path.Combine(patient.Data, "vault.data"), FileMode.Open))
        {
            data.Position = data.Length - (1 << 20);
            var octet = data.ReadByte();
            data.Position--;
            data.WriteByte((byte)~octet);
        }

        patient.Start();
        var (again, findings) = await patient.DoctorAsync();
        var vault = findings.Single(finding => finding.Check == "vault");
        Assert.Equal((1, "danger"), (again, vault.Level));
        Assert.Matches("^1 of 1 are not what they were: one not exported yet, SHA-256 [0-9a-f]{16}…$", vault.Found);
        Assert.Contains("purge --forced ENTRY --reason damaged", vault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_a_changed_fact_can_show()
    {
        var seen = await patient.LookAsync();
        Begins(EnvironmentCheck.Judge(With(seen, status => status with { Environment = "Development" })), Level.Danger, "Development: example keys");
        Begins(KeyringCheck.Judge(With(seen, status => status with { KeyringEpoch = null })), Level.Danger, "none is installed");
        // Without a keyring every remedy is about the keyring: nothing else can work yet.
        var bare = With(seen, status => status with { KeyringEpoch = null, Intake = "keyring" }) with { Keyring = Seen<TrustedKeyring>.Not("none"), Door = Seen<DoorAnswer[]>.Not("none") };
        Assert.Equal("see `keyring`", IntakeCheck.Judge(bare).Remedy);
        Assert.Equal("see `keyring`", HeadersCheck.Judge(bare with { PublicSocket = DoorSocket.Of("/nowhere/public.sock", new Machine(null)) }).Single().Remedy);
        Assert.Contains("--url", HeadersCheck.Judge(bare).Single().Remedy, StringComparison.Ordinal);
        Begins(KeyringCheck.Judge(bare with { IsForgotten = true }), Level.Danger, $"{seen.Directory.PinFile} is there but the vault holds no keyring");
        Begins(IntakeCheck.Judge(With(seen, status => status with { Intake = "clock" })), Level.Danger, "closed: the clock jumped");
        Begins(IntakeCheck.Judge(With(seen, status => status with { Intake = "keyring" })), Level.Danger, "closed: no keyring");
        Begins(IntakeCheck.Judge(With(seen, status => status with { Intake = "closed" })), Level.Warning, "closed, as");
        Begins(DailyQuotaCheck.Judge(With(seen, status => status with { StoredToday = 74, DailyOctets = 100 })), Level.Ok, "74 of 100 octets");
        Begins(DailyQuotaCheck.Judge(With(seen, status => status with { StoredToday = 75, DailyOctets = 100 })), Level.Warning, "75 of 100 octets of today are taken: only solved");
        Begins(DailyQuotaCheck.Judge(With(seen, status => status with { StoredToday = 100, DailyOctets = 100 })), Level.Danger, "100 of 100 octets of today are taken: nothing more");
        Begins(VersionCheck.Judge(With(seen, status => status with { Version = "0.0.1" })), Level.Warning, "the gateway is 0.0.1");
        Begins(WaitingCheck.Judge(With(seen, status => status with { TakenOut = 3, ExportedOn = seen.Today.AddDays(-40) })).Last(), Level.Warning, "3 exported and not");
        Begins(WaitingCheck.Judge(With(seen, status => status with { Opened = 5 })).Last(), Level.Notice, "5 acknowledged as opened");
        Begins(KitCheck.Judge(seen with { Kit = Seen<KitSignature>.Not("the gateway serves another kit") }), Level.Warning, "the gateway serves another");
        Begins(ClockCheck.Judge(seen with { IsClockSynchronised = false }), Level.Notice, "2");
        Begins(ClockCheck.Judge(seen with { IsClockSynchronised = null }), Level.Warning, "unknown: the kernel");
        Begins(ClockCheck.Judge(seen with { IsClockSynchronised = true }), Level.Ok, "2");
        Begins(ClockCheck.Judge(seen with { BatteryClock = "86400" }), Level.Warning, $"it says {seen.Today:yyyy-MM-dd}, the clock with the battery 1970-01-02");
        Begins(GatewayCheck.Judge(seen with { Gateway = Seen<Status>.Not("silent") }), Level.Warning, "its process answers, its vault does not");
        Begins(SpaceCheck.Judge(seen with { Volume = new Volume(400_000_000, 1L << 40, 1 << 20, 1 << 20) }).First(), Level.Danger, "400 MB of");
        Begins(SpaceCheck.Judge(seen with { Volume = new Volume(1_900_000_000, 1L << 34, 1 << 20, 1 << 20) }).First(), Level.Warning, "1,900 MB of");
        Begins(SpaceCheck.Judge(seen with { Volume = new Volume(1L << 40, 1L << 40, 10, 100) }).Last(), Level.Danger, "10 of 100");
        Begins(SpaceCheck.Judge(seen with { Volume = new Volume(1L << 40, 1L << 40, 0, 0) }).Last(), Level.Ok, "without bound");
        Begins(FlushCheck.Judge(seen with { Flushes = new FlushTimes([140, 150, 160]) }), Level.Ok, "150 µs");
        Assert.Contains("only a test with the plug can tell", FlushCheck.Judge(seen with { Flushes = new FlushTimes([140, 150, 160]) }).Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_system_in_memory_answers_a_flush_too_fast_and_is_seen()
    {
        if (!Directory.Exists("/dev/shm")) return;
        var seen = await patient.LookAsync();
        var mount = Mount.Of("/dev/shm", new Machine(null));
        Assert.True(mount.OrNull() is { IsInMemory: true } || mount.OrNull()?.Type != "tmpfs");
        // The calmest of five, on a machine that is busy with other tests.
        var times = Enumerable.Range(0, 5).Select(_ => FlushTimes.Measure("/dev/shm").OrThrow()).MinBy(times => times.Median) ?? throw new InvalidOperationException();
        var finding = FlushCheck.Judge(seen with { Flushes = times, Mount = mount });
        Assert.Contains("no disk is so fast", finding.Found, StringComparison.Ordinal);
    }

    private static Snapshot With(Snapshot seen, Func<Status, Status> change) => seen with { Gateway = change(seen.Gateway.OrThrow()) };

    private static void Begins(Finding finding, Level level, string words)
    {
        Assert.Equal(level, finding.Level);
        Assert.StartsWith(words, finding.Found, StringComparison.Ordinal);
        Assert.Equal(level == Level.Ok, finding.Remedy is null);
    }
}
