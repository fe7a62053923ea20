using System.Runtime.InteropServices;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Whether anything holds the machine's clock to the true time, as the kernel knows. Nothing is set and no network is asked. Source: adjtimex(2).</summary>
internal static partial class KernelClock
{
    private const int Unsynchronised = 5; // TIME_ERROR

    /// <summary>Null when the kernel does not tell.</summary>
    public static bool? IsSynchronised()
    {
        try
        {
            return Adjust(new byte[512]) switch // struct timex with modes 0: only asks
            {
                < 0 => null,
                var state => state != Unsynchronised,
            };
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int Adjust(byte[] timex);
}
