namespace SecureDrop.Fuzzing;

/// <summary>The instrumented readers, made once for a test class, in a folder that goes after it.</summary>
public sealed class InstrumentedReaders : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sd");

    public InstrumentedReaders() => All = new Instrumented(_folder.FullName).Readers();

    public IReadOnlyDictionary<string, Func<byte[], int, string>> All { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
