using BenchmarkDotNet.Running;
using CoopBot.Benchmarks;

// load: the channel's view, against the smallest bot there is. All else goes to BenchmarkDotNet (--filter '*').
return args switch
{
    ["load", .. var options] => await LoadRun.RunAsync(options, echo: false),
    ["echo", .. var options] => await LoadRun.RunAsync(options, echo: true),
    ["import", .. var options] => await ImportRun.RunAsync(options),
    ["proof", .. var options] => await ProofRun.RunAsync(options),
    ["lookup"] => LookUpRun.Run(),
    ["echo-bot"] => await EchoBot.RunAsync(),
    [] or ["--help", ..] => Usage(),
    _ => BenchmarkSwitcher.FromAssembly(typeof(SearchBenchmarks).Assembly).Run(args).Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0,
};

static int Usage()
{
    Console.WriteLine("""
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- --filter '*'            index, query and turn (BenchmarkDotNet)
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- load [--bench DIR] [--reps 3] [--seconds 5] [--texts FILE]
                                                    turns and cold start against the limit `raw`, by the load driver in DIR
                                                    (default ../shared/bench beside the repository)
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- echo [the same options]
                                                    the wire alone: an echo bot with tokens checked, and its memory over 120,000 turns
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- import [--store CONNECTION] [--rows 100000]
                                                    the import command on a CSV and an XLSX file: seconds and peak memory
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- proof [--store CONNECTION] [--recipients 10000] [--kills 12] [--processes 1] [--gently] [--faketime LIBRARY]
                                                    an announcement through processes that are killed (or stopped) and a channel that fails:
                                                    nobody lost, nobody twice who was not marked before, every count a sum
        dotnet run -c Release --project tests/CoopBot.Benchmarks -- lookup
                                                    fuzzy look-ups among 130,000 names: percentiles and memory
        """);
    return 0;
}
