namespace CoopBot.Records;

/// <summary>The five kinds (jenis) of cooperatives, as the record writes them.</summary>
public static class CooperativeKind
{
    /// <summary>Producers.</summary>
    public const string Producer = "produsen";

    /// <summary>Consumers.</summary>
    public const string Consumer = "konsumen";

    /// <summary>Services.</summary>
    public const string Service = "jasa";

    /// <summary>Marketing.</summary>
    public const string Marketing = "pemasaran";

    /// <summary>Savings and loans (KSP, credit union).</summary>
    public const string SavingsAndLoan = "simpan pinjam";

    /// <summary>All five.</summary>
    public static readonly IReadOnlyList<string> All = [Producer, Consumer, Service, Marketing, SavingsAndLoan];
}
