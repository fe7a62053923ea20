namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>A vault's two files as they lie on a disk.</summary>
internal sealed class Image(FileImage data, FileImage log)
{
    private const string Data = "vault.data", Log = "vault.log";

    public FileImage this[string file] => file == Data ? data : log;

    public static Image Read(string directory) => new(ReadFile(directory, Data), ReadFile(directory, Log));

    public Image Copy() => new(data.Copy(), log.Copy());

    public void Write(string directory)
    {
        WriteFile(directory, Data, data);
        WriteFile(directory, Log, log);
    }

    private static FileImage ReadFile(string directory, string name)
    {
        var octets = File.ReadAllBytes(Path.Combine(directory, name));
        return new FileImage(octets, octets.Length);
    }

    private static void WriteFile(string directory, string name, FileImage image)
    {
        using var file = File.Create(Path.Combine(directory, name), bufferSize: 1);
        file.Write(image.Octets);
    }
}
