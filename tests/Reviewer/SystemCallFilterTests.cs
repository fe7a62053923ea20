using SecureDrop.Reviewer.Isolation;

namespace SecureDrop.Reviewer.Tests;

/// <summary>What the kernel is told to refuse, run as the kernel runs it. That it takes and keeps it, tests/Claims shows.</summary>
public sealed class SystemCallFilterTests
{
    private const uint Allowed = 0x7fff0000, Refused = 0x00050001, Ended = 0x80000000;

    [Theory]
    [InlineData(41, Refused)] // socket
    [InlineData(42, Refused)] // connect
    [InlineData(55, Refused)] // getsockopt
    [InlineData(59, Refused)] // execve
    [InlineData(101, Refused)] // ptrace
    [InlineData(249, Refused)] // request_key
    [InlineData(250, Refused)] // keyctl
    [InlineData(322, Refused)] // execveat
    [InlineData(425, Refused)] // io_uring_setup
    [InlineData(438, Refused)] // pidfd_getfd
    [InlineData(0x40000029, Refused)] // socket, by its x32 number
    [InlineData(uint.MaxValue, Refused)]
    [InlineData(0, Allowed)] // read
    [InlineData(40, Allowed)] // sendfile: it needs a socket first
    [InlineData(56, Allowed)] // clone: threads
    [InlineData(257, Allowed)] // openat
    [InlineData(318, Allowed)] // getrandom
    [InlineData(435, Allowed)] // clone3
    public void On_x86_64_each_call_meets_what_is_meant_for_it(uint number, uint answer)
    {
        Assert.Equal(answer, Run(SystemCallFilter.X64, 0xC000003E, number));
        Assert.Equal(Ended, Run(SystemCallFilter.X64, 0x40000003, number)); // in the manner of 32 bits
    }

    [Theory]
    [InlineData(198, Refused)] // socket
    [InlineData(203, Refused)] // connect
    [InlineData(218, Refused)] // request_key
    [InlineData(221, Refused)] // execve
    [InlineData(425, Refused)] // io_uring_setup
    [InlineData(63, Allowed)] // read
    [InlineData(220, Allowed)] // clone
    [InlineData(278, Allowed)] // getrandom
    public void On_arm64_too(uint number, uint answer) => Assert.Equal(answer, Run(SystemCallFilter.Arm64, 0xC00000B7, number));

    /// <summary>Classic BPF, as much of it as is used. Source: bpf(2), linux/filter.h.</summary>
    private static uint Run(SystemCallFilter filter, uint architecture, uint number)
    {
        var program = filter.Instructions();
        var accumulator = 0u;
        for (var at = 0; ; at++)
        {
            var (code, yes, no, operand) = ((ushort)program[at], (byte)(program[at] >> 16), (byte)(program[at] >> 24), (uint)(program[at] >> 32));
            if (code == 0x06) return operand;
            if (code == 0x20) accumulator = operand switch { 0 => number, 4 => architecture, _ => throw new InvalidOperationException() };
            else at += (code switch { 0x15 => accumulator == operand, 0x25 => accumulator > operand, 0x35 => accumulator >= operand, _ => throw new InvalidOperationException() }) ? yes : no;
        }
    }
}
