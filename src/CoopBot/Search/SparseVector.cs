namespace CoopBot.Search;

/// <summary>The few columns of a row that are not zero.</summary>
internal readonly record struct SparseVector(int[] Columns, float[] Values)
{
    public static readonly SparseVector Empty = new([], []);

    public float Dot(ReadOnlySpan<float> other)
    {
        var sum = 0f;
        for (var i = 0; i < Columns.Length; i++) sum += Values[i] * other[Columns[i]];
        return sum;
    }

    /// <summary>Adds this, times a factor, to the other.</summary>
    public void AddTo(Span<float> other, float factor)
    {
        for (var i = 0; i < Columns.Length; i++) other[Columns[i]] += factor * Values[i];
    }
}

/// <summary>Sparse rows that are looked up by column.</summary>
internal sealed class SparseMatrix
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly float[] _values;

    public SparseMatrix(int columns, IReadOnlyList<SparseVector> rows)
    {
        _starts = new int[columns + 1];
        foreach (var row in rows)
            foreach (var column in row.Columns) _starts[column + 1]++;
        for (var column = 0; column < columns; column++) _starts[column + 1] += _starts[column];

        _rows = new int[_starts[columns]];
        _values = new float[_starts[columns]];
        var next = _starts.AsSpan(0, columns).ToArray();
        for (var row = 0; row < rows.Count; row++)
        {
            var (ids, values) = rows[row];
            for (var i = 0; i < ids.Length; i++)
            {
                _rows[next[ids[i]]] = row;
                _values[next[ids[i]]++] = values[i];
            }
        }
    }

    /// <summary>Adds the product of each row and the vector; columns that more rows have than the most are not looked at.</summary>
    public void AddProducts(SparseVector vector, Span<float> products, int mostRows)
    {
        for (var i = 0; i < vector.Columns.Length; i++)
        {
            var (from, to) = (_starts[vector.Columns[i]], _starts[vector.Columns[i] + 1]);
            if (to - from > mostRows) continue;
            for (var j = from; j < to; j++) products[_rows[j]] += vector.Values[i] * _values[j];
        }
    }
}
