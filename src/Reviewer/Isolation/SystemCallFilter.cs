namespace SecureDrop.Reviewer.Isolation;

/// <summary>
/// The filter, in classic BPF, by which the kernel refuses this process, for as long as it lives, every call that makes or uses a socket, every call that
/// starts another program, and those by which either could be had from a neighbour. They fail with EPERM. Calls in the manner of another processor (32
/// bits on x86-64) end the process. Sources: seccomp(2), linux/filter.h, linux/audit.h, asm/unistd_64.h, asm-generic/unistd.h.
/// </summary>
/// <param name="Architecture">As the kernel names it to filters.</param>
/// <param name="Seccomp">Number of the call that installs a filter.</param>
/// <param name="Refused">Numbers of the calls refused, in ranges.</param>
internal sealed record SystemCallFilter(uint Architecture, int Seccomp, IReadOnlyList<(uint First, uint Last)> Refused)
{
    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, JumpIfGreater = 0x25, JumpIfAtLeast = 0x35, Return = 0x06;
    private const uint NumberAt = 0, ArchitectureAt = 4;
    private const uint Allow = 0x7fff0000, NotPermitted = 0x00050000 | 1, EndProcess = 0x80000000;

    public static SystemCallFilter X64 { get; } = new(0xC000003E, 317,
    [
        (41, 55), // socket, connect, accept, sendto, … getsockopt
        (57, 59), // fork, vfork, execve; threads are made by clone
        (101, 101), // ptrace
        (248, 250), // add_key, request_key, keyctl: the kernel starts a program for a key, and one kind of key is a name to resolve
        (288, 288), (299, 299), (307, 307), // accept4, recvmmsg, sendmmsg
        (310, 311), // process_vm_readv, process_vm_writev
        (322, 322), // execveat
        (425, 427), // io_uring: sockets without the calls above
        (438, 438), // pidfd_getfd: somebody else's socket
        (0x40000000, uint.MaxValue), // the same calls by their x32 numbers
    ]);

    public static SystemCallFilter Arm64 { get; } = new(0xC00000B7, 277,
    [
        (117, 117), // ptrace
        (198, 212), // socket, socketpair, bind, … recvmsg
        (217, 219), // add_key, request_key, keyctl
        (221, 221), // execve
        (242, 243), // accept4, recvmmsg
        (269, 271), // sendmmsg, process_vm_readv, process_vm_writev
        (281, 281), // execveat
        (425, 427), // io_uring
        (438, 438), // pidfd_getfd
    ]);

    public ulong[] Instructions()
    {
        // From the end: two returns that are jumped to, and what is allowed before them.
        var length = 3 + 2 * Refused.Count + 3;
        var program = new List<ulong>
        {
            Instruction(LoadWord, ArchitectureAt),
            Instruction(JumpIfEqual, Architecture, otherwise: length - 1 - 2),
            Instruction(LoadWord, NumberAt),
        };
        foreach (var (first, last) in Refused)
        {
            program.Add(Instruction(JumpIfAtLeast, first, otherwise: 1));
            program.Add(Instruction(JumpIfGreater, last, otherwise: length - 2 - (program.Count + 1)));
        }

        program.AddRange([Instruction(Return, Allow), Instruction(Return, NotPermitted), Instruction(Return, EndProcess)]);
        return [.. program];
    }

    /// <summary>Code, how many instructions to pass over when true and when not, and the operand. This program runs on little-endian processors only.</summary>
    private static ulong Instruction(ushort code, uint operand, int otherwise = 0) => code | ((ulong)(byte)otherwise << 24) | ((ulong)operand << 32);
}
