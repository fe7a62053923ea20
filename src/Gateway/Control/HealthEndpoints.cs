using SecureDrop.Gateway.Arrivals;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

/// <summary>
/// GET /live and GET /ready, for whatever watches over this process on its own machine. They stand on the control socket only: to the public they would
/// tell when the gateway is in need.
/// </summary>
internal sealed class HealthEndpoints(Vault vault, IntakeSwitch door)
{
    /// <summary>What a part of the page takes at most, with room to spare.</summary>
    private const long Part = 5 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The process answers. It does not ask the vault: a purge may hold that for minutes, and is not to be ended for it.</summary>
    public static IResult Live() => Results.Ok();

    /// <summary>A submission sent now would be taken: intake is open, the vault answers and has room.</summary>
    public async Task<IResult> ReadyAsync()
    {
        try
        {
            await vault.StatusAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return NotReady("busy", "The vault is at long work, such as a purge.");
        }

        return door.State switch
        {
            IntakeState.Open => vault.HasRoomFor(Part) ? Results.Ok() : NotReady("storage_full", "There is no room for a submission."),
            IntakeState.Lockdown => NotReady("lockdown", "A lockdown was begun."),
            IntakeState.Restore => NotReady("restoring", "A restore was begun and has not ended."),
            IntakeState.Clock => NotReady("clock", "The clock jumped, and nobody has confirmed the date."),
            IntakeState.Keyring => NotReady("keyring_unavailable", "There is no keyring that anything may be sealed to today."),
            _ => NotReady("intake_closed", "Intake is closed, as it was started."),
        };
    }

    private static IResult NotReady(string code, string title) => ControlAnswer.Problem(code, title, 503);
}
