using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>How long a small write and its flush (fdatasync(2)) take where the vault lies, in microseconds, the fastest first.</summary>
internal sealed partial record FlushTimes(IReadOnlyList<double> Microseconds)
{
    private const int Rounds = 12, BlockOctets = 4096;
    private const string Name = "doctor.probe";

    public double Median => Microseconds[Microseconds.Count / 2];

    /// <summary>Writes a file of one block there, over and over, and takes it away again.</summary>
    public static Seen<FlushTimes> Measure(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.DeleteOnClose };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var begun = Stopwatch.GetTimestamp();
                RandomAccess.Write(file.SafeFileHandle, RandomNumberGenerator.GetBytes(BlockOctets), 0);
                if (FlushData(file.SafeFileHandle) != 0) return Seen<FlushTimes>.Not($"a flush in {folder} failed");
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
            }

            return new FlushTimes([.. times.Order()]);
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            return Seen<FlushTimes>.Not($"nothing can be written to {folder} by this account");
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);
}
