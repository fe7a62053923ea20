namespace SecureDrop.Tests;

/// <summary>How long random checks run: SECUREDROP_ROUNDS multiplies the default.</summary>
public static class Rounds
{
    public static int Of(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("SECUREDROP_ROUNDS"), out var times) && times > 0 ? usual * times : usual;
}
