namespace SecureDrop.Operator;

/// <summary>The source tree this program was built in; null when it is installed.</summary>
internal static class Checkout
{
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    public static string? ExampleKey(string name) => Root is null ? null : Path.Combine(Root, "keys-example", name);

    /// <summary>An example key, which only a gateway in Development may be looked after with.</summary>
    public static string Example(bool development, string name) => development && ExampleKey(name) is { } file ? file : throw Troubles.KeyFilesNeeded();

    /// <summary>Where `dotnet run` of the gateway makes its key.</summary>
    public static string? AtRestKey => Root is null ? null : Path.Combine(Root, ".data-keys", "at-rest.key");

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "SecureDrop.Net.sln"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
