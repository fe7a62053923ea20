using System.Reflection;

namespace SecureDrop.Operator;

/// <summary>The version of this program, as the gateway tells its own.</summary>
internal static class OwnVersion
{
    public static string Words { get; } =
        typeof(OwnVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
