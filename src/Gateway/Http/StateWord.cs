using SecureDrop.Storage;

namespace SecureDrop.Gateway.Http;

/// <summary>The four words of a receipt's state.</summary>
internal static class StateWord
{
    public static string Of(SubmissionState state) => state switch
    {
        SubmissionState.Waiting => "waiting",
        SubmissionState.TakenOut => "taken out",
        SubmissionState.Opened => "opened",
        _ => "unknown",
    };
}
