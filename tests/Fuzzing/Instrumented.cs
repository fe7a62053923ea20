using System.Reflection;
using System.Runtime.Loader;
using dnlib.DotNet;
using dnlib.DotNet.MD;
using dnlib.PE;
using SharpFuzz;

namespace SecureDrop.Fuzzing;

/// <summary>
/// The readers in copies of their assemblies that count every branch. This assembly is loaded a second time beside them, so
/// that <see cref="Readers.Table"/> binds to the copies; only delegates of framework types cross over.
/// </summary>
internal sealed class Instrumented : AssemblyLoadContext
{
    private const string Multipart = "Microsoft.AspNetCore.WebUtilities"; // reads forms for the gateway

    private readonly Dictionary<string, string> _paths = [];

    static Instrumented()
    {
        // SharpFuzz takes its options from nowhere else.
        Environment.SetEnvironmentVariable("SHARPFUZZ_ENABLE_ON_BRANCH_CALLBACK", "1");
    }

    public Instrumented(string folder)
    {
        Copy(Path.Combine(AppContext.BaseDirectory, "SecureDrop.Formats.dll"), folder, _ => true);
        Copy(Path.Combine(AppContext.BaseDirectory, "securedrop-gateway.dll"), folder, name => name.Contains(".Http.", StringComparison.Ordinal));
        Copy(Path.Combine(AppContext.BaseDirectory, "securedrop-reviewer.dll"), folder, name => name.Contains(".Bundles.", StringComparison.Ordinal));
        Copy(Assembly.Load(Multipart).Location, folder, name => name.Contains("Multipart", StringComparison.Ordinal) || name.Contains("BufferedReadStream", StringComparison.Ordinal));
        Copy(typeof(Instrumented).Assembly.Location, folder, name => name.Contains("Broken", StringComparison.Ordinal));
    }

    /// <summary>By name: octets and the seed of their cuts (0: in one piece) in, the answer out.</summary>
    public IReadOnlyDictionary<string, Func<byte[], int, string>> Readers()
    {
        var table = LoadFromAssemblyPath(_paths[$"{typeof(Instrumented).Assembly.GetName().Name}"]).GetType($"{typeof(Readers.Table)}");
        var all = table?.GetField(nameof(Fuzzing.Readers.Table.All))?.GetValue(null);
        return all as IReadOnlyDictionary<string, Func<byte[], int, string>> ?? throw new InvalidOperationException("The readers' table has moved.");
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _paths.TryGetValue($"{assemblyName.Name}", out var path) ? LoadFromAssemblyPath(path) : null;

    private void Copy(string source, string folder, Func<string, bool> types)
    {
        var copy = Path.Combine(folder, Path.GetFileName(source));
        using (var module = ModuleDefMD.Load(source))
        {
            // The framework's assemblies hold machine code beside their IL: only the IL is taken along.
            (module.Machine, module.Cor20HeaderFlags) = (Machine.I386, ComImageFlags.ILOnly);
            module.Write(copy);
        }

        if (!Fuzzer.Instrument(copy, types, Options.Value).Any())
            throw new InvalidOperationException($"Nothing to count in {source}.");
        _paths[Path.GetFileNameWithoutExtension(source)] = copy;
    }
}
