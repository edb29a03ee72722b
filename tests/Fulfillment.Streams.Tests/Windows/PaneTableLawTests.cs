using FsCheck.Xunit;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

public sealed class PaneTableLawTests
{
    [Property]
    public void Behaves_like_a_dictionary_that_forgets_old_flushed_cells(int[] numbers)
    {
        var windows = new TumblingWindows(10);
        var table = new PaneTable<int, long>();
        var model = new Dictionary<(int Key, long Start), long>();
        var touched = new List<(int, long)>();
        var clock = 0L;
        for (var i = 0; i < numbers.Length * 5; i++)
        {
            var step = unchecked((uint)(numbers[i / 5] + i) * 2_654_435_761) >> 8;
            switch (step % 8)
            {
                case 0:
                    Assert.Equal(touched, table.Touched.ToArray().Select(slot => (table.KeyOf(slot).Key, table.KeyOf(slot).Start)));
                    table.ClearTouched();
                    touched.Clear();
                    break;
                case 1:
                    clock += step / 8 % 12;
                    var expired = model.Keys.Where(cell => cell.Start + 10 + 15 <= clock && !touched.Contains(cell)).ToArray();
                    Assert.Equal(expired.Length, table.Expire(windows, clock, 15));
                    Array.ForEach(expired, cell => model.Remove(cell));
                    break;
                default:
                    var (key, start) = ((int)(step / 8 % 5), windows.StartOf(clock + step / 40 % 40 - 20));
                    table.Touch(key, start, out var added) += i;
                    Assert.Equal(model.TryAdd((key, start), 0), added);
                    model[(key, start)] += i;
                    if (!touched.Contains((key, start)))
                        touched.Add((key, start));
                    break;
            }
            Assert.Equal(
                model.OrderBy(cell => cell.Key.Start).ThenBy(cell => cell.Key.Key).Select(cell => (cell.Key, cell.Value)),
                table.InOrder().Select(slot => ((table.KeyOf(slot).Key, table.KeyOf(slot).Start), table[slot])));
        }
    }
}
