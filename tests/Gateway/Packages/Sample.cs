namespace SecureDrop.Gateway.Tests.Packages;

/// <summary>A unit or a sample of the packages, as it lies in the checkout.</summary>
internal static class Sample
{
    public static string Path(string name) => Checkout.File($"src/Packages/server/{name}");

    public static string Read(string name) => System.IO.File.ReadAllText(Path(name));

    /// <summary>All values that a unit, or a file of `key: value`, gives one key.</summary>
    public static string[] Values(string name, string key, char between = '=') =>
        [.. Read(name).Split('\n').Where(line => line.StartsWith(key + between, StringComparison.Ordinal)).Select(line => line[(key.Length + 1)..].Trim())];
}
