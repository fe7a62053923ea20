using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Http;

/// <summary>
/// Stands around every endpoint: turns away what must not be read at all, gives an answer of ours where nothing else did, and lets no
/// exception out. A connection that breaks is no event.
/// </summary>
internal sealed class Gatekeeper(HostRule hosts, Answers answers, EventLog log)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var refused = await JudgeAsync(context, next);
        if (refused is not { } code || context.Response.HasStarted) return;
        context.Response.Clear();
        await answers.Refused(code, context.Request.Page()).ExecuteAsync(context);
    }

    private async Task<RefusalCode?> JudgeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (Framing.IsAmbiguous(context.Request.Headers)) return RefusalCode.AmbiguousFraming;
            if (!hosts.Allows(context.Request)) return RefusalCode.WrongHost;
            await next(context);
            return context.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => RefusalCode.NotFound,
                StatusCodes.Status405MethodNotAllowed => RefusalCode.MethodNotAllowed,
                _ => null,
            };
        }
        catch (VaultUnavailableException unavailable)
        {
            return unavailable.Trouble == VaultTrouble.StorageFull ? RefusalCode.StorageFull : RefusalCode.StorageFailed;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Do not catch general exception types: a bug must not print what was sent, nor answer with more than a refusal.
        catch (Exception)
        {
            log.Write(GatewayEvent.UnexpectedError);
            return RefusalCode.StorageFailed;
        }
#pragma warning restore CA1031
    }
}
