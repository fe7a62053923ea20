using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: all that the gateway ever logs stands in one list. BannedSymbols.txt stops another way at compile time; this looks at what was compiled.</summary>
public sealed class LogLinesAreListedTests
{
    private static readonly string[] Ways =
        ["ILogger", "ILogger`1", "ILoggerFactory", "LoggerExtensions", "LoggerMessage", "Debug", "Trace", "TraceSource", "DiagnosticSource", "ActivitySource", "EventSource", "Console"];

    [Theory]
    [InlineData("securedrop-gateway.dll", "Console.get_Error", "Console.get_Out")] // what CommandLine, GatewayProcess and EventLog write to
    [InlineData("SecureDrop.Storage.dll")]
    public void What_runs_on_the_gateway_names_no_other_way_to_log(string file, params string[] allowed) =>
        Assert.Equal(allowed, Named(Path.Combine(Checkout.BuildFolder("Gateway"), file)));

    [Fact]
    public void Control_a_library_that_logs_as_it_likes_is_found_by_the_same_look()
    {
        var shared = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "", "..", "..", "Microsoft.AspNetCore.App"));
        var kestrel = Directory.GetFiles(shared, "Microsoft.AspNetCore.Server.Kestrel.Core.dll", SearchOption.AllDirectories)[0];
        Assert.Contains(Named(kestrel), way => way.StartsWith("ILogger", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_way_is_banned_at_compile_time_in_both_projects()
    {
        foreach (var project in (string[])["Gateway", "Storage"])
        {
            var banned = File.ReadAllLines(Path.Combine(Checkout.Root, "src", project, "BannedSymbols.txt")).Select(line => line.Split(';')[0].Split('.')[^1]).ToArray();
            Assert.Empty(Ways.Except(banned));
            Assert.NotEmpty(Ways.Append("StreamLogger").Except(banned)); // control
        }
    }

    /// <summary>The members of such types that an assembly names, in order.</summary>
    private static string[] Named(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            var parent = member.Parent;
            if (parent.Kind != HandleKind.TypeReference) continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
            if (Ways.Contains(metadata.GetString(type.Name))) found.Add($"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }

        return [.. found];
    }
}
