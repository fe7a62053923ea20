// securedrop-gateway serves the source. The way of a submission, in reading order:
//   Http/PublicRoutes        what a source can reach, and what stands before it (Gatekeeper, FixedHeaders)
//   Http/SubmissionEndpoint  HTTP becomes octets, a refusal becomes a status
//   Arrivals/Intake          the rule: whether a body may begin, its grammar, then the vault
//   Control/ControlRoutes    what the operator's program can reach, on a Unix socket only
//   Start/RunningGateway     how they are put together
using SecureDrop.Gateway.Start;

return await CommandLine.RunAsync(args, GatewayProcess.RunAsync);
