using System.Text.Json;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests.Keys;

/// <summary>Certificates and subkeys that come and go, as the root's keeper writes it.</summary>
public sealed class EndingTests : IDisposable
{
    private static readonly string Operator = $"{Organisation.Certificate("operator").Primary}", Second = $"{Organisation.Certificate("reviewer-2").Primary}";
    private readonly Keeper _keeper = new();

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public void A_retired_reviewer_is_not_sealed_to_and_stays_accepted()
    {
        Assert.Equal(2, Sealing());
        Change("retire", Second, "--grace", "90");
        Assert.Equal(1, Sealing());
        Assert.Equal(new DateOnly(2027, 2, 22), Line(Second).AcceptUntil);
        Assert.True(_keeper.Keyring().Lines.IsLiveReviewer(Line(Second).Primary, _keeper.Today));
        // Without a number of days it stays accepted as long as it was: an old kit still seals to it.
        var told = JsonDocument.Parse(Change("retire", $"{Keeper.OldSubkey}", "--json").Output).RootElement;
        Assert.Equal((3, _keeper.Out), (told.GetProperty("epoch").GetInt32(), told.GetProperty("file").GetString()));
        Assert.Single(told.GetProperty("changes").EnumerateArray());
        Assert.Equal(new DateOnly(2099, 6, 30), Line($"{Keeper.Reviewer}").AcceptUntil);
        Assert.Equal(0, Sealing());
    }

    [Fact]
    public void A_retired_operators_bundle_of_this_morning_is_good_and_tomorrows_is_not()
    {
        Change("retire", Operator);
        Assert.Single(_keeper.Keyring().Lines.Operators(_keeper.Today));
        Assert.Empty(_keeper.Keyring().Lines.Operators(_keeper.Today.AddDays(1)));
        Change("revoke", Operator);
        Assert.Empty(_keeper.Keyring().Lines.Operators(_keeper.Today));
        Assert.Equal(KeyringStatus.Revoked, Line(Operator).Status);
    }

    [Fact]
    public void What_is_revoked_is_accepted_no_more_and_the_last_one_closes_the_door_with_a_warning()
    {
        Assert.Contains(
            $"changed  reviewer-1: holder of no subkey any more, no purge waits for {Keeper.Reviewer.Grouped()} any more", Change("revoke", $"{Keeper.OldSubkey}").Output,
            StringComparison.Ordinal);
        Assert.Equal(KeyringStatus.Revoked, Line($"{Keeper.Reviewer}").Status);
        Assert.Equal(Formats.OpenPgp.Refusal.RecipientRetired, _keeper.Keyring().Lines.Judge(Keeper.OldSubkey.KeyId, _keeper.Today));
        var last = Change("revoke", Second, "--destroyed");
        Assert.Equal(KeyringStatus.Destroyed, Line(Second).Status);
        Assert.Contains("warning: no source can seal to anybody today", last.Error, StringComparison.Ordinal);
        Assert.Equal(3, _keeper.Keyring().Lines.Epoch);
        // A fingerprint that the keyring does not name ends nothing.
        Assert.Equal(1, _keeper.Change("revoke", $"{Organisation.Root}").ExitCode);
        Assert.Equal(2, _keeper.Change("revoke", "1234").ExitCode);
    }

    [Fact]
    public void A_calendar_that_has_not_begun_is_revoked_when_its_certificate_retires()
    {
        Change("rotate", "--calendar", "1");
        Change("retire", $"{Keeper.Reviewer}");
        Assert.Equal([KeyringStatus.Live, KeyringStatus.Revoked], _keeper.Lines().Select(line => line.Status));
        Assert.Equal(1, Sealing());
    }

    [Fact]
    public void A_new_reviewer_and_a_new_operator_are_added_each_in_its_role()
    {
        string Path(string name) => _keeper.Machine.Path(name);
        foreach (var role in (string[])["reviewer", "operator"])
            Assert.Equal(0, _keeper.Machine.Run("keygen", "--role", role, "--name", role, "--out", Path(""), "--passphrase-file", Path("passphrase")).ExitCode);
        Assert.Equal(2, _keeper.Change("add", Path("reviewer.public.asc")).ExitCode);
        Assert.Equal(1, _keeper.Change("add", Path("reviewer.public.asc"), "--role", "operator").ExitCode);
        Assert.Equal(1, _keeper.Change("add", Path("reviewer.secret.asc"), "--role", "holder").ExitCode);
        Assert.Equal(1, _keeper.Change("add", System.IO.Path.Combine(Organisation.Keys, "root.public.asc"), "--role", "operator").ExitCode);
        Assert.Equal(1, _keeper.Keyring().Lines.Epoch);

        Assert.Contains("added    reviewer, certificate ", Change("add", Path("reviewer.public.asc"), "--role", "holder").Output, StringComparison.Ordinal);
        Change("add", Path("operator.public.asc"), "--role", "operator", "--seal-until", "2027-01-31");

        var lines = _keeper.Keyring().Lines;
        Assert.Equal(3, lines.Epoch);
        Assert.Equal(2, lines.Holders.Count);
        Assert.Equal(3, Sealing());
        Assert.Equal(2, lines.Operators(new(2027, 1, 31)).Count);
        Assert.Single(lines.Operators(new(2027, 2, 1)));
        Assert.Equal(1, _keeper.Change("add", Path("reviewer.public.asc"), "--role", "reviewer").ExitCode);
    }

    private Machine.Answer Change(params string[] command)
    {
        var changed = _keeper.Change(command);
        Assert.True(changed.ExitCode == 0, changed.All);
        return changed;
    }

    private int Sealing() => _keeper.Keyring().Lines.SealingSubkeys(_keeper.Today).Count;

    private KeyringLine Line(string primary) => _keeper.Keyring().Lines.Keys.First(line => $"{line.Primary}" == primary);
}
