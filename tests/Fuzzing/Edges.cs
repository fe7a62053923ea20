using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;
using SharpFuzz;

namespace SecureDrop.Fuzzing;

/// <summary>
/// The edges (pairs of branches) that the last execution took, told by the instrumented assemblies, and those remembered of others
/// before. One thread at a time: SharpFuzz tells of all branches of the process in one place.
/// </summary>
internal sealed class Edges
{
    private const int Size = 1 << 16;
    private static readonly int[] Counts = new int[Size];
    private static readonly List<int> Taken = [];
    private static int _last;

    /// <summary>By edge, the orders of magnitude that its count has had, one bit each.</summary>
    private readonly uint[] _seen = new uint[Size];

    static Edges() => Listen();

    /// <summary>Branches of the last execution.</summary>
    public static long Steps { get; private set; }

    /// <summary>Edges remembered.</summary>
    public int Count => Size - _seen.Count(0u);

    public static void Clear()
    {
        foreach (var edge in Taken) Counts[edge] = 0;
        Taken.Clear();
        (_last, Steps) = (0, 0);
    }

    /// <summary>How much of the last execution is new: edges taken for the first time, or far more often than before.</summary>
    public int New() => Taken.Count(edge => (_seen[edge] & Magnitude(edge)) == 0);

    /// <summary>Remembers the last execution and says how much of it was new.</summary>
    public int Add()
    {
        var found = New();
        foreach (var edge in Taken) _seen[edge] |= Magnitude(edge);
        return found;
    }

    private static uint Magnitude(int edge) => 1u << BitOperations.Log2((uint)Counts[edge]);

    /// <summary>
    /// By name, because SharpFuzz takes an assembly that knows its trace for one already instrumented. It also writes into a map of its own, which
    /// must be somewhere.
    /// </summary>
    private static unsafe void Listen()
    {
        var trace = Assembly.Load(typeof(Fuzzer).Assembly.GetReferencedAssemblies().Single(name => name.Name == "SharpFuzz.Common")).GetType("SharpFuzz.Common.Trace");
        trace?.GetField("SharedMem")?.SetValue(null, Pointer.Box(NativeMemory.AllocZeroed(Size), typeof(byte*)));
        trace?.GetField("OnBranch")?.SetValue(null, (Action<int, string>)((branch, _) =>
        {
            var edge = (branch ^ _last) & (Size - 1);
            _last = branch >> 1;
            Steps++;
            if (Counts[edge]++ == 0) Taken.Add(edge);
        }));
    }
}
