namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The remedy when this program, and not the gateway, is what is in the way.</summary>
internal static class Again
{
    public const string AsTheGateway = "run doctor as the account that runs the gateway, or as root";
}
