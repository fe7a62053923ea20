using System.Net.Sockets;
using SecureDrop.Operator.Doctor;
using SecureDrop.Operator.Doctor.Checks;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>
/// Faults planted on the files, the clock and the listener of a real gateway, and in what the kernel says. Each is named, with what to do about it, and
/// nothing else is: the rest is as in <see cref="HealthyTests"/>.
/// </summary>
[Collection(nameof(OnePatient))]
public sealed class PlantedFaultTests(Patient patient)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite, OwnerFolder = Owner | UnixFileMode.UserExecute;

    [Fact]
    public Task A_data_directory_that_others_may_look_into() => ModeAsync(
        patient.Data, OwnerFolder | UnixFileMode.GroupRead | UnixFileMode.OtherExecute, "data-directory", "danger", "mode 0741: others", $"chmod 700 {patient.Data}");

    [Fact]
    public Task A_control_socket_that_others_may_open() => ModeAsync(
        Path.Combine(patient.Data, "control.sock"), Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, "control-socket", "danger", "mode 0660", "chmod 600", also: "data-directory");

    [Fact]
    public Task A_file_of_the_vault_that_others_may_read() => ModeAsync(
        Path.Combine(patient.Data, "vault.data"), Owner | UnixFileMode.OtherRead, "data-directory", "warning", "vault.data", "chmod -R go=");

    [Fact]
    public Task An_at_rest_key_that_others_may_read() => ModeAsync(
        patient.Key, Owner | UnixFileMode.GroupRead, "at-rest-key", "danger", "mode 0640", $"securedrop-operator --data {patient.Data} at-rest-key rotate --key {patient.Key}");

    [Fact]
    public Task A_folder_above_that_others_may_change() => ModeAsync(
        patient.PathOf(""), OwnerFolder | UnixFileMode.OtherWrite, "data-directory", "danger", "others may change", "chmod go-w", also: "at-rest-key");

    [Fact]
    public async Task A_key_that_lies_in_the_data_directory()
    {
        var inside = Path.Combine(patient.Data, "k");
        File.Copy(patient.Key, inside);
        await FoundAsync("at-rest-key", "danger", "lies in the data directory", "move it out", words: ["--at-rest-key", inside]);
        File.Delete(inside);
    }

    [Fact]
    public async Task A_change_of_the_key_that_was_cut_short()
    {
        File.Copy(patient.Key, patient.Key + ".next");
        await FoundAsync("at-rest-key", "warning", "begun and not finished", "at-rest-key rotate --key");
        File.Delete(patient.Key + ".next");
    }

    [Fact]
    public Task A_key_that_is_not_where_it_is_said_to_be() =>
        FoundAsync("at-rest-key", "warning", "unknown: /nowhere/key: No such file", "--at-rest-key FILE", words: ["--at-rest-key", "/nowhere/key"]);

    [Fact]
    public async Task A_key_on_the_vaults_own_disk_is_told_and_one_elsewhere_is_fine()
    {
        Assert.Contains("who takes the disk has both", Finding(await patient.DoctorAsync(), "at-rest-key").Found, StringComparison.Ordinal);
        var before = File.ReadAllText(patient.Root + "/proc/self/mountinfo");
        patient.Say("/proc/self/mountinfo", before.Replace("/elsewhere", patient.Data, StringComparison.Ordinal));
        Assert.Equal("ok", Finding(await patient.DoctorAsync(), "at-rest-key").Level);
        patient.Say("/proc/self/mountinfo", before);
    }

    [Theory]
    [InlineData("/run/credentials/securedrop-gateway.service/keys_at-rest.key")]
    [InlineData("HERE/keys_at-rest.key")]
    public async Task A_copy_of_the_key_that_systemd_keeps_is_not_taken_for_its_source(string copy)
    {
        copy = copy.Replace("HERE", patient.PathOf("credentials"), StringComparison.Ordinal);
        var source = Path.Combine(Directory.CreateDirectory(patient.PathOf("at-rest"), OwnerFolder).FullName, "source.key");
        File.Copy(patient.Key, source);
        File.SetUnixFileMode(source, Owner | UnixFileMode.OtherRead);
        patient.Say($"/proc/{patient.Process}/cmdline", $"securedrop-gateway\0--at-rest-key\0{copy}\0");
        patient.Say($"/proc/{patient.Process}/environ", $"DOTNET_EnableDiagnostics=0\0CREDENTIALS_DIRECTORY={patient.PathOf("credentials")}\0");
        await FoundAsync("at-rest-key", "warning", $"unknown: {copy} is systemd's copy", "name the source with --at-rest-key FILE");
        await FoundAsync("at-rest-key", "danger", "mode 0604: others may read it", "at-rest-key rotate", words: ["--at-rest-key", source]);
        File.SetUnixFileMode(source, Owner); // the control
        Assert.Equal("notice", Finding(await patient.DoctorAsync(0, "--at-rest-key", source), "at-rest-key").Level);
        File.WriteAllText(Path.Combine(patient.PathOf("at-rest"), "operator.secret.asc"), "");
        await FoundAsync("at-rest-key", "danger", "operator.secret.asc lies beside it", "a folder of its own", words: ["--at-rest-key", source]);
        patient.Say($"/proc/{patient.Process}/cmdline", null);
        patient.Say($"/proc/{patient.Process}/environ", null);
        Directory.Delete(patient.PathOf("at-rest"), recursive: true);
    }

    [Fact]
    public async Task A_signing_key_that_others_may_read_or_that_the_gateway_is_handed()
    {
        var key = patient.PathOf("own.asc");
        File.WriteAllText(key, "");
        File.SetUnixFileMode(key, Owner | UnixFileMode.GroupRead);
        await FoundAsync("signing-key", "danger", "mode 0640: others may copy it", $"chmod 600 {key}", words: ["--signing-key", key]);
        File.SetUnixFileMode(key, Owner);
        Assert.Equal("ok", Finding(await patient.DoctorAsync(0, "--signing-key", key), "signing-key").Level); // the control
        patient.Say($"/proc/{patient.Process}/environ", "DOTNET_EnableDiagnostics=0\0CREDENTIALS_DIRECTORY=/run/credentials/x\0");
        await FoundAsync("signing-key", "danger", "lies beside the at-rest key", "a folder of its own", also: "at-rest-key", words: ["--signing-key", key]);
        patient.Say($"/proc/{patient.Process}/environ", null);
        File.Move(key, Path.Combine(patient.Data, "own.asc"));
        await FoundAsync("signing-key", "danger", "lies in the data directory", "move it out", words: ["--signing-key", Path.Combine(patient.Data, "own.asc")]);
        Directory.CreateSymbolicLink(patient.PathOf("way"), patient.Data);
        await FoundAsync("signing-key", "danger", "lies in the data directory", "move it out", words: ["--signing-key", patient.PathOf("way/own.asc")]);
        File.Delete(patient.PathOf("way"));
        File.Delete(Path.Combine(patient.Data, "own.asc"));
        await FoundAsync("signing-key", "warning", "unknown: /nowhere/key: No such file", "--signing-key FILE", words: ["--signing-key", "/nowhere/key"]);
        Assert_(Finding(await patient.DoctorAsync(), "signing-key"), "notice", "is not known here", "--signing-key FILE");
    }

    [Fact]
    public async Task A_sources_socket_that_others_may_knock_at()
    {
        var seen = await patient.LookAsync();
        var folder = Directory.CreateDirectory(patient.PathOf("run")).FullName;
        var file = Path.Combine(folder, "public.sock");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(file));
        var (user, group) = (FileStatus.Of(file).OrThrow().User, FileStatus.Of(file).OrThrow().Group);
        patient.Say("/etc/passwd", $"gateway:x:{user}:{group}::/:/\ndebian-tor:x:107:115::/:/\nalice:x:1000:1000::/:/\nbob:x:1001:1001::/:/\n");
        patient.Say("/etc/group", $"securedrop-net:x:{group}:debian-tor\nalice:x:1000:\n");
        FindingLine[] Judged() => [.. PublicSocketCheck.Judge(seen with { PublicSocket = DoorSocket.Of(file, new Machine(patient.Root)) }).Select(FindingLine.Of)];

        File.SetUnixFileMode(file, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        var fine = Assert.Single(Judged()); // the control
        Assert.Equal("ok", fine.Level);
        Assert.EndsWith("debian-tor", fine.Found, StringComparison.Ordinal);
        patient.Say("/etc/group", $"securedrop-net:x:{group}:debian-tor,alice\nbob:x:1001:\n");
        Assert_(Assert.Single(Judged()), "warning", "are people, not only what brings sources in: alice", "gpasswd -d alice securedrop-net");
        patient.Say("/etc/group", $"securedrop-net:x:{group}:debian-tor\n");
        File.SetUnixFileMode(file, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        Assert_(Assert.Single(Judged()), "warning", "mode 0666 and not 0660: others than Tor", "chmod 660");
        File.SetUnixFileMode(file, Owner);
        Assert_(Assert.Single(Judged()), "warning", "mode 0600 and not 0660: Tor or the proxy may not knock", "chmod 660");
        File.SetUnixFileMode(file, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        File.SetUnixFileMode(folder, OwnerFolder | UnixFileMode.OtherWrite);
        Assert_(Assert.Single(Judged()), "danger", $"others may change {folder}", "chmod go-w");
        Directory.Delete(folder, recursive: true);
        patient.Say("/etc/passwd", null);
        patient.Say("/etc/group", null);
    }

    [Fact]
    public async Task A_lockdown_that_was_begun()
    {
        File.WriteAllText(Path.Combine(patient.Data, "lockdown"), "");
        File.SetUnixFileMode(Path.Combine(patient.Data, "lockdown"), Owner);
        await FoundAsync("lockdown", "danger", "intake is closed", "lockdown --key FILE", also: "intake");
        File.Delete(Path.Combine(patient.Data, "lockdown"));
    }

    [Fact]
    public async Task A_ballast_that_is_spent()
    {
        File.Move(Path.Combine(patient.Data, "vault.ballast"), patient.PathOf("ballast"));
        await FoundAsync("ballast", "warning", "is spent", "make room");
        File.Move(patient.PathOf("ballast"), Path.Combine(patient.Data, "vault.ballast"));
    }

    [Theory]
    [InlineData(140, "keyring", "notice", "60 days left", "plan it")]
    [InlineData(170, "keyring", "warning", "30 days left", "rotate")]
    [InlineData(193, "keyring", "danger", "7 days left, then the door closes", "keyring install FILE")]
    [InlineData(201, "keyring", "danger", "1 day ago: the door is closed", "rotate")]
    [InlineData(101, "reviewers", "warning", "1 of 2 cannot be sealed to any more", "rotate (or add)")]
    [InlineData(201, "reviewers", "danger", "nobody is left to seal to", "rotate (or add)")]
    [InlineData(80, "reviewers", "warning", "the first of 2 ends soon", "rotate (or add)")]
    [InlineData(195, "signing", "danger", "5 days left", "names an operator")]
    [InlineData(201, "kit", "warning", "who may sign no more", "have an operator of today sign it")]
    [InlineData(-2, "keyring", "warning", "later than today", "one clock is wrong")]
    [InlineData(-2, "clock", "danger", "but the ledger has lines of", "confirm-clock")]
    public async Task Days_that_run_out_and_a_clock_that_is_wrong(int daysAhead, string check, string level, string found, string remedy) =>
        Assert_(Finding(await patient.DoctorAsync(daysAhead), check), level, found, remedy);

    [Fact]
    public async Task What_has_waited_for_too_long()
    {
        Assert.Equal(201, await patient.SendAsync(1000));
        Assert_(Finding(await patient.DoctorAsync(7), "waiting"), "notice", "the first for 7 days", "export --to DIR");
        Assert_(Finding(await patient.DoctorAsync(31), "waiting"), "warning", "the first for 31 days", "export --to DIR");
    }

    [Theory]
    [InlineData("/proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2   partition\t1\t0\t-2\n", "swap", "warning", "/dev/sda2 takes memory in clear", "swapoff /dev/sda2")]
    [InlineData("/proc/sys/kernel/core_pattern", "|/usr/share/apport/apport -p%p\n", "core-dumps", "warning", "piped to a program", "kernel.core_pattern=core")]
    [InlineData("/proc/sys/fs/suid_dumpable", "1\n", "core-dumps", "warning", "suid_dumpable is 1", "fs.suid_dumpable=0")]
    [InlineData("/proc/PID/limits", "Limit  Soft Limit\nMax core file size        unlimited            unlimited            bytes\n", "core-dumps", "danger", "may write a core file (unlimited", "LimitCORE=0")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0LD_PRELOAD=/tmp/x.so\0", "watched", "danger", "LD_PRELOAD is set", "take it out of the unit")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0DOTNET_DbgEnableMiniDump=1\0", "watched", "danger", "DOTNET_DbgEnableMiniDump", "start the gateway again")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0Logging__LogLevel__Default=Debug\0", "log", "warning", "Logging__LogLevel__Default asks for a log", "take it out")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0LD_LIBRARY_PATH=/tmp\0OPENSSL_CONF=/tmp/o\0", "watched", "danger", "LD_LIBRARY_PATH, OPENSSL_CONF is set", "take it out of the unit")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0OPENSSL_MODULES=/tmp\0GCONV_PATH=/tmp\0", "watched", "danger", "GCONV_PATH, OPENSSL_MODULES is set", "take it out of the unit")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0DOTNET_GCName=x.so\0complus_gcpath=/tmp/x.so\0", "watched", "danger", "DOTNET_GCName, COMPlus_GCPath is set", "take it out of the unit")]
    [InlineData("/proc/PID/environ", "DOTNET_EnableDiagnostics=0\0CORECLR_ENABLE_PROFILING=1\0DOTNET_STARTUP_HOOKS=/tmp/x.dll\0", "watched", "danger", "DOTNET_STARTUP_HOOKS, CORECLR_ENABLE_PROFILING is set", "take it out of the unit")]
    [InlineData("/proc/PID/fd/2", "/var/log/gateway.log", "log", "warning", "goes to /var/log/gateway.log: a file keeps it", "StandardError=journal")]
    [InlineData("/proc/PID/fd/1", "/tmp/out (deleted)", "log", "warning", "goes to /tmp/out (deleted)", "StandardOutput=journal")]
    [InlineData("/proc/PID/environ", "HOME=/\0", "watched", "notice", "diagnostics socket is open", "DOTNET_EnableDiagnostics=0")]
    [InlineData("/proc/self/mountinfo", "21 1 0:30 / / rw - tmpfs tmpfs rw\n", "file-system", "danger", "on tmpfs", "move the data directory to a disk")]
    [InlineData("/proc/self/mountinfo", "21 1 0:30 / / rw - nfs4 host:/x rw\n", "file-system", "danger", "another machine", "a local disk")]
    [InlineData("/proc/self/mountinfo", "21 1 8:1 / / rw - ext4 /dev/sda1 rw,nobarrier\n", "file-system", "danger", "without barriers", "barrier=1")]
    [InlineData("/proc/self/mountinfo", "21 1 0:30 / / rw - overlay overlay rw\n", "file-system", "warning", "in a container", "a volume of its own")]
    public async Task What_the_kernel_says(string path, string text, string check, string level, string found, string remedy)
    {
        path = path.Replace("PID", $"{patient.Process}", StringComparison.Ordinal);
        var before = File.Exists(patient.Root + path) ? File.ReadAllText(patient.Root + path) : null;
        patient.Say(path, text);
        await FoundAsync(check, level, found, remedy);
        patient.Say(path, before);
    }

    [Theory]
    [InlineData("socket:[4711]", "JOURNAL_STREAM=9:4711", "the journal")]
    [InlineData("socket:[4711]", "JOURNAL_STREAM=9:4712", "a socket, whose other end")]
    [InlineData("socket:[4711]", "HOME=/", "a socket, whose other end")]
    [InlineData("/dev/null", "HOME=/", "nowhere (/dev/null)")]
    [InlineData("/dev/pts/3", "HOME=/", "a terminal or device (/dev/pts/3)")]
    [InlineData("pipe:[4711]", "HOME=/", "a pipe")]
    public async Task Where_the_log_really_goes_is_named_for_what_it_is(string target, string variable, string named)
    {
        patient.Say($"/proc/{patient.Process}/fd/2", target);
        patient.Say($"/proc/{patient.Process}/environ", $"DOTNET_EnableDiagnostics=0\0{variable}\0LD_PRELOAD=\0");
        var findings = (await patient.DoctorAsync()).Findings;
        Assert.Equal("ok", findings.Single(finding => finding.Check == "log").Level);
        Assert.Contains($"they go to {named}", findings.Single(finding => finding.Check == "log").Found, StringComparison.Ordinal);
        Assert.Equal("ok", findings.Single(finding => finding.Check == "watched").Level); // the control: an empty variable loads nothing
        patient.Say($"/proc/{patient.Process}/fd/2", null);
        patient.Say($"/proc/{patient.Process}/environ", null);
    }

    [Theory]
    [InlineData("Uid:\t0\t0\t0\t0\nTracerPid:\t0\n", "account", "warning", "runs as root", "an account of its own")]
    [InlineData("Uid:\t4999\t4999\t4999\t4999\nTracerPid:\t0\n", "data-directory", "danger", "the gateway runs as 4999", "chown -R 4999")]
    [InlineData("Uid:\t4999\t4999\t4999\t4999\nTracerPid:\t77\n", "watched", "danger", "process 77 reads the gateway's memory", "lockdown")]
    public async Task What_the_kernel_says_of_the_process(string status, string check, string level, string found, string remedy)
    {
        patient.Say($"/proc/{patient.Process}/status", status);
        Assert_(Finding(await patient.DoctorAsync(), check), level, found, remedy);
        patient.Say($"/proc/{patient.Process}/status", null);
    }

    [Fact]
    public async Task Memory_of_the_gateway_that_lies_on_a_disk_in_clear()
    {
        var before = File.ReadAllText(patient.Root + "/proc/swaps");
        patient.Say("/proc/swaps", before + "/swapfile\tfile\t1\t0\t-2\n");
        patient.Say($"/proc/{patient.Process}/status", "Uid:\t0\t0\t0\t0\nTracerPid:\t0\nVmSwap:\t  512 kB\n");
        Assert_(Finding(await patient.DoctorAsync(), "swap"), "danger", "512 kB of the gateway lie in clear on /swapfile", "at-rest-key rotate --key");
        patient.Say($"/proc/{patient.Process}/status", null);
        patient.Say("/proc/swaps", before);
    }

    [Fact]
    public async Task A_proxy_that_adds_headers_of_its_own()
    {
        using var proxy = new ForeignServer();
        var (code, findings) = await patient.DoctorAsync(0, "--url", proxy.Url);
        var headers = findings.Where(finding => finding.Check == "headers").ToList();
        Assert.Equal(1, code);
        Assert_(headers[0], "danger", "foreign headers: Server, X-Powered-By", "server_tokens off");
        Assert.Contains(headers, finding => finding.Found.Contains("Date", StringComparison.Ordinal) && finding.Found.StartsWith("not as the gateway sends it", StringComparison.Ordinal));
        Assert.Contains(headers, finding => finding.Found.Contains("GET /live gives 200", StringComparison.Ordinal));
    }

    [Fact]
    public Task A_listener_that_does_not_answer_is_unknown_and_never_fine() =>
        FoundAsync("headers", "warning", "unknown: no answer can be had from http://127.0.0.1:1", "--url", words: ["--url", "http://127.0.0.1:1"]);

    private async Task ModeAsync(string path, UnixFileMode mode, string check, string level, string found, string remedy, string? also = null)
    {
        var before = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode);
        await FoundAsync(check, level, found, remedy, also);
        File.SetUnixFileMode(path, before);
    }

    /// <summary>This is found, and nothing else but what follows from it.</summary>
    private async Task FoundAsync(string check, string level, string found, string remedy, string? also = null, params string[] words)
    {
        var (code, findings) = await patient.DoctorAsync(0, words);
        Assert_(findings.First(finding => finding.Check == check && finding.Level != "ok"), level, found, remedy);
        if (level != "notice") Assert.Equal(1, code);
        Assert.DoesNotContain(findings, one => one.Level is "warning" or "danger" && one.Check != check && one.Check != also && !HealthyTests.OfTheMachine.Contains(one.Check));
    }

    private static FindingLine Finding((int Code, FindingLine[] Findings) run, string check) => run.Findings.First(finding => finding.Check == check);

    private static void Assert_(FindingLine finding, string level, string found, string remedy)
    {
        Assert.Equal(level, finding.Level);
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
    }
}
