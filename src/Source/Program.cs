using SecureDrop.Source;

return await CommandTable.RunAsync(args, Door.OfProcess());
