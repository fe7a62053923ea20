using System.Net;
using SecureDrop.Formats.Puzzles;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Source.Gateway;

/// <summary>What came back for one request.</summary>
/// <param name="Status">The HTTP status; 0 when no whole answer came.</param>
/// <param name="Receipt">As the gateway wrote it.</param>
/// <param name="State">waiting, taken out, opened or unknown.</param>
/// <param name="Refusal">The gateway's words, or what cut the line; escaped, so that nothing in it steers a terminal.</param>
/// <param name="RetryAfter">When the gateway asked to wait.</param>
internal sealed record GatewayAnswer(int Status, string? Receipt, string? State, string? Refusal, TimeSpan? RetryAfter)
{
    public static GatewayAnswer Lost(string why) => new(0, null, null, SafeName.Show(why), null);

    /// <summary>This machine itself refused the connection: no program listens at the address.</summary>
    public bool NobodyListens { get; init; }

    /// <summary>What would open the door now, where the gateway said so.</summary>
    public Puzzle? Puzzle { get; init; }

    public bool IsDone => Status is (int)HttpStatusCode.OK or (int)HttpStatusCode.Created && Receipt is not null && State is "waiting" or "taken out" or "opened" or "unknown";

    /// <summary>May pass by waiting. Any other refusal depends only on what was sent, and sending it again changes nothing.</summary>
    public bool MayPass => Status is 0 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.ServiceUnavailable;
}
