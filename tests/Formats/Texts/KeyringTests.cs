using SecureDrop.Formats;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Texts;

public sealed class KeyringTests
{
    private static readonly DateOnly Begin = new(2026, 11, 1);
    private static readonly DateOnly SealUntil = new(2027, 11, 1);
    private static readonly DateOnly AcceptUntil = new(2028, 2, 1);
    private static readonly Fingerprint Root = Print(1), Holder = Print(2), Reviewer = Print(3), Operator = Print(4);
    private static readonly Fingerprint HolderOld = Print(20), HolderNew = Print(21), HolderLost = Print(22), ReviewerOld = Print(30), ReviewerGone = Print(31);

    private readonly Keyring _keyring = Make(
        KeyringLine.Sealing(KeyringRole.Holder, Holder, HolderOld, Begin, SealUntil, AcceptUntil),
        KeyringLine.Sealing(KeyringRole.Holder, Holder, HolderNew, Begin.AddDays(100), SealUntil.AddDays(100), AcceptUntil.AddDays(100)),
        KeyringLine.Ended(KeyringRole.Holder, Holder, HolderLost, KeyringStatus.Revoked, Begin),
        KeyringLine.Sealing(KeyringRole.Reviewer, Reviewer, ReviewerOld, Begin, SealUntil, AcceptUntil),
        KeyringLine.Ended(KeyringRole.Reviewer, Reviewer, ReviewerGone, KeyringStatus.Destroyed, Begin),
        KeyringLine.Signing(Operator, Begin, SealUntil));

    [Fact]
    public void A_source_is_accepted_until_accept_until_and_refused_from_the_next_day()
    {
        Assert.Null(_keyring.Judge(HolderOld.KeyId, SealUntil.AddDays(1)));
        Assert.Null(_keyring.Judge(HolderOld.KeyId, AcceptUntil));
        Assert.Equal(Refusal.RecipientRetired, _keyring.Judge(HolderOld.KeyId, AcceptUntil.AddDays(1)));
    }

    [Fact]
    public void A_source_is_not_turned_away_by_a_gateway_whose_clock_is_slow() => Assert.Null(_keyring.Judge(HolderNew.KeyId, Begin.AddDays(-1)));

    [Fact]
    public void A_source_is_refused_when_the_subkey_is_revoked_destroyed_or_unknown()
    {
        Assert.Equal(Refusal.RecipientRetired, _keyring.Judge(HolderLost.KeyId, Begin));
        Assert.Equal(Refusal.RecipientRetired, _keyring.Judge(ReviewerGone.KeyId, Begin));
        Assert.Equal(Refusal.RecipientUnknown, _keyring.Judge(Print(99).KeyId, Begin));
        Assert.Equal(Refusal.RecipientUnknown, _keyring.Judge(Operator.KeyId, Begin));
        Assert.Equal(Refusal.RecipientUnknown, _keyring.Judge(Holder.KeyId, Begin));
    }

    [Fact]
    public void A_source_seals_to_the_newest_subkey_of_each_reviewer()
    {
        Fingerprint?[] At(DateOnly day) => [.. _keyring.SealingSubkeys(day).Select(line => line.Subkey)];
        Assert.Empty(At(Begin.AddDays(-1)));
        Assert.Equal([HolderOld, ReviewerOld], At(Begin));
        Assert.Equal([HolderNew, ReviewerOld], At(Begin.AddDays(100)));
        Assert.Equal([HolderNew], At(SealUntil.AddDays(1)));
    }

    [Fact]
    public void The_door_closes_when_the_keyring_or_its_last_subkey_ends()
    {
        Assert.True(_keyring.Accepts(AcceptUntil.AddDays(100)));
        Assert.False(_keyring.Accepts(AcceptUntil.AddDays(101)));
        Assert.True(_keyring.IsExpired(_keyring.Expires.AddDays(1)));
        Assert.False(Make(KeyringLine.Ended(KeyringRole.Holder, Holder, HolderOld, KeyringStatus.Revoked, Begin)).Accepts(Begin));
    }

    [Fact]
    public void A_purge_waits_for_holders_who_can_still_open()
    {
        Assert.Equal([Holder], _keyring.Holders);
        Assert.True(_keyring.IsHolder(Holder));
        Assert.False(_keyring.IsHolder(Reviewer));
        Assert.Empty(Make(KeyringLine.Ended(KeyringRole.Holder, Holder, HolderOld, KeyringStatus.Destroyed, Begin)).Holders);
    }

    [Fact]
    public void An_acknowledgement_counts_while_its_signer_is_live()
    {
        Assert.True(_keyring.IsLiveReviewer(Reviewer, AcceptUntil));
        Assert.False(_keyring.IsLiveReviewer(Reviewer, AcceptUntil.AddDays(1)));
        Assert.False(_keyring.IsLiveReviewer(Operator, Begin));
    }

    [Fact]
    public void An_operator_signs_bundles_between_the_two_days_only()
    {
        Assert.Empty(_keyring.Operators(Begin.AddDays(-1)));
        Assert.Equal([Operator], _keyring.Operators(SealUntil));
        Assert.Empty(_keyring.Operators(SealUntil.AddDays(1)));
        Assert.Equal((SealUntil, SealUntil), (_keyring.SignsUntil, _keyring.OperatorLine(Operator)?.Until));
        Assert.Null(_keyring.OperatorLine(Holder));
    }

    [Fact]
    public void A_keyring_that_contradicts_itself_is_not_composed()
    {
        var line = KeyringLine.Sealing(KeyringRole.Holder, Holder, HolderOld, Begin, SealUntil, AcceptUntil);
        Assert.NotNull(Make(line));
        Assert.Throws<ArgumentException>(() => Make(line, line));
        Assert.Throws<ArgumentException>(() => Make(line, KeyringLine.Signing(Holder, Begin, SealUntil)));
        Assert.Throws<ArgumentException>(() => Make(KeyringLine.Sealing(KeyringRole.Holder, Holder, HolderOld, Begin, SealUntil, new DateOnly(2031, 1, 1))));
        Assert.Throws<ArgumentException>(() => Keyring.Compose(1, Begin, AcceptUntil, null, Root, [], [line], []));
    }

    private static Keyring Make(params KeyringLine[] lines) => Keyring.Compose(
        1, Begin, new DateOnly(2030, 1, 1), null, Root, ["http://127.0.0.1:8080"], lines,
        lines.Select(line => line.Primary).Append(Root).Distinct().Reverse()
            .Select(primary => new KeyringCertificate(primary, Armor.Write("PGP PUBLIC KEY BLOCK", [1, 2, 3]))));

    private static Fingerprint Print(byte number) => new([.. Enumerable.Repeat(number, Fingerprint.Size)]);
}
