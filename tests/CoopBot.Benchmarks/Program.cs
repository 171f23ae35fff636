System.Console.WriteLine("CoopBot benchmarks");
