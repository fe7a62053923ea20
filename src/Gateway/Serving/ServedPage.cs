using SecureDrop.Formats;
using SecureDrop.Formats.Pages;

namespace SecureDrop.Gateway.Serving;

/// <summary>The page's files as they go over the line.</summary>
internal sealed class ServedPage
{
    private const string Script = "text/javascript; charset=utf-8";

    public ServedPage(byte[] frame, PageFiles files)
    {
        (Frame, Files) = (frame, files);
        (PagePath, WorkerPath) = ($"/assets/{Named("page", files.PageHash)}", $"/assets/{Named("worker", files.WorkerHash)}");
        Page = new ServedFile(Script, files.Page);
        Worker = new ServedFile(Script, files.Worker);
        Kit = new ServedFile("text/html; charset=utf-8", files.Kit);
        Integrity = $"sha256-{Convert.ToBase64String(files.PageHash.ToArray())}";
    }

    /// <summary>The keyring's frame that it was made with.</summary>
    public byte[] Frame { get; }
    public PageFiles Files { get; }
    public ServedFile Page { get; }
    public ServedFile Worker { get; }
    public ServedFile Kit { get; }
    public string PagePath { get; }
    public string WorkerPath { get; }

    /// <summary>The page's hash, for the script's element and for the policy.</summary>
    public string Integrity { get; }

    /// <summary>The script of that name under /assets/; a name of another keyring's, or of another build's, is not there.</summary>
    public ServedFile? Asset(string name) =>
        PagePath == $"/assets/{name}" ? Page : WorkerPath == $"/assets/{name}" ? Worker : null;

    // The name changes with the octets: no cache on the way can mix two keyrings' files.
    private static string Named(string name, Sha256Hash hash) => $"{name}-{$"{hash}"[..16]}.js";
}
