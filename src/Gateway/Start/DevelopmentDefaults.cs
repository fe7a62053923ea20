namespace SecureDrop.Gateway.Start;

/// <summary>
/// What `dotnet run` starts with in a checkout. Both folders are git-ignored. The checkout is found from where the program lies, not from where
/// it is called, so that the vault is always the same.
/// </summary>
internal static class DevelopmentDefaults
{
    public static bool IsDevelopment =>
        (Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")) == "Development";

    public const string Listening = "http://127.0.0.1:8080";

    public static string Data => Path.Combine(Checkout, ".data");

    public static string AtRestKeyFile => Path.Combine(Checkout, ".data-keys", "at-rest.key");

    public static string KeyringFile => Path.Combine(Checkout, "keys-example", "keyring.asc");

    private static string Checkout
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "SecureDrop.Net.sln"))) return folder.FullName;
            return Directory.GetCurrentDirectory();
        }
    }
}
