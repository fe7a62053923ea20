namespace SecureDrop.Operator.Tests.Doctor;

/// <summary>Tests that leave the gateway as they found it share one: it is started and given its keyring once.</summary>
[CollectionDefinition(nameof(OnePatient))]
public sealed class OnePatient : ICollectionFixture<Patient>;
