using System.Diagnostics;
using SecureDrop.Benchmarks.Load;
using SecureDrop.Claims;
using SecureDrop.Tests;

namespace SecureDrop.Benchmarks.Servers;

/// <summary>The servers that stand side by side, each started anew for a row.</summary>
/// <param name="directory">Where each gets a directory of its own.</param>
internal sealed class Peers(string directory)
{
    /// <summary>The real program, in Development, its grammar check, wrap and durability as they are; only its rate limit is lifted.</summary>
    public Command Gateway() => Gateway(["--rate", "1000000"]);

    /// <summary>With the rate limit it has.</summary>
    public Command LimitedGateway() => Gateway([]);

    /// <summary>nginx writes the body to a file and renames it, and flushes nothing: fast, and a receipt from it would promise nothing.</summary>
    public Command? Nginx()
    {
        if (Programs.Find("nginx") is not { } program) return null;
        var (own, port) = (Own("nginx"), FreePort.Next());
        Directory.CreateDirectory(Path.Combine(own, "put"));
        File.WriteAllText(Path.Combine(own, "nginx.conf"), $$"""
            daemon off; worker_processes 2; pid {{own}}/pid; error_log {{own}}/error.log;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            events { worker_connections 1024; }
            http {
                access_log off; client_max_body_size 64m; client_body_temp_path {{own}}/body; keepalive_requests 100000000;
                server { listen 127.0.0.1:{{port}}; root {{own}}/put; location / { dav_methods PUT; } }
            }
            """);
        return new("nginx PUT, no flush", own, program, ["-p", own, "-e", $"{own}/error.log", "-c", $"{own}/nginx.conf"], new Target(port, "PUT", Target.Counted));
    }

    /// <summary>A bare Kestrel handler in this program: a file of its own for each body, flushed (<see cref="FileAndFsync"/>).</summary>
    public Command FileAndFsync()
    {
        var (own, port) = (Own("kestrel"), FreePort.Next());
        return new("Kestrel, file + fsync", own, "dotnet", [typeof(Peers).Assembly.Location, "file-and-fsync", own, $"{port}"], new Target(port, "POST", "/"))
        {
            // As a web program has it by default.
            Environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "1" },
        };
    }

    private Command Gateway(string[] more)
    {
        var (own, port) = (Own("gateway"), FreePort.Next());
        string[] arguments =
        [
            Checkout.Program("Gateway"), "--data", Path.Combine(own, "data"), "--at-rest-key", Path.Combine(own, "at-rest.key"),
            "--urls", $"http://127.0.0.1:{port}", .. more,
        ];
        return new("gateway", own, "dotnet", arguments, new Target(port, "POST", "/submissions"))
        {
            WorkingDirectory = Checkout.Root,
            // The second as its systemd unit sets it.
            Environment = new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Development", ["DOTNET_GCgen0size"] = "0x4000000" },
        };
    }

    private string Own(string name)
    {
        var own = Path.Combine(directory, $"{name}-{Stopwatch.GetTimestamp():x}");
        Directory.CreateDirectory(own);
        return own;
    }
}
