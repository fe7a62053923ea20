namespace SecureDrop.Gateway.Tests;

/// <summary>Files of the source tree that this was built from.</summary>
internal static class Checkout
{
    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "SecureDrop.Net.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("No checkout."), path);
    }
}
