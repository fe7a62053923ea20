using System.Text.Json;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>Stands around every control endpoint, so that the operator's program always gets a problem it can name.</summary>
internal sealed class ControlTroubles(EventLog log)
{
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (VaultUnavailableException unavailable)
        {
            var code = unavailable.Trouble.Code();
            await ControlAnswer.Problem(code, "The vault cannot do this now.", code == "storage_full" ? 507 : 503).ExecuteAsync(context);
        }
        catch (Exception malformed) when (malformed is JsonException or BadHttpRequestException)
        {
            await ControlAnswer.Problem("malformed", "The request is not one that our operator's program makes.", 400).ExecuteAsync(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The operator's program has gone; so has whoever could read an answer.
        }
#pragma warning disable CA1031 // Do not catch general exception types: a bug must not print what lies in the vault.
        catch (Exception)
        {
            log.Write(GatewayEvent.UnexpectedError);
            if (!context.Response.HasStarted)
                await ControlAnswer.Problem("unexpected_error", "The gateway met a bug; the request changed nothing it answered for.", 500).ExecuteAsync(context);
        }
#pragma warning restore CA1031
    }
}
