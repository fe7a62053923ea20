using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecureDrop.Benchmarks.Servers;

/// <summary>
/// The least a durable intake can do without thinking: each body to a file of its own, flushed before the answer. No grammar, no wrap, no
/// hash, and the directory is not flushed, so it is measured at its best.
/// </summary>
internal static class FileAndFsync
{
    public static async Task RunAsync(string directory, int port)
    {
        // A flush holds a thread; the pool would add one a second only.
        ThreadPool.SetMinThreads(160, 16);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
        });
        var program = builder.Build();
        var number = 0L;
        program.Run(async context =>
        {
            var path = Path.Combine(directory, $"{Interlocked.Increment(ref number):x16}");
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
            for (var at = 0L; await context.Request.Body.ReadAsync(buffer) is > 0 and var octets; at += octets)
                RandomAccess.Write(file, buffer.AsSpan(0, octets), at);
            ArrayPool<byte>.Shared.Return(buffer);
            RandomAccess.FlushToDisk(file);
            context.Response.StatusCode = StatusCodes.Status201Created;
        });
        await program.RunAsync();
    }
}
