using System.Xml.Linq;

namespace SecureDrop.Claims;

/// <summary>Each project knows only what DESIGN allows it to know: doors never reference doors, and one project sees each engine.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Formats"] = [],
        ["Page"] = [],
        ["Certificates"] = ["Formats", "BouncyCastle.Cryptography"],
        ["Storage"] = ["Formats", "LiteDB", "Microsoft.AspNetCore.DataProtection", "Microsoft.Extensions.DependencyInjection", "Polly.Core"],
        ["Gateway"] = ["Formats", "Storage", "Page", "Polly.Core", "System.CommandLine"],
        ["Source"] = ["Formats", "Certificates", "Polly.Core", "System.CommandLine"],
        ["Operator"] = ["Formats", "Certificates", "Page", "System.CommandLine"],
        ["Reviewer"] = ["Formats", "Certificates", "BouncyCastle.Cryptography", "System.CommandLine"],
    };

    [Fact]
    public void The_arrows_between_projects_are_exactly_the_designed_ones()
    {
        var projects = Directory.GetFiles(Path.Combine(Checkout.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(Allowed.Keys.Order(), projects.Select(Path.GetFileNameWithoutExtension).Order());
        Assert.All(projects, path => Assert.Empty(Undesigned(Path.GetFileNameWithoutExtension(path), XDocument.Load(path))));
    }

    [Fact]
    public void Control_an_arrow_from_the_gateway_to_the_certificates_is_noticed()
    {
        var gateway = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="../Certificates/Certificates.csproj" /></ItemGroup></Project>""");
        Assert.Equal(["Certificates"], Undesigned("Gateway", gateway));
    }

    [Fact]
    public void An_arrow_that_is_not_written_down_does_not_compile()
    {
        var shared = XDocument.Load(Path.Combine(Checkout.Root, "Directory.Build.props"));
        Assert.Equal("true", shared.Descendants("DisableTransitiveProjectReferences").Single().Value);
    }

    private static IEnumerable<string> Undesigned(string project, XDocument file) =>
        file.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(Include(one).Replace('\\', '/')))
            .Concat(file.Descendants("PackageReference").Select(Include))
            .Except(Allowed[project]);

    private static string Include(XElement reference) => reference.Attribute("Include")?.Value ?? "";
}
