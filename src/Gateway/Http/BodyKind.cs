namespace SecureDrop.Gateway.Http;

/// <summary>What a Content-Type makes of a body. Whether octets are armored is seen in them, whatever they are called.</summary>
internal enum BodyKind
{
    Binary,
    Text,
    Form,
    UrlEncodedForm,
    Json,
}
