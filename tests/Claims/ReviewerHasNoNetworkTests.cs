using System.Diagnostics;
using System.Globalization;
using SecureDrop.Tests;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: the reviewer's program holds no networking code, loads no library that does, and gives up sockets at start.</summary>
public sealed class ReviewerHasNoNetworkTests
{
    /// <summary>System.Net.Primitives only names addresses (BouncyCastle reads them in certificates); it opens no connection.</summary>
    private static IEnumerable<string> Networking(string program) => AssemblyClosure.Of(program)
        .Where(name => name.StartsWith("System.Net.", StringComparison.Ordinal) || name is "System.IO.Pipes" or "System.Net")
        .Except(["System.Net.Primitives"]);

    [Fact]
    public void The_reviewers_closure_holds_no_networking_assembly()
    {
        Assert.Contains("BouncyCastle.Cryptography", AssemblyClosure.Of(Checkout.Program("Reviewer")));
        Assert.Empty(Networking(Checkout.Program("Reviewer")));
    }

    [Fact]
    public void Control_the_sources_program_has_networking_and_is_caught() =>
        Assert.Contains("System.Net.Http", Networking(Checkout.Program("Source")));

    [Fact]
    public void While_it_runs_the_kernel_filters_its_calls_it_can_gain_no_privilege_and_leaves_no_core_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var folder = new TempFolder();
        var home = Path.Combine(folder.Path, "home");
        folder.Run($"dotnet {Checkout.Program("Reviewer")} --home {home} init --secret-key {World.ExampleSecretKey} --keyring {World.ExampleKeyring} --root {World.ExampleRoot}");
        // It waits for a passphrase that nobody types.
        using var program = Process.Start(new ProcessStartInfo(
            "dotnet", [Checkout.Program("Reviewer"), "--home", home, "keygen", "--role", "reviewer", "--name", "x", "--out", folder.Path])
        { RedirectStandardInput = true, RedirectStandardError = true }) ?? throw new InvalidOperationException();
        try
        {
            for (var said = ""; !said.EndsWith(": ", StringComparison.Ordinal);) said += (char)program.StandardError.Read();
            string Status(string process, string field) => File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal)).Split('\t')[^1];
            Assert.Equal(("2", "1"), (Status($"{program.Id}", "Seccomp:"), Status($"{program.Id}", "NoNewPrivs:")));
            // Every thread, also those that the runtime had before.
            Assert.All(Directory.GetDirectories($"/proc/{program.Id}/task"), task => Assert.Contains("Seccomp:\t2", File.ReadAllText($"{task}/status"), StringComparison.Ordinal));
            Assert.Contains(File.ReadLines($"/proc/{program.Id}/limits"), line => line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Contains(" 0 ", StringComparison.Ordinal));
            Assert.NotEqual("2", Status("self", "Seccomp:")); // control: this process has no such filter of its own
        }
        finally
        {
            program.Kill();
        }
    }

    [NeedsFact("strace")]
    public void Where_the_kernel_takes_no_sockets_away_the_reviewer_is_told()
    {
        using var folder = new TempFolder();
        var program = $"dotnet {Checkout.Program("Reviewer")} --version 2>&1";
        Assert.Contains("warning: this kernel", folder.Run($"strace -f -qq -o calls -e trace=seccomp -e inject=seccomp:error=EINVAL {program}"), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", folder.Run(program), StringComparison.Ordinal); // control
    }

    [LongFact("gcc", "nm", "strace")]
    [Trait("Runs", "long")]
    public void As_published_it_is_one_file_that_imports_no_socket_and_a_whole_session_makes_none()
    {
        using var folder = new TempFolder();
        folder.Run($"dotnet publish {Checkout.Root}/src/Reviewer -c Release -o {folder.Path}/program");
        Assert.Equal(["securedrop-reviewer"], Directory.GetFiles($"{folder.Path}/program").Select(Path.GetFileName));
        var program = $"{folder.Path}/program/securedrop-reviewer";
        Assert.Empty(Sockets(folder.Run($"nm -D --undefined-only {program}")));
        // Control: the runtime's own library, from which that file is made, does import them.
        Assert.Contains("socket", Sockets(folder.Run($"nm -D --undefined-only {Path.GetDirectoryName(typeof(object).Assembly.Location)}/libSystem.Native.so")));

        var watch = Stopwatch.StartNew();
        folder.Run($"{program} --version");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000); // tens of them where nothing else runs

        using var world = new World();
        world.StartGateway();
        world.Source(
            "submit", "--to", world.Url, "--home", $"{folder.Path}/source", "--keyring", World.ExampleKeyring, "--root", World.ExampleRoot,
            "--message", folder.Write("account.txt", "An account."u8), "--attach", World.ExampleKeyring).MustBe(0);
        world.Operator("export", "--to", folder.Path).MustBe(0);
        var home = $"{program} --home {folder.Path}/home";
        var passphrase = $"--passphrase-file {World.Passphrase}";
        folder.Write("new", "mouse orbit velvet candle drum 91\n"u8);
        var session = string.Join(" && ", [
            $"{home} init --secret-key {World.ExampleSecretKey} --keyring {World.ExampleKeyring} --root {World.ExampleRoot}",
            $"{home} open bundle-000001 {passphrase}", $"{home} list", $"{home} show $(ls {folder.Path}/home/cases)",
            $"{home} note $(ls {folder.Path}/home/cases) --text seen", $"{home} report --to report.html", $"{home} package --all --to . {passphrase}", $"{home} verify evidence-*",
            $"{home} acknowledge --to . {passphrase}", $"{home} compare-head",
            $"{home} keygen --role reviewer --name x --out . --passphrase-file new"]);
        Assert.Empty(Caught(folder, session));
        // Control: a small program that opens a socket, caught by the same eyes; and the same with our filter, to which the kernel answers no.
        var control = Control(folder);
        Assert.Contains(Caught(folder, $"dotnet {control} open"), call => call.Contains("socket(", StringComparison.Ordinal));
        Assert.Equal("open", folder.Run($"dotnet {control} open").Trim());
        Assert.Equal("refused", folder.Run($"dotnet {control} isolated").Trim());
    }

    private static IEnumerable<string> Sockets(string symbols) => symbols.Split('\n').Select(line => line.Trim().Split(' ')[^1].Split('@')[0])
        .Where(name => name is "socket" or "socketpair" or "connect" or "bind" or "listen" or "accept" or "accept4" or "send" or "sendto" or "sendmsg" or "recv" or "recvfrom" or "recvmsg"
            or "getaddrinfo" or "gethostbyname" or "getnameinfo" or "SSL_connect");

    /// <summary>Every call about sockets or another way to them, and every library of OpenSSL that was opened.</summary>
    private static string[] Caught(TempFolder folder, string line)
    {
        folder.Write("session.sh", System.Text.Encoding.UTF8.GetBytes($"set -e\n{line.Replace(" && ", "\n", StringComparison.Ordinal)}\n"));
        folder.Run("strace -f -qq -e trace=%network,io_uring_setup,openat,open -o calls /bin/sh session.sh");
        return [.. File.ReadLines(Path.Combine(folder.Path, "calls")).Where(call =>
            !call.Contains("open(", StringComparison.Ordinal) && !call.Contains("openat", StringComparison.Ordinal) && call.Contains('(', StringComparison.Ordinal)
            || call.Contains("libssl", StringComparison.Ordinal) || call.Contains("libcrypto", StringComparison.Ordinal))];
    }

    private static string Control(TempFolder folder)
    {
        folder.Write("control.csproj", System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks><EnableDefaultCompileItems>false</EnableDefaultCompileItems>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="control.cs" />
                <Compile Include="{Checkout.Root}/src/Reviewer/Isolation/Kernel.cs;{Checkout.Root}/src/Reviewer/Isolation/SystemCallFilter.cs;{Checkout.Root}/src/Reviewer/Isolation/Isolated.cs" />
              </ItemGroup>
            </Project>
            """)));
        folder.Write("control.cs", """
            using System.Net.Sockets;
            if (args[0] == "isolated") SecureDrop.Reviewer.Isolation.Isolated.Begin();
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                Console.WriteLine("open");
            }
            catch (SocketException)
            {
                Console.WriteLine("refused");
            }
            """u8);
        folder.Run("dotnet build control.csproj -o built");
        return Path.Combine(folder.Path, "built", "control.dll");
    }
}
