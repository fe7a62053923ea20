using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Html;

/// <summary>What a browser is shown after it has sent a form, in the language of the form. UTF-8 HTML, whole.</summary>
internal sealed class AnswerPages(Layout layout)
{
    private static readonly Template SentPage = new("sent.html");
    private static readonly Template StatePage = new("state.html");
    private static readonly Template RefusedPage = new("refused.html");
    private static readonly Template Ask = new("ask.html");
    private static readonly Template Destroy = new("destroy.html");

    public byte[] Sent(Texts texts, Receipt receipt, string state, bool isNew)
    {
        var heading = isNew ? "sent.heading" : "sent.again";
        return layout.Whole(texts, null, heading, SentPage.Fill(
            texts,
            ("heading", Template.Encode(texts[heading])),
            ("receipt", $"{receipt}"),
            ("state", Template.Encode(texts[$"state.{state}"])),
            ("ask", Ask.Fill(texts)),
            ("destroy", Destroy.Fill(texts))));
    }

    public byte[] State(Texts texts, Receipt receipt, string state) => layout.Whole(texts, null, "state.heading", StatePage.Fill(
        texts,
        ("receipt", $"{receipt}"),
        ("state", Template.Encode(texts[$"state.{state}"])),
        ("ask", Ask.Fill(texts)),
        ("destroy", state == Http.StateWord.Of(Storage.SubmissionState.Unknown) ? "" : Destroy.Fill(texts)))); // what did not arrive is not to be destroyed

    /// <summary>Who only asked, or took a wrong way, sent nothing that could have been lost, and is not told that it was.</summary>
    public byte[] Refused(Texts texts, RefusalCode code)
    {
        var asked = code == RefusalCode.ReceiptMalformed || code == RefusalCode.NotFound || code == RefusalCode.MethodNotAllowed;
        var heading = asked ? $"{code}.title" : "refused.heading";
        return layout.Whole(texts, null, heading, RefusedPage.Fill(
            texts,
            ("heading", Template.Encode(texts[heading])),
            ("title", asked ? "" : $"<p class=\"lead\">{Template.Encode(texts[$"{code}.title"])}.</p>"),
            ("next", Template.Encode(texts[$"{code}.next"])),
            ("kept", asked ? "" : $"<p>{Template.Encode(texts["refused.kept"])}</p>"),
            ("ask", code == RefusalCode.ReceiptMalformed ? Ask.Fill(texts) : ""),
            ("code", Template.Encode($"{code}"))));
    }
}
