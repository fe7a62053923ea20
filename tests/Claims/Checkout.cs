using System.Reflection;

namespace SecureDrop.Claims;

/// <summary>Where the sources and the built programs lie.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder that a door was built into, in this test's own configuration.</summary>
    public static string BuildFolder(string project) =>
        Path.Combine(Root, "src", project, "bin", Configuration, "net10.0");

    public static string Program(string project) =>
        Path.Combine(BuildFolder(project), $"securedrop-{project.ToLowerInvariant()}.dll");

    public static string Configuration { get; } =
        typeof(Checkout).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SecureDrop.Net.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run from inside a checkout.");
    }
}
