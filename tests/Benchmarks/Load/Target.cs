using System.Text;

namespace SecureDrop.Benchmarks.Load;

/// <summary>Where bodies are sent. A path of zeros is counted up, for servers that name files after it.</summary>
internal sealed record Target(int Port, string Method, string Path)
{
    public byte[] Head(int bodyOctets) => Encoding.ASCII.GetBytes(
        $"{Method} {Path} HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nContent-Type: application/octet-stream\r\nContent-Length: {bodyOctets}\r\n\r\n");

    public const string Counted = "/0000000000000000";
}
