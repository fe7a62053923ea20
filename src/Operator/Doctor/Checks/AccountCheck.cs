using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The gateway has an account of its own: a hole in it is then not a hole in the machine.</summary>
internal static class AccountCheck
{
    private const string Name = "account";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Process.Is(out var process, out var why)) return Finding.Unknown(Name, why, "see `gateway`");
        return process.User switch
        {
            null => Finding.Unknown(Name, $"whom process {process.Id} runs as cannot be seen", Again.AsTheGateway),
            0 => Finding.Warning(
                Name, "the gateway runs as root", "give it an account of its own (User= in its unit) that owns the data directory and the at-rest key"),
            var user => Finding.Ok(Name, $"the gateway runs as account {user}"),
        };
    }
}
